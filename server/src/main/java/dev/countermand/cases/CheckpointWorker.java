package dev.countermand.cases;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Signs what the case log says, once a minute: from then on nobody can cut off or replace what stands
/// in it without the key.
@Component
class CheckpointWorker {

    /// Entries in one checkpoint at most; more make several.
    static final int ENTRIES_MAX = 10_000;

    private static final int POLL_SECONDS = 60;

    private final CheckpointStore store;
    private final AuditStore log;
    private final CheckpointKeys keys;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CheckpointWorker(
            CheckpointStore store,
            AuditStore log,
            CheckpointKeys keys,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.store = store;
        this.log = log;
        this.keys = keys;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /// Signs everything that the feed lists and no checkpoint covers.
    @Scheduled(fixedDelay = POLL_SECONDS, timeUnit = TimeUnit.SECONDS)
    void tick() {
        Boolean more;
        do {
            more = transaction.execute(status -> sign());
        } while (Boolean.TRUE.equals(more));
    }

    private boolean sign() {
        var last = store.last();
        long from = last.map(Checkpoint::upto).orElse(0L);
        long upto = Math.min(log.lastCursor(), from + ENTRIES_MAX);
        if (upto <= from) {
            return false;
        }
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        byte[] heads = Checkpoint.pack(store.ends(from, upto));
        if (heads.length == 0) {
            // The feed lists what the log has not got: `verify` says so; there is nothing to sign.
            return false;
        }
        store.publish(keys.publicKey(), at);
        return store.add(next(last, at, from, upto, heads));
    }

    private Checkpoint next(Optional<Checkpoint> last, java.time.Instant at, long from, long upto, byte[] heads) {
        long number = last.map(Checkpoint::number).orElse(0L) + 1;
        byte[] previous = last.map(Checkpoint::hash).orElseGet(() -> new byte[Checkpoint.HASH_BYTES]);
        byte[] hash = Checkpoint.hash(number, at, from, upto, heads, previous);
        return new Checkpoint(number, at, from, upto, heads, previous, hash, keys.sign(hash));
    }
}
