package dev.countermand.payments.reconcile;

import java.util.Locale;

/// How two records of the same money can differ.
public enum DifferenceKind {
    /// It moved there, and we know nothing of it.
    MISSING_HERE,
    /// It moved as we know, or may have, and is not there.
    MISSING_THERE,
    /// Both know it, with other amounts or currencies.
    AMOUNT_DIFFERS,
    /// Both know it, and say different things of what became of it.
    STATE_DIFFERS,
    /// We do not know what became of it, and they do.
    OUTCOME_KNOWN,
    /// It is about a payment that no order of ours has.
    UNKNOWN_PAYMENT;

    /// The name in SQL, files and API: lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the name in SQL.
    static DifferenceKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
