package dev.countermand.cases;

import dev.countermand.cases.spi.Finding;
import dev.countermand.cases.spi.PromiseCheck;
import dev.countermand.cases.spi.Stretch;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// P13, beyond each order's own chain: what was signed is still there. So a log whose newest entries
/// were cut off, and one that was written anew from its beginning, are found although they fit together.
@Component
class CheckpointChecks implements PromiseCheck {

    private static final int BATCH = 20;
    private static final String FORGED =
            "Somebody changed the checkpoints. Compare with a backup, and with the newest hash you kept elsewhere.";
    private static final String CUT =
            "Somebody cut off or replaced entries past the program. Restore this order's log from a backup.";

    private final CheckpointStore store;
    private final CheckpointKeys keys;

    CheckpointChecks(CheckpointStore store, CheckpointKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    @Override
    public void orders(Stretch stretch, Consumer<Finding> found) {
        // A checkpoint spans orders: all is done in `whole`.
    }

    @Override
    public void whole(@Nullable Instant since, Consumer<Finding> found) {
        long number = since == null ? 0 : Math.max(0, store.numberBefore(since) - 1);
        var before = number == 0
                ? null
                : store.after(number - 1, 1).stream().findFirst().orElse(null);
        var trusted = keys.trusted();
        var batch = store.after(number, BATCH);
        while (!batch.isEmpty()) {
            for (var checkpoint : batch) {
                link(before, checkpoint, found);
                signature(checkpoint, trusted, found);
                ends(checkpoint, found);
                before = checkpoint;
            }
            batch = store.after(batch.getLast().number(), BATCH);
        }
    }

    private static void link(@Nullable Checkpoint before, Checkpoint next, Consumer<Finding> found) {
        long number = before == null ? 0 : before.number();
        if (next.number() != number + 1) {
            tell(
                    found,
                    null,
                    "checkpoint_missing",
                    "checkpoint " + next.number() + " after checkpoint " + number,
                    "checkpoint " + (number + 1),
                    FORGED);
            return;
        }
        byte[] previous = before == null ? new byte[Checkpoint.HASH_BYTES] : before.hash();
        if (!Arrays.equals(next.previous(), previous) || next.from() != (before == null ? 0 : before.upto())) {
            tell(
                    found,
                    null,
                    "checkpoint_broken",
                    name(next) + " does not continue the one before",
                    "the hash and the cursor of checkpoint " + number,
                    FORGED);
        }
    }

    private static void signature(Checkpoint checkpoint, Map<String, byte[]> trusted, Consumer<Finding> found) {
        if (!Arrays.equals(checkpoint.hash(), checkpoint.hashed())) {
            tell(
                    found,
                    null,
                    "checkpoint_changed",
                    name(checkpoint) + " is not what its hash was made of",
                    "hash " + HexFormat.of().formatHex(checkpoint.hashed()),
                    FORGED);
            return;
        }
        var key = trusted.get(checkpoint.signed().keyId());
        if (key == null) {
            tell(
                    found,
                    null,
                    "checkpoint_key_unknown",
                    name(checkpoint) + " is signed by key "
                            + checkpoint.signed().keyId(),
                    "a key of this home folder, or one of its checkpoint.trusted",
                    "If another of your servers signed it, add that server's public key to checkpoint.trusted"
                            + " (docs/operating/verify.md). If none did, somebody forged it.");
        } else if (!CheckpointKeys.verifies(
                key, checkpoint.hash(), checkpoint.signed().signature())) {
            tell(
                    found,
                    null,
                    "checkpoint_forged",
                    name(checkpoint) + " has a signature that does not verify",
                    "a signature of key " + checkpoint.signed().keyId(),
                    FORGED);
        }
    }

    private void ends(Checkpoint checkpoint, Consumer<Finding> found) {
        for (var missing : store.missing(checkpoint.ends())) {
            boolean gone = missing.hash().length == 0;
            tell(
                    found,
                    missing.order(),
                    gone ? "sealed_entry_gone" : "sealed_entry_replaced",
                    "entry " + missing.seq() + (gone ? " is gone" : " is another one than was signed"),
                    "the entry that " + name(checkpoint) + " signed",
                    CUT);
        }
    }

    private static String name(Checkpoint checkpoint) {
        return "checkpoint " + checkpoint.number() + " of " + checkpoint.at();
    }

    private static void tell(
            Consumer<Finding> found, @Nullable UUID order, String check, String was, String expected, String todo) {
        found.accept(new Finding("P13", check, order, was, expected, todo));
    }
}
