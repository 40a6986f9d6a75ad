package dev.countermand.payments;

import java.util.Locale;

/// What an effect promises: that held money is not taken, or that taken money comes back.
enum EffectKind {
    VOID,
    REFUND;

    /// The name in API, SQL and facts: lower case.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the name in SQL.
    static EffectKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
