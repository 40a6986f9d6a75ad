package dev.countermand.cancellations;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// As what taken money comes back. What was only held is not charged either way, and gift cards and store
/// credit go back as what they were.
public enum Payout {
    /// As money, to where it came from.
    SOURCE,
    /// As store credit, because the shopper chose it and the terms offer it.
    STORE_CREDIT;

    /// The name in API, SQL and facts: lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the lower-case name; empty for anything else.
    public static Optional<Payout> of(String word) {
        return Arrays.stream(values()).filter(p -> p.word().equals(word)).findFirst();
    }
}
