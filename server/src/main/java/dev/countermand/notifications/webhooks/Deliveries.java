package dev.countermand.notifications.webhooks;

import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Problem;
import dev.countermand.notifications.webhooks.Delivery.Attempt;
import dev.countermand.notifications.webhooks.Delivery.Status;
import dev.countermand.notifications.webhooks.EndpointStore.Replay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// What endpoints were told, to look at and to tell again; who may, is decided by [Webhooks#get].
@Component
public class Deliveries {

    /// So many are put back into line at once.
    static final int FAILED_MAX = 10_000;

    static final int ATTEMPTS_SHOWN = 100;
    private static final int COUNT_MAX = 1_000;
    private static final Duration BETWEEN_TESTS = Duration.ofSeconds(5);

    /// The clock that stamps facts may lag behind the feed by a moment.
    private static final Duration SLACK = Duration.ofMinutes(5);

    private final Webhooks webhooks;
    private final EndpointStore endpoints;
    private final DeliveryLogStore store;
    private final Courier courier;
    private final CaseLog log;
    private final Clock clock;

    Deliveries(
            Webhooks webhooks,
            EndpointStore endpoints,
            DeliveryLogStore store,
            Courier courier,
            CaseLog log,
            Clock clock) {
        this.webhooks = webhooks;
        this.endpoints = endpoints;
        this.store = store;
        this.courier = courier;
        this.log = log;
        this.clock = clock;
    }

    /// One with everything that is known about it.
    ///
    /// @param attempts the latest 100, latest first
    public record Detail(Delivery delivery, String body, List<Attempt> attempts) {}

    /// What was sent and answered in a test.
    public record Trial(Attempt attempt, boolean arrived) {}

    /// An endpoint's, latest first.
    ///
    /// @param before the cursor of the last one already seen; null for the latest
    public List<Delivery> list(
            Actor actor, String endpoint, @Nullable Status status, @Nullable Long before, int limit) {
        return store.of(webhooks.get(actor, endpoint).uuid(), status, before, limit);
    }

    /// How many of an endpoint's are open, up to 1000 each.
    public Map<Status, Integer> open(Actor actor, String endpoint) {
        return store.open(webhooks.get(actor, endpoint).uuid(), COUNT_MAX);
    }

    /// Fails with NOT_FOUND for another's.
    public Detail get(Actor actor, String id) {
        var found = find(actor, id);
        var uuid = uuid(found);
        int part = Ids.part(uuid);
        return new Detail(found, store.body(part, uuid), store.attempts(part, uuid, ATTEMPTS_SHOWN));
    }

    private Delivery find(Actor actor, String id) {
        var uuid = Ids.parse(Delivery.PREFIX, id);
        if (uuid == null) {
            throw Problem.notFound();
        }
        var found = store.find(Ids.part(uuid), uuid).orElseThrow(Problem::notFound);
        webhooks.get(actor, found.endpoint());
        return found;
    }

    private static UUID uuid(Delivery delivery) {
        return Objects.requireNonNull(Ids.parse(Delivery.PREFIX, delivery.id()));
    }

    /// Sends one again, whatever became of it, inside the caller's transaction; one that is on its way
    /// is sent at once. Fails with CONFLICT `waits` for one that is behind another.
    @Transactional(propagation = Propagation.MANDATORY)
    public Delivery replay(Actor actor, String id) {
        var found = find(actor, id);
        if (found.status() == Status.WAITING) {
            throw Problem.conflict("waits", "An earlier event of the same order has to be delivered or skipped first.");
        }
        courier.again(found, now());
        return find(actor, id);
    }

    /// Lets one go that was given up, inside the caller's transaction; the next of its order follows.
    /// Fails with CONFLICT `not_failed` for any other.
    @Transactional(propagation = Propagation.MANDATORY)
    public Delivery skip(Actor actor, String id) {
        var found = find(actor, id);
        if (!courier.skip(found, now())) {
            throw Problem.conflict("not_failed", "Only what was given up can be skipped.");
        }
        return find(actor, id);
    }

    /// Puts everything that was given up back into line, at most 10,000 at once, inside the caller's
    /// transaction.
    ///
    /// @return how many
    @Transactional(propagation = Propagation.MANDATORY)
    public int replayFailed(Actor actor, String endpoint) {
        var failed = store.failed(webhooks.get(actor, endpoint).uuid(), FAILED_MAX);
        failed.forEach(each -> courier.again(each, now()));
        return failed.size();
    }

    /// Begins to go through the feed again: what was missed or given up since then is sent, inside the
    /// caller's transaction. It reaches back at most 30 days.
    ///
    /// @param after the cursor behind which to begin; or null
    /// @param since the instant from which to begin; or null
    /// @param all whether what was delivered is sent again, too
    @Transactional(propagation = Propagation.MANDATORY)
    public void replayFrom(Actor actor, String endpoint, @Nullable Long after, @Nullable Instant since, boolean all) {
        var uuid = webhooks.get(actor, endpoint).uuid();
        long end = log.end();
        if (after != null && (after < 0 || after > end)) {
            throw Problem.invalid("out_of_range", "/after", "The cursor is from 0 to " + end + ", the feed's end.");
        }
        var oldest = now().minus(Webhooks.KEPT);
        var from = since == null || since.isBefore(oldest) ? oldest : since;
        long cursor = after == null ? before(from.minus(SLACK), end) : after;
        endpoints.replay(uuid, new Replay(cursor, end, from, all));
    }

    /// The last cursor before an instant, as far as the times in the feed go up.
    private long before(Instant at, long end) {
        long low = 0;
        long high = end;
        while (low < high) {
            long middle = low + (high - low) / 2;
            var next = log.events(null, middle, 1).events();
            if (!next.isEmpty() && next.getFirst().at().isBefore(at)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Sends a test event now and waits for the answer. Not inside a transaction. Fails with TOO_MANY
    /// `too_soon`.
    public Trial test(Actor actor, String id) {
        var endpoint = webhooks.get(actor, id);
        var now = now();
        if (!endpoints.mayTest(endpoint.uuid(), now, now.minus(BETWEEN_TESTS))) {
            throw Problem.of(Problem.Kind.TOO_MANY, "too_soon", "Wait five seconds between two tests.");
        }
        var event = Ids.mint(0, now);
        var body = Payload.test(endpoint.seller(), endpoint.id(), event, now);
        var secrets = endpoints.secrets(endpoint.uuid()).orElseThrow();
        var result = courier.call(endpoint, secrets, Ids.text(Delivery.EVENT_PREFIX, event), body);
        var attempt = Courier.attempt(1, result, now);
        endpoints.tested(endpoint.uuid(), summary(attempt));
        return new Trial(attempt, Courier.isYes(attempt));
    }

    private static String summary(Attempt attempt) {
        var outcome = attempt.status() == null
                ? String.valueOf(attempt.trouble())
                : attempt.status().toString();
        return outcome + ", " + attempt.tookMillis() + " ms\n" + attempt.answer();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
