package dev.countermand.connectors.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.scheduling.annotation.Scheduled;

/// The demo's clock: the machine's, and as far ahead as somebody has set it. How far stands in the
/// database, so all processes agree within a second; it never goes back.
public final class DemoClock extends Clock {

    /// No further ahead than this in all: dates must stay dates.
    static final Duration LIMIT = Duration.ofDays(3650);

    private static final long POLL_MILLIS = 500;

    private final Clock machine;
    private final ClockStore store;
    private final AtomicLong seconds;

    DemoClock(Clock machine, ClockStore store) {
        this(machine, store, new AtomicLong(store.ahead().toSeconds()));
    }

    private DemoClock(Clock machine, ClockStore store, AtomicLong seconds) {
        this.machine = machine;
        this.store = store;
        this.seconds = seconds;
    }

    /// How far it is ahead.
    public Duration ahead() {
        return Duration.ofSeconds(seconds.get());
    }

    /// Sets it forward for every process. Fails with `IllegalArgumentException` for anything but
    /// forward; beyond ten years ahead in all it stays where it is.
    public void forward(Duration by) {
        if (!by.isPositive()) {
            throw new IllegalArgumentException("a clock only goes forward");
        }
        notBefore(store.forward(by, LIMIT));
    }

    /// Learns what another process has set.
    @Scheduled(fixedDelay = POLL_MILLIS)
    void look() {
        notBefore(store.ahead());
    }

    private void notBefore(Duration stored) {
        seconds.accumulateAndGet(stored.toSeconds(), Math::max);
    }

    @Override
    public Instant instant() {
        return machine.instant().plusSeconds(seconds.get());
    }

    @Override
    public ZoneId getZone() {
        return machine.getZone();
    }

    /// The same hands on another dial.
    @Override
    public Clock withZone(ZoneId zone) {
        return new DemoClock(machine.withZone(zone), store, seconds);
    }
}
