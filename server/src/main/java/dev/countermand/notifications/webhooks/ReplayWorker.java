package dev.countermand.notifications.webhooks;

import dev.countermand.cases.CaseLog;
import dev.countermand.cases.Entry;
import dev.countermand.notifications.webhooks.Delivery.Status;
import dev.countermand.notifications.webhooks.EndpointStore.Replay;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Goes through the event feed again for an endpoint that wants to hear what it has missed, and forgets
/// deliveries that are too old to be of use.
@Component
class ReplayWorker {

    private static final int BATCH = 100;
    private static final int FORGET_BATCH = 1_000;
    private static final int POLL_MILLIS = 500;
    private static final int FORGET_MILLIS = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(ReplayWorker.class);

    private final EndpointStore endpoints;
    private final DeliveryLogStore deliveries;
    private final WebhookFollower follower;
    private final Courier courier;
    private final CaseLog log;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ReplayWorker(
            EndpointStore endpoints,
            DeliveryLogStore deliveries,
            WebhookFollower follower,
            Courier courier,
            CaseLog log,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.follower = follower;
        this.courier = courier;
        this.log = log;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Scheduled(fixedDelay = POLL_MILLIS)
    void tick() {
        for (var endpoint : endpoints.replaying()) {
            try {
                while (Boolean.TRUE.equals(transaction.execute(status -> step(endpoint)))) {
                    // On to the next batch.
                }
            } catch (PessimisticLockingFailureException e) {
                LOG.debug("a replay met others and goes on with the next tick", e);
            }
        }
    }

    /// One batch. False when the replay is over, or another process is at it.
    private boolean step(UUID id) {
        var replay = endpoints.lockReplay(id).orElse(null);
        var endpoint = endpoints.find(id).orElse(null);
        if (replay == null || endpoint == null) {
            return false;
        }
        var page = log.events(endpoint.seller(), replay.after(), BATCH);
        for (var entry : page.events()) {
            if (entry.cursor() <= replay.until()
                    && !entry.at().isBefore(replay.since())
                    && endpoint.wants(entry.kind())) {
                replay(entry, endpoint, replay.all());
            }
        }
        boolean over = !page.more() || page.next() >= replay.until();
        endpoints.replay(id, over ? null : new Replay(page.next(), replay.until(), replay.since(), replay.all()));
        return !over;
    }

    private void replay(Entry entry, Endpoint endpoint, boolean all) {
        if (follower.tell(entry, endpoint, follower.body(entry))) {
            courier.settle(entry.order(), endpoint.uuid(), now());
            return;
        }
        var known = deliveries.find(entry.order(), endpoint.uuid(), entry.seq()).orElseThrow();
        if (known.status() == Status.FAILED
                || (all && (known.status() == Status.DELIVERED || known.status() == Status.SKIPPED))) {
            courier.again(known, now());
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Scheduled(fixedDelay = FORGET_MILLIS)
    void forget() {
        var before = clock.instant().minus(Webhooks.KEPT);
        while (deliveries.forget(before, FORGET_BATCH) == FORGET_BATCH) {
            // On to the next batch.
        }
    }
}
