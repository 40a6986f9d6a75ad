package dev.countermand.policies;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What somebody may do with things that he does not want any more, in the order of an order's life.
public enum Remedy {
    /// Stop them before they leave.
    CANCEL,
    /// Have another variant, quantity or address.
    CHANGE,
    /// Have the parcel stopped on its way.
    INTERCEPT,
    /// Not take the parcel at the door.
    REFUSE,
    /// Send them back for money.
    RETURN,
    /// Send them back for others.
    EXCHANGE,
    /// Keep them for less.
    KEEP,
    /// Have them mended.
    REPAIR;

    /// The name in documents, API and SQL: lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the lower-case name; empty for anything else.
    public static Optional<Remedy> of(String word) {
        return Arrays.stream(values())
                .filter(remedy -> remedy.word().equals(word))
                .findFirst();
    }
}
