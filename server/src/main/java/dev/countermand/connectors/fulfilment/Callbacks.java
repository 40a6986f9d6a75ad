package dev.countermand.connectors.fulfilment;

import dev.countermand.cancellations.Cancellation;
import dev.countermand.cancellations.Cancellations;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Problem;
import dev.countermand.outgoing.WebhookSignature;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import dev.countermand.site.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Takes the warehouses' callbacks: signed with the seller's secret, not older than five minutes, each
/// message once. Sent again it gets the same answer; it may come before our own call was answered, or
/// after the verdict.
@Component
public class Callbacks {

    /// How far the warehouse's clock may be from ours.
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final int ID_CHARACTERS_MAX = 255;

    private final PartnerStore partners;
    private final CallStore store;
    private final Answering answering;
    private final Answers answers;
    private final Clock clock;

    Callbacks(PartnerStore partners, CallStore store, Answering answering, Answers answers, Clock clock) {
        this.partners = partners;
        this.store = store;
        this.answering = answering;
        this.answers = answers;
        this.clock = clock;
    }

    /// Takes one. Fails with NOT_FOUND for an unknown partnership and another's attempt, UNAUTHENTICATED
    /// `bad_signature`, INVALID for what cannot be understood; a contradiction is a kept 409.
    ///
    /// @param header gives a header's value, null for one that is not there
    public Answer take(String partnership, UnaryOperator<@Nullable String> header, byte[] body) {
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        long start = System.nanoTime();
        var partner = Optional.ofNullable(Partner.parse(partnership))
                .flatMap(partners::find)
                .orElseThrow(Problem::notFound);
        if (!WebhookSignature.verify(header, body, partner.secrets(at), at, TOLERANCE)) {
            throw Problem.of(
                    Problem.Kind.UNAUTHENTICATED,
                    "bad_signature",
                    "The signature does not fit the body, or its time is more than five minutes from ours. Nothing"
                            + " was changed.");
        }
        var message = String.valueOf(header.apply(WebhookSignature.ID));
        if (message.isEmpty() || message.length() > ID_CHARACTERS_MAX) {
            throw Problem.invalid("invalid_id", WebhookSignature.ID, "A message's id has 1 to 255 characters.");
        }
        var answer = Answered.read(Json.tree(body));
        var attempt = Optional.ofNullable(answer.attempt())
                .flatMap(id -> answering.find(id, partner.seller()))
                .orElseThrow(Problem::notFound);
        if (answer.isEmpty()) {
            throw Problem.invalid("missing", "/outcome", "Say what became of it: stopped or too_late.");
        }
        var reply = once(partner, message, body, attempt, answer);
        log(partner, message, attempt, at, start, body, reply);
        return reply;
    }

    private Answer once(Partner partner, String message, byte[] body, Cancellation attempt, Answered answer) {
        var order = attempt.order();
        var once = new Answers.Key(order.part(), order.seller(), order.number(), "fulfilment.callback", message);
        return answers.once(once, body, () -> {
            try {
                var actor = Answering.warehouse(partner.seller(), partner.kind());
                return told(answering.take(attempt, answer, true, actor));
            } catch (Problem problem) {
                if (problem.kind() == Problem.Kind.CONFLICT) {
                    return Answer.problem(problem);
                }
                throw problem;
            }
        });
    }

    private static Answer told(Cancellations.Answered done) {
        var view = new TreeMap<String, Object>();
        view.put("attempt", done.cancellation().id().toString());
        view.put("status", done.cancellation().status().word());
        view.put("late", done.late());
        view.put("repeated", done.repeated());
        return Answer.json(done.late() && !done.repeated() ? 202 : 200, view);
    }

    private void log(
            Partner partner, String message, Cancellation attempt, Instant at, long start, byte[] body, Answer reply) {
        store.log(new Exchange(
                Ids.mint(attempt.order().part(), at),
                partner.seller(),
                partner.kind(),
                "callback",
                message,
                attempt.order().number(),
                attempt.id().toString(),
                at,
                Duration.ofNanos(System.nanoTime() - start).toMillis(),
                reply.status(),
                null,
                new String(body, StandardCharsets.UTF_8),
                reply.body()));
    }
}
