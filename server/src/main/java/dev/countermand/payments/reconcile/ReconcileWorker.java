package dev.countermand.payments.reconcile;

import dev.countermand.kernel.Actor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Compares with all providers every night, once for all processes.
@Component
class ReconcileWorker {

    static final LocalTime NIGHT = LocalTime.of(2, 30);

    /// Longer than a comparison of everything takes; a process that dies leaves it to the next one.
    static final Duration LEASE = Duration.ofHours(3);

    private static final int POLL_SECONDS = 60;
    private static final Duration KEPT = Duration.ofDays(90);
    private static final Logger LOG = LoggerFactory.getLogger(ReconcileWorker.class);

    private final Reconciliations reconciliations;
    private final RunStore runs;
    private final Clock clock;

    ReconcileWorker(Reconciliations reconciliations, RunStore runs, Clock clock) {
        this.reconciliations = reconciliations;
        this.runs = runs;
        this.clock = clock;
    }

    /// Compares when it is due.
    @Scheduled(initialDelay = POLL_SECONDS, fixedDelay = POLL_SECONDS, timeUnit = TimeUnit.SECONDS)
    void tick() {
        var now = clock.instant();
        if (!runs.take(now, now.plus(LEASE))) {
            return;
        }
        runs.forget(now.minus(KEPT));
        var by = Actor.system("reconciliation").name();
        var done = reconciliations.withProviders(null, null, null, by, new Silent());
        int differences = done.stream().mapToInt(Run::differences).sum();
        if (differences > 0) {
            LOG.warn("the nightly comparison with the providers left {} differences: see /desk/money", differences);
        }
        runs.due(next(clock.instant()));
    }

    /// The next night, in UTC.
    static Instant next(Instant now) {
        var today = now.atZone(ZoneOffset.UTC).with(NIGHT).toInstant();
        return today.isAfter(now) ? today : today.plus(Duration.ofDays(1));
    }

    private static final class Silent implements Reconciliations.Watcher {

        @Override
        public void found(OpenDifference open, boolean fresh) {
            // It stands in the queue.
        }

        @Override
        public void at(Run run, int done, int orders) {
            // Nobody watches.
        }
    }
}
