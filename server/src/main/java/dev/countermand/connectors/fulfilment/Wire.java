package dev.countermand.connectors.fulfilment;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Problem;
import dev.countermand.outgoing.CallResult;
import dev.countermand.outgoing.OutgoingCall;
import dev.countermand.outgoing.OutgoingCalls;
import dev.countermand.outgoing.WebhookSignature;
import dev.countermand.site.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Speaks to a warehouse: signs, sends, and writes every try into the log of deliveries. Never called in a
/// transaction.
@Component
class Wire {

    /// Short enough for the leases of whoever calls.
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final int ANSWER_BYTES_MAX = 64 * 1024;

    /// What is to be said.
    ///
    /// @param kind as in the log: `stop`, `resume`, `poll`, `test`
    /// @param message its id, the same for every try
    /// @param body null to read instead of telling
    record Said(
            String kind,
            String message,
            @Nullable String number,
            @Nullable String attempt,
            @Nullable String body) {}

    private final OutgoingCalls calls;
    private final CallStore store;
    private final Clock clock;

    Wire(OutgoingCalls calls, CallStore store, Clock clock) {
        this.calls = calls;
        this.store = store;
        this.clock = clock;
    }

    /// Says it once and answers how that went.
    Exchange say(Partner partner, String url, int part, Said said) {
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        byte[] bytes = said.body() == null ? new byte[0] : said.body().getBytes(StandardCharsets.UTF_8);
        var call = said.body() == null ? OutgoingCall.get(url) : OutgoingCall.post(url, said.body());
        var result = calls.send(call.with(WebhookSignature.headers(said.message(), at, bytes, partner.secrets(at)))
                .with(Map.of("Accept", "application/json"))
                .within(TIMEOUT, ANSWER_BYTES_MAX));
        var done = exchange(partner, part, said, at, result);
        store.log(done);
        return done;
    }

    private static Exchange exchange(Partner partner, int part, Said said, Instant at, CallResult result) {
        var id = Ids.mint(part, at);
        return switch (result) {
            case CallResult.Answered answered ->
                new Exchange(
                        id,
                        partner.seller(),
                        partner.kind(),
                        said.kind(),
                        said.message(),
                        said.number(),
                        said.attempt(),
                        at,
                        answered.took().toMillis(),
                        answered.status(),
                        answered.whole() ? null : "too_long",
                        said.body(),
                        answered.body());
            case CallResult.NoAnswer none ->
                failed(
                        id,
                        partner,
                        said,
                        at,
                        none.took(),
                        none.trouble().name().toLowerCase(Locale.ROOT),
                        none.detail());
            case CallResult.Refused refused ->
                failed(id, partner, said, at, Duration.ZERO, refused.objection().code(), refused.detail());
        };
    }

    private static Exchange failed(
            java.util.UUID id, Partner partner, Said said, Instant at, Duration took, String error, String detail) {
        return new Exchange(
                id,
                partner.seller(),
                partner.kind(),
                said.kind(),
                said.message(),
                said.number(),
                said.attempt(),
                at,
                took.toMillis(),
                null,
                error,
                said.body(),
                detail);
    }

    /// What the answer says about the attempt; empty when it says nothing that can be understood.
    static Optional<Answered> answer(Exchange done) {
        if (!done.isGood() || done.answer() == null || done.answer().isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Answered.read(Json.tree(done.answer())));
        } catch (Problem notUnderstood) {
            return Optional.empty();
        }
    }
}
