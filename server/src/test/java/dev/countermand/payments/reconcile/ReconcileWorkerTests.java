package dev.countermand.payments.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// The nightly comparison comes once a night, whoever does it.
@AppTest
class ReconcileWorkerTests {

    @Autowired
    ReconcileWorker worker;

    @Autowired
    RunStore runs;

    @Autowired
    MutableClock clock;

    @Test
    void oneOfAllProcessesComparesAndThenNobodyUntilTheNextNight() {
        runs.due(clock.instant());
        var lease = clock.instant().plus(ReconcileWorker.LEASE);
        assertThat(runs.take(clock.instant(), lease)).isTrue();
        assertThat(runs.take(clock.instant(), lease)).as("another has it").isFalse();
        assertThat(runs.take(lease, lease.plusSeconds(1)))
                .as("who died with it leaves it")
                .isTrue();

        runs.due(clock.instant());
        worker.tick();
        assertThat(runs.take(clock.instant(), lease)).isFalse();
        assertThat(runs.take(clock.instant().plus(Duration.ofDays(1)), lease)).isTrue();
    }

    @Test
    void theNextNightIsTheNextHalfPastTwo() {
        assertThat(ReconcileWorker.next(Instant.parse("2026-11-20T02:29:59Z")))
                .isEqualTo(Instant.parse("2026-11-20T02:30:00Z"));
        assertThat(ReconcileWorker.next(Instant.parse("2026-11-20T02:30:00Z")))
                .isEqualTo(Instant.parse("2026-11-21T02:30:00Z"));
    }
}
