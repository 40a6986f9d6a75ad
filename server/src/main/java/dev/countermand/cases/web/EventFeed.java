package dev.countermand.cases.web;

import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The gapless event feed across orders. A seller's view skips the cursors of others, never numbers
/// within an order.
@RestController
class EventFeed {

    static final int WAIT_SECONDS_MAX = 30;

    /// Those who come while so many wait already are answered at once: waiting costs a look every
    /// [#LOOK].
    private static final int WAITERS_MAX = 100;

    private static final Duration LOOK = Duration.ofMillis(250);

    private final CaseLog log;
    private final Semaphore waiters = new Semaphore(WAITERS_MAX);
    private final CountDownLatch closing = new CountDownLatch(1);

    EventFeed(CaseLog log) {
        this.log = log;
    }

    @GetMapping("/v1/events")
    Event.Stretch events(
            Actor actor,
            @RequestParam(required = false) @Nullable String seller,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String wait)
            throws InterruptedException {
        var whose = whose(actor, seller);
        var range = Range.read(after, limit);
        var page = await(whose, range, waitSeconds(wait));
        var told = page.events().stream()
                .filter(entry -> Event.isFor(actor, entry))
                .map(entry -> Event.of(entry, actor))
                .toList();
        return new Event.Stretch(told, page.next(), page.more());
    }

    private static @Nullable SellerId whose(Actor actor, @Nullable String seller) {
        // A link opens one order, not the seller's business.
        if (actor.kind() == Actor.Kind.SHOPPER) {
            throw Problem.notFound();
        }
        var whose = actor.everywhere() && seller == null ? null : actor.seller(seller);
        actor.require(Right.SEE_ORDERS);
        return whose;
    }

    private static long waitSeconds(@Nullable String wait) {
        var violations = new ArrayList<Problem.Violation>();
        long seconds = Range.number("wait", wait, 0, 0, WAIT_SECONDS_MAX, violations);
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
        return seconds;
    }

    private CaseLog.Page await(@Nullable SellerId seller, Range range, long seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        var page = log.events(seller, range.after(), range.limit());
        if (!page.events().isEmpty() || seconds == 0 || !waiters.tryAcquire()) {
            return page;
        }
        try {
            while (page.events().isEmpty()
                    && System.nanoTime() - end < 0
                    && !closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                page = log.events(seller, range.after(), range.limit());
            }
            return page;
        } finally {
            waiters.release();
        }
    }

    /// Nobody who waits shall hold up the server's end.
    @EventListener(ContextClosedEvent.class)
    void close() {
        closing.countDown();
    }
}
