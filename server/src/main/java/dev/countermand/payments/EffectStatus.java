package dev.countermand.payments;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Where an effect stands. An unknown outcome is not a failed one: it counts as spent until it is
/// read back.
enum EffectStatus {
    /// Promised; nothing was sent.
    PLANNED,
    /// The intent is committed: it was, is being, or is about to be told to whoever moves the
    /// money.
    SENT,
    /// The money moved.
    DONE,
    /// For certain nothing moved, or what moved came back.
    FAILED,
    /// Nobody knows whether it moved.
    UNKNOWN,
    /// Overtaken: linked effects promise the same money in its place.
    SUPERSEDED;

    private static final Map<EffectStatus, Set<EffectStatus>> NEXT = Map.of(
            PLANNED, EnumSet.of(SENT, SUPERSEDED),
            SENT, EnumSet.of(DONE, FAILED, UNKNOWN, SUPERSEDED),
            // Read back: whoever moves the money has it, and is at it.
            UNKNOWN, EnumSet.of(SENT, DONE, FAILED),
            DONE, EnumSet.of(FAILED));

    /// The states that may follow this one.
    Set<EffectStatus> next() {
        return NEXT.getOrDefault(this, Set.of());
    }

    /// Whether the promised money is neither known to have moved nor known not to.
    boolean isOpen() {
        return this == PLANNED || this == SENT || this == UNKNOWN;
    }

    /// The name in API, SQL and facts: lower case.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the name in SQL.
    static EffectStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
