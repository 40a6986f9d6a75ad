package dev.countermand.cases;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Gives committed facts their place in the event feed: 1, 2, 3, … without gap.
///
/// One process at a time does so. The lease only keeps the others from trying; what makes the cursors
/// right is the row lock that each batch holds until it commits, so clocks that disagree cost a little
/// work and nothing else.
@Component
class SequencerWorker {

    static final int BATCH = 500;
    static final Duration LEASE = Duration.ofSeconds(2);
    private static final int POLL_MILLIS = 100;

    private final String me = UUID.randomUUID().toString();
    private final FeedStore store;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SequencerWorker(FeedStore store, PlatformTransactionManager transactions, Clock clock) {
        this.store = store;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /// Lists everything that is committed and not listed yet, unless another process is the one that
    /// lists.
    @Scheduled(fixedDelay = POLL_MILLIS)
    void tick() {
        // Looking first keeps an idle server from writing the lease ten times a second.
        boolean listed;
        do {
            listed = store.hasUnlisted() && list() > 0;
        } while (listed);
    }

    private int list() {
        Integer listed = transaction.execute(status -> listBatch());
        return listed == null ? 0 : listed;
    }

    private int listBatch() {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var lease = store.lockSequencer().filter(found -> me.equals(found.holder()) || isOver(found, now));
        if (lease.isEmpty()) {
            return 0;
        }
        long cursor = lease.get().cursor();
        int listed = store.list(cursor, BATCH);
        store.renew(new FeedStore.Lease(cursor + listed, me, now.plus(LEASE)));
        return listed;
    }

    // A lease that reaches further than one can be given comes from a clock that was wrong.
    private static boolean isOver(FeedStore.Lease lease, Instant now) {
        var until = lease.until();
        return until == null || !until.isAfter(now) || until.isAfter(now.plus(LEASE));
    }
}
