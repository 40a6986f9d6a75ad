package dev.countermand.cases;

import dev.countermand.cases.AuditStore.Stored;
import dev.countermand.cases.spi.Finding;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Follows the chains of many orders, one after the other, and names the first break of each.
final class ChainWalk {

    /// The kind of fact that says that a person was erased on purpose.
    static final String ERASED = "customer.erased";

    private static final String TAMPERED =
            "Somebody changed the log past the program. Compare this order with a backup before you rely on it.";

    private final Consumer<Finding> found;
    private @Nullable UUID order;
    private CaseStore.@Nullable Head head;
    private byte[] hash = {};
    private long seq;
    private long cursor;
    private boolean broken;
    private boolean personal;
    private boolean erased;

    ChainWalk(Consumer<Finding> found) {
        this.found = found;
    }

    void begin(UUID next, CaseStore.@Nullable Head nextHead) {
        end();
        order = next;
        head = nextHead;
        hash = nextHead == null ? new byte[0] : HashChain.genesis(nextHead.order());
        seq = 0;
        cursor = 0;
        broken = false;
        personal = false;
        erased = false;
        if (nextHead == null) {
            fail("log_without_head", "entries without the row that ends their chain", "a row in cases.head");
        }
    }

    void take(Stored stored) {
        var fact = stored.fact();
        chain(fact);
        feed(stored);
        personal |= fact.personal() != null && fact.personal().length > 0;
        erased |= fact.kind().equals(ERASED);
        seq = fact.seq();
        hash = fact.hash();
    }

    private void chain(FactRow fact) {
        if (broken) {
            return;
        }
        if (fact.seq() != seq + 1) {
            fail("entry_missing", "entry " + fact.seq() + " after entry " + seq, "entry " + (seq + 1));
        } else if (!Arrays.equals(fact.prevHash(), hash)) {
            fail("chain_broken", "entry " + fact.seq() + " does not continue entry " + seq, "the hash of entry " + seq);
        } else if (!Arrays.equals(fact.hash(), HashChain.hash(fact))) {
            fail(
                    "entry_changed",
                    "entry " + fact.seq() + " (" + fact.kind() + ") is not what its hash was made of",
                    "the entry as it was written");
        } else if (head != null && head.key() != null && !opens(fact, head.key())) {
            fail(
                    "personal_fields_changed",
                    "the personal fields of entry " + fact.seq() + " do not fit the order's key",
                    "fields sealed with that key");
        }
    }

    private static boolean opens(FactRow fact, byte[] key) {
        byte[] sealed = fact.personal();
        return sealed == null
                || sealed.length == 0
                || PersonalSeal.open(key, fact.order().id(), fact.seq(), sealed).isPresent();
    }

    private void feed(Stored stored) {
        long number = stored.fact().seq();
        var place = stored.cursor();
        if (place == null && !stored.waiting()) {
            tell(
                    "P11",
                    "never_told",
                    "entry " + number + " is not in the feed",
                    "a cursor, or a place in the line",
                    "Nobody was told. Insert (part, order_id, seq, seller, at) into cases.unlisted; the sequencer"
                            + " lists it then.");
        } else if (place != null && stored.waiting()) {
            tell(
                    "P11",
                    "told_twice",
                    "entry " + number + " is listed at cursor " + place + " and waits to be listed again",
                    "one of the two",
                    "Delete its row from cases.unlisted.");
        }
        if (place != null && place <= cursor) {
            tell(
                    "P11",
                    "feed_out_of_order",
                    "entry " + number + " stands at cursor " + place + ", entry " + seq + " at cursor " + cursor,
                    "entries in the order of their numbers",
                    "Followers saw the order's news in the wrong order; nothing repairs that afterwards.");
        }
        cursor = place == null ? cursor : place;
    }

    void end() {
        if (order != null && head != null && !broken) {
            if (seq != head.seq()) {
                fail("entries_cut_off", "the log ends at entry " + seq, "entry " + head.seq() + ", as the head says");
            } else if (!Arrays.equals(hash, head.hash())) {
                fail("head_changed", "the head's hash is not that of entry " + seq, "the hash of the last entry");
            } else if (personal && head.key() == null && !erased) {
                tell(
                        "P13",
                        "key_destroyed",
                        "the key of the personal fields is gone",
                        "the key, or an entry customer.erased that says who erased it and why",
                        "The person's data in this log are lost. Restore the row of cases.cipher from a backup.");
            }
        }
        order = null;
        head = null;
    }

    private void fail(String check, String was, String expected) {
        broken = true;
        tell("P13", check, was, expected, TAMPERED);
    }

    private void tell(String promise, String check, String was, String expected, String todo) {
        found.accept(new Finding(promise, check, order, was, expected, todo));
    }
}
