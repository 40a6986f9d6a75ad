package dev.countermand.notifications.webhooks;

import dev.countermand.cases.CaseQueue;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderRef;
import dev.countermand.notifications.webhooks.Delivery.Attempt;
import dev.countermand.notifications.webhooks.DeliveryStore.Claim;
import dev.countermand.outgoing.CallResult;
import dev.countermand.outgoing.CallResult.Answered;
import dev.countermand.outgoing.CallResult.NoAnswer;
import dev.countermand.outgoing.CallResult.Refused;
import dev.countermand.outgoing.OutgoingCall;
import dev.countermand.outgoing.OutgoingCalls;
import dev.countermand.outgoing.WebhookSignature;
import dev.countermand.site.Said;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Carries one delivery to its endpoint and writes down what came of it.
@Component
class Courier {

    static final Duration TIMEOUT = Duration.ofSeconds(15);
    static final String QUEUE_KIND = "webhook_failed";
    private static final int ANSWER_BYTES_MAX = 4096;
    private static final int ANSWER_CHARACTERS_MAX = 1000;
    private static final int GONE = 410;
    private static final List<Integer> ASK_FOR_SILENCE = List.of(429, 503);

    private final EndpointStore endpoints;
    private final DeliveryStore deliveries;
    private final EndpointNews news;
    private final CaseQueue queue;
    private final OutgoingCalls calls;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Courier(
            EndpointStore endpoints,
            DeliveryStore deliveries,
            EndpointNews news,
            CaseQueue queue,
            OutgoingCalls calls,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.news = news;
        this.queue = queue;
        this.calls = calls;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /// Sends it once. True when it has arrived, or nobody wants it any more.
    boolean send(Claim claim) {
        var endpoint =
                endpoints.find(claim.endpoint()).filter(Endpoint::enabled).orElse(null);
        var secrets = endpoints.secrets(claim.endpoint()).orElse(null);
        if (endpoint == null || secrets == null) {
            // Switched off since; when it is on again, this is tried again.
            deliveries.failed(claim, clock.instant(), null, "switched off");
            return false;
        }
        var result = call(endpoint, secrets, Ids.text(Delivery.EVENT_PREFIX, claim.event()), claim.body());
        Boolean arrived = transaction.execute(status -> record(claim, endpoint, result));
        return Boolean.TRUE.equals(arrived);
    }

    /// The call itself, outside of any transaction.
    CallResult call(Endpoint endpoint, EndpointStore.Secrets secrets, String event, String body) {
        var now = clock.instant();
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return calls.send(OutgoingCall.post(endpoint.url(), body)
                .with(WebhookSignature.headers(event, now, bytes, secrets.at(now)))
                .within(TIMEOUT, ANSWER_BYTES_MAX));
    }

    private boolean record(Claim claim, Endpoint endpoint, CallResult result) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var attempt = attempt(claim.attempt(), result, now);
        deliveries.lock(claim.order(), claim.endpoint());
        deliveries.log(claim, attempt);
        if (isYes(attempt)) {
            if (deliveries.delivered(claim, Objects.requireNonNull(attempt.status()), now)) {
                deliveries.settle(claim.order(), claim.endpoint(), now);
            }
            endpoints.delivered(claim.endpoint(), now);
            return true;
        }
        failed(claim, endpoint, attempt, wait(result, now), now);
        return false;
    }

    private void failed(Claim claim, Endpoint endpoint, Attempt attempt, @Nullable Duration asked, Instant now) {
        boolean gone = attempt.status() != null && attempt.status() == GONE;
        var chance = ThreadLocalRandom.current().nextDouble();
        var next = RetryRules.next(claim.tries(), now, chance, asked).orElse(null);
        if (asked != null) {
            endpoints.silence(claim.endpoint(), now.plus(asked));
        }
        if (!deliveries.failed(claim, gone ? null : next, attempt.status(), error(attempt))
                || (!gone && next != null)) {
            return;
        }
        queue.open(new CaseQueue.Item(
                claim.order(),
                QUEUE_KIND,
                Ids.text(Delivery.PREFIX, claim.id()),
                "seller",
                "A webhook could not be delivered (" + claim.kind() + "): " + error(attempt) + ".",
                now,
                null,
                new Said("webhooks.queue.failed", Map.of("kind", claim.kind(), "error", error(attempt)))));
        // The arrival is known to the minute.
        var lately = endpoint.deliveredAt();
        boolean others = lately != null && !lately.isBefore(claim.firstTry().minusSeconds(60));
        boolean paused = (gone || !others) && endpoints.pause(claim.endpoint(), gone ? "gone" : "failing", now);
        news.tell(gone ? "gone" : paused ? "failing" : "failed", endpoint, claim, error(attempt));
    }

    /// How long the other side asks us to be silent; null when it does not.
    private static @Nullable Duration wait(CallResult result, Instant now) {
        return result instanceof Answered answer && ASK_FOR_SILENCE.contains(answer.status())
                ? RetryRules.retryAfter(answer.header("retry-after").orElse(null), now)
                : null;
    }

    static boolean isYes(Attempt attempt) {
        return attempt.status() != null && attempt.status() / 100 == 2;
    }

    static Attempt attempt(int number, CallResult result, Instant now) {
        return switch (result) {
            case Answered answer ->
                new Attempt(number, now, answer.took().toMillis(), answer.status(), null, readable(answer.body()));
            case NoAnswer none ->
                new Attempt(
                        number,
                        now,
                        none.took().toMillis(),
                        null,
                        none.trouble().name().toLowerCase(Locale.ROOT),
                        readable(none.detail()));
            case Refused refused ->
                new Attempt(number, now, 0, null, refused.objection().code(), readable(refused.detail()));
        };
    }

    /// In few words, without what the other side wrote.
    static String error(Attempt attempt) {
        return attempt.status() == null
                ? String.valueOf(attempt.trouble()).replace('_', ' ')
                : "answered " + attempt.status();
    }

    private static String readable(String text) {
        var clean = text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "\uFFFD");
        return clean.length() > ANSWER_CHARACTERS_MAX ? clean.substring(0, ANSWER_CHARACTERS_MAX) : clean;
    }

    /// Puts one back into line from the beginning of the schedule, inside the caller's transaction.
    void again(Delivery delivery, Instant now) {
        deliveries.lock(delivery.order(), endpoint(delivery));
        deliveries.again(delivery.order().part(), id(delivery), now);
        deliveries.settle(delivery.order(), endpoint(delivery), now);
        queue.close(delivery.order(), QUEUE_KIND, delivery.id());
    }

    /// Lets a failed one go, inside the caller's transaction; false for one that has not failed.
    boolean skip(Delivery delivery, Instant now) {
        deliveries.lock(delivery.order(), endpoint(delivery));
        if (!deliveries.skip(delivery.order().part(), id(delivery))) {
            return false;
        }
        deliveries.settle(delivery.order(), endpoint(delivery), now);
        queue.close(delivery.order(), QUEUE_KIND, delivery.id());
        return true;
    }

    /// Sets right which delivery of an order comes first, after one was added in between.
    void settle(OrderRef order, UUID endpoint, Instant now) {
        deliveries.settle(order, endpoint, now);
    }

    private static UUID endpoint(Delivery delivery) {
        return Objects.requireNonNull(Ids.parse(Endpoint.PREFIX, delivery.endpoint()));
    }

    private static UUID id(Delivery delivery) {
        return Objects.requireNonNull(Ids.parse(Delivery.PREFIX, delivery.id()));
    }
}
