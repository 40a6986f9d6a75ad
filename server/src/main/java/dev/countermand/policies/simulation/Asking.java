package dev.countermand.policies.simulation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What past orders are asked.
public enum Asking {
    /// The requests that were really made, at their instant, with what the rules saw.
    REQUESTS,
    /// What the customer could have had at a few moments of each order's life.
    MOMENTS;

    /// The name in API, SQL and addresses: lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the lower-case name; empty for anything else.
    public static Optional<Asking> of(String word) {
        return Arrays.stream(values())
                .filter(asking -> asking.word().equals(word))
                .findFirst();
    }
}
