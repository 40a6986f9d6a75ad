package dev.countermand.cases;

import dev.countermand.cases.spi.Finding;
import dev.countermand.cases.spi.PromiseCheck;
import dev.countermand.cases.spi.Stretch;
import java.time.Instant;
import java.util.HashSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// P13: each order's log is the chain it was written as. P11: the feed lists every entry once, gapless
/// and in the order's own order.
@Component
class LogChecks implements PromiseCheck {

    private static final long WINDOW = 100_000;
    private static final String FEED = "P11";
    private static final String ASK_FOLLOWERS =
            "Followers may have missed it: compare with what webhooks and notifications sent, then restore from a backup.";

    private final AuditStore store;
    private final CaseAudit audit;

    LogChecks(AuditStore store, CaseAudit audit) {
        this.store = store;
        this.audit = audit;
    }

    @Override
    public void orders(Stretch stretch, Consumer<Finding> found) {
        var heads = store.heads(stretch);
        var seen = new HashSet<UUID>();
        var walk = new ChainWalk(found);
        store.walk(stretch, heads, stored -> {
            var order = stored.fact().order().id().value();
            if (seen.add(order)) {
                walk.begin(order, heads.get(order));
            }
            walk.take(stored);
        });
        walk.end();
        heads.forEach((order, head) -> {
            if (!seen.contains(order)) {
                walk.begin(order, head);
                walk.end();
            }
        });
        store.queries(stretch, found);
    }

    @Override
    public void whole(@Nullable Instant since, Consumer<Finding> found) {
        long last = store.lastCursor();
        long end = store.end();
        if (end != last) {
            found.accept(feed(
                    "feed_end",
                    "the feed ends at cursor " + end,
                    "cursor " + last + ", the last one the sequencer gave away",
                    ASK_FOLLOWERS));
        }
        for (long from = since == null ? 0 : audit.cursorBefore(since); from < last; from += WINDOW) {
            store.gap(from, Math.min(last, from + WINDOW))
                    .ifPresent(gap -> found.accept(feed(
                            "feed_gap",
                            "the feed has no entry at cursor " + gap,
                            "one at every cursor",
                            ASK_FOLLOWERS)));
        }
        store.ahead()
                .forEach(
                        (listener, cursor) -> found.accept(
                                feed(
                                        "follower_ahead",
                                        "the follower " + listener + " says it has seen cursor " + cursor,
                                        "at most " + last,
                                        "It will miss what comes next: set its row in cases.listener back to what it has really seen.")));
    }

    private static Finding feed(String check, String was, String expected, String todo) {
        return new Finding(FEED, check, null, was, expected, todo);
    }
}
