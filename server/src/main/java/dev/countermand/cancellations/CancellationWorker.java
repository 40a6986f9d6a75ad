package dev.countermand.cancellations;

import dev.countermand.orders.Goods;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Settles attempts by silence when their deadline has passed, also one that passed while nobody was
/// running.
///
/// Finding them takes no lock: the order's lock comes first everywhere, and under it each is looked at
/// again. Two processes that find the same one do it one after the other, and the second finds nothing
/// left to do.
@Component
class CancellationWorker {

    private static final Logger LOG = LoggerFactory.getLogger(CancellationWorker.class);

    static final int BATCH = 100;
    static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
    private static final long POLL_SECONDS = 1;

    private final CancellationStore store;
    private final Verdicts verdicts;
    private final Goods goods;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CancellationWorker(
            CancellationStore store,
            Verdicts verdicts,
            Goods goods,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.store = store;
        this.verdicts = verdicts;
        this.goods = goods;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /// Settles everything that is due.
    @Scheduled(fixedDelay = POLL_SECONDS, timeUnit = TimeUnit.SECONDS)
    void tick() {
        int settled;
        do {
            settled = batch(clock.instant().truncatedTo(ChronoUnit.MICROS));
        } while (settled == BATCH);
    }

    private int batch(Instant at) {
        var due = store.due(at, BATCH);
        for (var id : due) {
            try {
                transaction.executeWithoutResult(status -> settle(id, at));
            } catch (RuntimeException failure) {
                LOG.error("{} could not be settled at its deadline; tried again in {}", id, AFTER_FAILURE, failure);
                store.postpone(id, at.plus(AFTER_FAILURE));
            }
        }
        return due.size();
    }

    private void settle(CancellationId id, Instant at) {
        store.find(id).ifPresent(found -> {
            var order = goods.lock(found.order());
            store.find(id)
                    .filter(attempt -> attempt.isOverdue(at))
                    .ifPresent(attempt -> verdicts.silence(order, attempt, at));
        });
    }
}
