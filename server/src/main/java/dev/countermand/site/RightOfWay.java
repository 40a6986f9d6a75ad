package dev.countermand.site;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Who waits for an answer comes first: work that nobody waits for (mails, receipts, instructions) stands
/// back for a moment while many commands are under way, as both need the same processors and the same
/// database. It is never held up for longer than that moment, so it goes on, if slowly, under any load.
@Component
public class RightOfWay {

    /// With fewer commands under way there is room for both.
    private static final int MANY = 4;

    private static final Duration STANDS_BACK = Duration.ofMillis(250);
    private static final Duration LOOKS_AGAIN = Duration.ofMillis(10);

    private final AtomicInteger underWay = new AtomicInteger();

    /// Does a command that somebody waits for. Fails as it does.
    public <R> R first(Supplier<R> command) {
        underWay.incrementAndGet();
        try {
            return command.get();
        } finally {
            underWay.decrementAndGet();
        }
    }

    boolean isCrowded() {
        return underWay.get() >= MANY;
    }

    /// Called between pieces of work that nobody waits for: returns at once, or a moment later when many
    /// commands are under way.
    public void giveWay() {
        long until = System.nanoTime() + STANDS_BACK.toNanos();
        while (isCrowded()
                && System.nanoTime() < until
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOKS_AGAIN.toNanos());
        }
    }
}
