package dev.countermand.policies;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// How those who act by these terms go about it.
///
/// @param overrideUpTo currency → minor units: so much money back for one request people may grant who do not
///     manage the seller's settings, when they approve it or cancel for one of the store's own reasons. Where
///     some are named, nothing in a currency that is not; empty for no limit at all
/// @param offerFirst what is offered before a customer confirms a cancellation
public record Conduct(Map<String, Long> overrideUpTo, Set<Remedy> offerFirst) {

    /// No limit, and nothing is offered first.
    public static final Conduct USUAL = new Conduct(Map.of(), Set.of());

    /// Keeps both in one order.
    public Conduct {
        overrideUpTo = Collections.unmodifiableMap(new TreeMap<>(overrideUpTo));
        var ordered = EnumSet.noneOf(Remedy.class);
        ordered.addAll(offerFirst);
        offerFirst = Collections.unmodifiableSet(ordered);
    }
}
