package dev.countermand.cancellations;

import java.util.Locale;
import java.util.Map;

/// What the law wants of the money of a cancellation, the least first.
enum ByLaw {
    /// Nothing: the terms alone decide.
    NOTHING,
    /// Nothing is withheld, but for what the buyer paid for faster shipping than the cheapest standard
    /// one.
    NOTHING_WITHHELD,
    /// Nothing at all is withheld: whatever was paid for shipping goes back, too.
    ALL_SHIPPING;

    private static final String FACT = "byLaw";

    /// As it was kept with a cancellation.
    static ByLaw of(Map<String, Object> facts) {
        return switch (facts.get(FACT)) {
            case null -> NOTHING;
            case String word when word.equals(ALL_SHIPPING.word()) -> ALL_SHIPPING;
            default -> NOTHING_WITHHELD;
        };
    }

    /// Whether the buyer has a right.
    boolean isRight() {
        return this != NOTHING;
    }

    /// Keeps it among the facts of a cancellation; what is nothing leaves no word.
    void keep(Map<String, Object> facts) {
        switch (this) {
            case NOTHING -> {}
            case NOTHING_WITHHELD -> facts.put(FACT, true);
            case ALL_SHIPPING -> facts.put(FACT, word());
        }
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
