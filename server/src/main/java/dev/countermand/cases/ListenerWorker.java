package dev.countermand.cases;

import dev.countermand.cases.spi.FactListener;
import dev.countermand.site.RightOfWay;
import dev.countermand.site.Said;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Leads the listeners along the event feed. What a listener writes and the step of its cursor are one
/// transaction under the lock of its row, so each entry reaches each listener once, however many
/// processes there are.
@Component
class ListenerWorker {

    static final int BATCH = 100;
    static final Duration RETRY_FIRST = Duration.ofSeconds(1);
    static final Duration RETRY_MAX = Duration.ofMinutes(5);
    static final String STUCK = "listener_stuck";
    private static final int POLL_MILLIS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(ListenerWorker.class);

    private final List<FactListener> listeners;
    private final FeedStore store;
    private final CaseLog log;
    private final CaseQueue queue;
    private final RightOfWay way;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final AtomicBoolean registered = new AtomicBoolean();

    ListenerWorker(
            List<FactListener> listeners,
            FeedStore store,
            CaseLog log,
            CaseQueue queue,
            RightOfWay way,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.listeners = List.copyOf(listeners);
        this.store = store;
        this.log = log;
        this.queue = queue;
        this.way = way;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /// Gives every listener what it has not seen, each as far as it gets. They take turns, a batch each:
    /// one that is far behind, or never through while much happens, keeps no other waiting.
    @Scheduled(fixedDelay = POLL_MILLIS)
    void tick() {
        if (!registered.get()) {
            listeners.forEach(listener -> store.register(listener.name(), listener.startsAtEnd()));
            registered.set(true);
        }
        boolean moved;
        do {
            var behind = store.behind();
            var round = new Round(BATCH);
            moved = false;
            for (var listener : listeners) {
                var position = behind.get(listener.name());
                if (position != null && !isResting(position, now())) {
                    way.giveWay();
                    moved |= lead(listener, position.failures() > 0, round);
                }
            }
        } while (moved);
    }

    /// Whether it got on by a whole turn; one that failed waits for the next tick.
    private boolean lead(FactListener listener, boolean failedBefore, Round round) {
        if (failedBefore) {
            leadOneByOne(listener);
            return false;
        }
        try {
            return advance(listener, round) > 0;
        } catch (RuntimeException | Error trouble) {
            LOG.debug("Listener {} failed in a batch; its entries are given one by one", listener.name(), trouble);
            leadOneByOne(listener);
            return false;
        }
    }

    private void leadOneByOne(FactListener listener) {
        for (int i = 0; i < BATCH; i++) {
            var next = next(listener);
            try {
                if (next.isEmpty() || advance(listener, new Round(1)) == 0) {
                    return;
                }
            } catch (RuntimeException | Error trouble) {
                LOG.error(
                        "Listener {} failed at event {} ({} of {})",
                        listener.name(),
                        next.getFirst().cursor(),
                        next.getFirst().kind(),
                        next.getFirst().order().id(),
                        trouble);
                transaction.executeWithoutResult(status -> rest(listener, next.getFirst()));
                return;
            }
        }
    }

    /// Gives one batch, all or nothing; of size 1, the entry alone.
    private int advance(FactListener listener, Round round) {
        Integer given = transaction.execute(status -> {
            var position = store.lockListener(listener.name());
            if (position.isEmpty() || isResting(position.get(), now())) {
                return 0;
            }
            var events = round.events(position.get().cursor());
            if (events.events().isEmpty()) {
                return 0;
            }
            if (round.size == 1) {
                listener.on(events.events().getFirst());
            } else {
                listener.on(events.events());
            }
            store.move(listener.name(), new FeedStore.Position(events.next(), 0, null));
            if (position.get().failures() > 0) {
                queue.close(events.events().getFirst().order(), STUCK, listener.name());
            }
            return events.events().size();
        });
        return given == null ? 0 : given;
    }

    /// What was read in one round. Most listeners are equally far: a stretch of the feed, which is never
    /// rewritten, is read and opened once for all of them.
    private final class Round {

        private final int size;
        private final Map<Long, CaseLog.Page> read = new HashMap<>();

        Round(int size) {
            this.size = size;
        }

        CaseLog.Page events(long after) {
            return read.computeIfAbsent(after, from -> log.events(null, from, size));
        }
    }

    private List<Entry> next(FactListener listener) {
        return store.position(listener.name())
                .map(position -> log.events(null, position.cursor(), 1).events())
                .orElse(List.of());
    }

    /// Lets a listener rest at an entry, unless another process has led it on meanwhile.
    private void rest(FactListener listener, Entry at) {
        var position = store.lockListener(listener.name())
                .filter(found -> found.cursor() < at.cursor())
                .orElse(null);
        if (position == null) {
            return;
        }
        var now = now();
        int failures = position.failures() + 1;
        store.move(listener.name(), new FeedStore.Position(position.cursor(), failures, now.plus(pause(failures))));
        queue.open(new CaseQueue.Item(
                at.order(),
                STUCK,
                listener.name(),
                "operator",
                "The follower '%s' of the event feed cannot take event %d (%s); tried %d times. The server's log says why."
                        .formatted(listener.name(), at.cursor(), at.kind(), failures),
                now,
                null,
                new Said(
                        "cases.queue.listener_stuck",
                        Map.of(
                                "follower", listener.name(),
                                "event", Long.toString(at.cursor()),
                                "kind", at.kind(),
                                "tries", failures))));
    }

    // As precise as the database, so that what is read back is what was written.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static Duration pause(int failures) {
        var pause = RETRY_FIRST.multipliedBy(1L << Math.min(failures - 1, 20));
        return pause.compareTo(RETRY_MAX) < 0 ? pause : RETRY_MAX;
    }

    // A rest that lasts longer than any comes from a clock that was wrong.
    private static boolean isResting(FeedStore.Position position, Instant now) {
        var until = position.retryAt();
        return until != null && until.isAfter(now) && !until.isAfter(now.plus(RETRY_MAX));
    }
}
