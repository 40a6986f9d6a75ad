package dev.countermand.cases;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/// Walks an order's chain from its beginning and compares every link. Needs one snapshot of the database
/// for all its reads, so that facts written meanwhile do not look like forgeries.
final class ChainCheck {

    private static final int BATCH = 500;

    private final CaseStore store;
    private byte[] hash = {};
    private long seq;

    ChainCheck(CaseStore store) {
        this.store = store;
    }

    OptionalLong firstBroken(OrderId order) {
        var head = store.head(order).orElseThrow(Problem::notFound);
        hash = HashChain.genesis(head.order());
        seq = 0;
        List<CaseStore.Kept> batch;
        do {
            batch = store.timeline(order, seq, BATCH);
            for (var kept : batch) {
                if (!continues(kept)) {
                    return OptionalLong.of(seq + 1);
                }
                seq = kept.fact().seq();
                hash = kept.fact().hash();
            }
        } while (!batch.isEmpty());
        if (seq != head.seq()) {
            return OptionalLong.of(Math.min(seq, head.seq()) + 1);
        }
        return Arrays.equals(hash, head.hash()) ? OptionalLong.empty() : OptionalLong.of(Math.max(seq, 1));
    }

    private boolean continues(CaseStore.Kept kept) {
        var fact = kept.fact();
        return fact.seq() == seq + 1
                && Arrays.equals(fact.prevHash(), hash)
                && Arrays.equals(fact.hash(), HashChain.hash(fact))
                && opens(kept);
    }

    private static boolean opens(CaseStore.Kept kept) {
        var fact = kept.fact();
        byte[] sealed = fact.personal();
        return sealed == null
                || sealed.length == 0
                || kept.key() == null
                || PersonalSeal.open(kept.key(), fact.order().id(), fact.seq(), sealed)
                        .isPresent();
    }
}
