package dev.countermand.connectors.acme;

import dev.countermand.outgoing.CallResult;
import dev.countermand.outgoing.CallResult.Answered;
import dev.countermand.outgoing.OutgoingCall;
import dev.countermand.outgoing.OutgoingCalls;
import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.payments.spi.Standing;
import dev.countermand.site.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Moves money at Acme. In the server it would carry `@Component`, and its address would be a setting.
final class AcmeGateway implements PaymentGateway {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int ANSWER_BYTES_MAX = 1_000_000;

    private final OutgoingCalls calls;
    private final String base;

    AcmeGateway(OutgoingCalls calls, String base) {
        this.calls = calls;
        this.base = base;
    }

    @Override
    public String name() {
        return "acme";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.STANDING, Capability.RELEASES_PARTS);
    }

    @Override
    public Result send(Instruction instruction) {
        // A sorted map: the same bytes whenever it is sent again.
        var body = new TreeMap<String, Object>(Map.of(
                "kind", instruction.action().word(),
                "amount", instruction.amount(),
                "currency", instruction.payment().currency()));
        var key = Map.of("Idempotency-Key", instruction.key());
        return result(call("POST", path(instruction.payment()) + "/moves", Json.write(body), key));
    }

    /// Certain is only what Acme says in a whole answer; all else is unknown.
    private static Result result(CallResult answer) {
        if (!(answer instanceof Answered answered) || !answered.whole()) {
            return Result.unknown("Acme did not answer.");
        }
        return switch (answered.status()) {
            case 200, 202 -> moved(answered);
            case 402 -> Result.failed(reason(answered), "Acme refused.");
            default -> Result.unknown("Acme answered " + answered.status() + ".");
        };
    }

    private static Result moved(Answered answered) {
        var id = Json.tree(answered.body()).path("id").asString(null);
        return answered.status() == 200 ? Result.done(id) : Result.pending(id, null);
    }

    private static Reason reason(Answered answered) {
        var word = Json.tree(answered.body()).path("error").asString("");
        for (var reason : Reason.values()) {
            if (reason.word().equals(word)) {
                return reason;
            }
        }
        return Reason.REJECTED;
    }

    @Override
    public Optional<Standing> standing(At payment) {
        var answer = call("GET", path(payment), "", Map.of());
        if (!(answer instanceof Answered answered) || !answered.whole()) {
            return Optional.empty();
        }
        return switch (answered.status()) {
            case 200 -> Optional.of(standing(Json.tree(answered.body())));
            case 404 -> Optional.of(Standing.NONE);
            default -> Optional.empty();
        };
    }

    private static Standing standing(JsonNode said) {
        return new Standing(
                said.path("authorized").asLong(),
                said.path("captured").asLong(),
                said.path("released").asLong(),
                said.path("expired").asBoolean(),
                null,
                null,
                said.path("refunds").valueStream().map(AcmeGateway::refund).toList(),
                said.path("disputes").valueStream().map(AcmeGateway::dispute).toList());
    }

    private static Standing.Refund refund(JsonNode said) {
        return new Standing.Refund(
                said.path("id").asString(),
                said.path("amount").asLong(),
                state(said),
                said.path("key").asString(null),
                Instant.parse(said.path("at").asString()),
                null,
                null);
    }

    private static Standing.Dispute dispute(JsonNode said) {
        return new Standing.Dispute(
                said.path("id").asString(),
                said.path("amount").asLong(),
                state(said),
                null,
                Instant.parse(said.path("at").asString()),
                null);
    }

    private static Standing.State state(JsonNode said) {
        return Standing.State.valueOf(said.path("state").asString().toUpperCase(Locale.ROOT));
    }

    private CallResult call(String method, String path, String body, Map<String, String> headers) {
        return calls.send(new OutgoingCall(method, base + path, headers, body, TIMEOUT, ANSWER_BYTES_MAX));
    }

    private static String path(At payment) {
        return "/payments/" + URLEncoder.encode(payment.name(), StandardCharsets.UTF_8);
    }
}
