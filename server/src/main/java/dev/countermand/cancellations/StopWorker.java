package dev.countermand.cancellations;

import dev.countermand.cancellations.WarehouseStore.StopOrder;
import dev.countermand.cases.CaseQueue;
import dev.countermand.site.Said;
import dev.countermand.site.Texts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Tells the warehouses to stop or to go on: the row was committed first, then comes the call, then its
/// outcome is written. A call whose outcome was lost is made again with the same attempt.
@Component
class StopWorker {

    private static final Logger LOG = LoggerFactory.getLogger(StopWorker.class);

    static final int BATCH = 20;
    /// Longer than any stopper may take for a call.
    static final Duration LEASE = Duration.ofSeconds(60);

    static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    static final Duration LAST_RETRY = Duration.ofMinutes(5);
    /// From then on the desk shows that the warehouse cannot be reached.
    static final int TRIES_UNTIL_SHOWN = 3;

    private static final int ERROR_CHARACTERS_MAX = 500;
    private static final long POLL_SECONDS = 1;
    private static final String QUEUE_KIND = "warehouse_unreachable";

    private final WarehouseStore store;
    private final CancellationStore cancellations;
    private final Stoppers stoppers;
    private final CaseQueue queue;
    private final Texts texts;
    private final TransactionTemplate transaction;
    private final Clock clock;

    StopWorker(
            WarehouseStore store,
            CancellationStore cancellations,
            Stoppers stoppers,
            CaseQueue queue,
            Texts texts,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.store = store;
        this.cancellations = cancellations;
        this.stoppers = stoppers;
        this.queue = queue;
        this.texts = texts;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /// Tells everything that is due.
    @Scheduled(fixedDelay = POLL_SECONDS, timeUnit = TimeUnit.SECONDS)
    void tick() {
        int told;
        do {
            var orders = store.take(now(), LEASE, BATCH);
            // Side by side, so that a slow warehouse keeps nobody else waiting beyond the lease.
            try (var calls = Executors.newVirtualThreadPerTaskExecutor()) {
                orders.forEach(order -> calls.execute(() -> tell(order)));
            }
            told = orders.size();
        } while (told == BATCH);
    }

    private void tell(StopOrder stop) {
        boolean ask = stop.kind().equals("ask");
        boolean pointless = ask
                && cancellations
                        .find(stop.attempt())
                        .filter(attempt -> attempt.status().isPending())
                        .isEmpty();
        if (pointless) {
            finish(stop, "superseded");
            return;
        }
        try {
            var stopper = stoppers.named(stop.stopper())
                    .orElseThrow(() -> new IllegalStateException("no stopper is called " + stop.stopper()));
            if (ask) {
                stopper.ask(stop.ask());
            } else {
                stopper.resume(stop.ask());
            }
            finish(stop, "done");
        } catch (RuntimeException failure) {
            LOG.warn("{} of {} did not reach {}", stop.kind(), stop.attempt(), stop.stopper(), failure);
            transaction.executeWithoutResult(status -> failed(stop, failure));
        }
    }

    private void finish(StopOrder stop, String state) {
        transaction.executeWithoutResult(status -> {
            store.finish(stop, state, now());
            if (stop.tries() > TRIES_UNTIL_SHOWN) {
                queue.close(stop.ask().order(), QUEUE_KIND, stop.attempt().toString());
            }
        });
    }

    private void failed(StopOrder stop, RuntimeException failure) {
        var error = String.valueOf(failure.getMessage());
        var shown = error.length() > ERROR_CHARACTERS_MAX ? error.substring(0, ERROR_CHARACTERS_MAX) : error;
        store.failed(stop, shown, now().plus(pause(stop.tries())));
        if (stop.tries() >= TRIES_UNTIL_SHOWN) {
            queue.open(new CaseQueue.Item(
                    stop.ask().order(),
                    QUEUE_KIND,
                    stop.attempt().toString(),
                    "operator",
                    new Said(
                            "cancellations.queue.warehouse_unreachable",
                            Map.of("stopper", stop.stopper(), "tries", stop.tries())),
                    texts,
                    now(),
                    null));
        }
    }

    /// Doubles from two seconds to five minutes.
    static Duration pause(int tries) {
        var pause = FIRST_RETRY.multipliedBy(1L << Math.min(tries - 1, 10));
        return pause.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : pause;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
