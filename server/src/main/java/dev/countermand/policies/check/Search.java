package dev.countermand.policies.check;

import java.util.BitSet;
import java.util.List;

/// Takes regions away from a region, piece by piece, with a bound on what it does in its whole life.
final class Search {

    private static final int STEPS_MAX = 20_000;
    private static final int STEPS_IN_ALL = 200_000;

    /// What becomes of a search.
    enum End {
        /// Somebody had seen enough.
        STOPPED,
        /// Every piece was seen: what was said of them is proven.
        EXHAUSTED,
        /// There were too many pieces.
        GAVE_UP
    }

    /// Looks at a piece, and says whether that is enough.
    @FunctionalInterface
    interface Look {
        boolean isEnough(BitSet[] piece);
    }

    private int steps;
    private int all;

    /// Shows the pieces of a region that are in none of the others. They do not overlap.
    End pieces(BitSet[] region, List<BitSet[]> without, Look look) {
        steps = 0;
        return isEmpty(region) ? End.EXHAUSTED : walk(region, without, 0, look);
    }

    private End walk(BitSet[] region, List<BitSet[]> without, int first, Look look) {
        if (++steps > STEPS_MAX || ++all > STEPS_IN_ALL) {
            return End.GAVE_UP;
        }
        for (int k = first; k < without.size(); k++) {
            if (meets(region, without.get(k))) {
                return split(region, without, k, look);
            }
        }
        return look.isEnough(region) ? End.STOPPED : End.EXHAUSTED;
    }

    private End split(BitSet[] region, List<BitSet[]> without, int taken, Look look) {
        var rest = region.clone();
        for (int d = 0; d < rest.length; d++) {
            var outside = (BitSet) rest[d].clone();
            outside.andNot(without.get(taken)[d]);
            if (!outside.isEmpty()) {
                var piece = rest.clone();
                piece[d] = outside;
                var end = walk(piece, without, taken + 1, look);
                if (end != End.EXHAUSTED) {
                    return end;
                }
                var inside = (BitSet) rest[d].clone();
                inside.and(without.get(taken)[d]);
                rest[d] = inside;
            }
        }
        return End.EXHAUSTED;
    }

    static BitSet[] common(BitSet[] one, BitSet[] other) {
        var common = new BitSet[one.length];
        for (int d = 0; d < one.length; d++) {
            common[d] = (BitSet) one[d].clone();
            common[d].and(other[d]);
        }
        return common;
    }

    private static boolean meets(BitSet[] one, BitSet[] other) {
        for (int d = 0; d < one.length; d++) {
            if (!one[d].intersects(other[d])) {
                return false;
            }
        }
        return true;
    }

    static boolean isEmpty(BitSet[] region) {
        for (var bits : region) {
            if (bits.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// Whether the first lies wholly in the second.
    static boolean isWithin(BitSet[] one, BitSet[] other) {
        for (int d = 0; d < one.length; d++) {
            var rest = (BitSet) one[d].clone();
            rest.andNot(other[d]);
            if (!rest.isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
