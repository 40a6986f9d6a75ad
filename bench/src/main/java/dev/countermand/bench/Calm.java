package dev.countermand.bench;

import java.time.Duration;

/// Waits until a program has nothing left to do: mails, receipts and the feed follow every command, and
/// what is measured next shall not pay for what was measured before.
final class Calm {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int LOOKS = 3;

    /// What server and PostgreSQL take when nothing is asked of them is a few hundredths of a core.
    private static final Duration IDLE = LOOK_EVERY.dividedBy(10);

    private Calm() {}

    /// Returns when the processor time of server and PostgreSQL has been next to nothing for some seconds on
    /// end, or after so long.
    ///
    /// @return how long they were busy
    static Duration await(Program program, Duration most) throws InterruptedException {
        long began = System.nanoTime();
        var busyUntil = Duration.ZERO;
        var used = used(program);
        int calm = 0;
        while (calm < LOOKS && busyUntil.compareTo(most) < 0) {
            Thread.sleep(LOOK_EVERY);
            var now = used(program);
            boolean isIdle = now.minus(used).compareTo(IDLE) < 0;
            calm = isIdle ? calm + 1 : 0;
            busyUntil = isIdle ? busyUntil : Duration.ofNanos(System.nanoTime() - began);
            used = now;
        }
        return busyUntil;
    }

    private static Duration used(Program program) {
        return program.cpu().values().stream().reduce(Duration.ZERO, Duration::plus);
    }
}
