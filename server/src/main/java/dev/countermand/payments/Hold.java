package dev.countermand.payments;

import java.util.Locale;

/// Why a promised refund is not sent.
enum Hold {
    /// The customer's bank disputes the payment: the money may go back that way.
    DISPUTE,
    /// Somebody refunded at the provider after this was promised: it may have been the same money.
    DISCOVERED,
    /// The marketplace has paid it out: the seller first sees that his balance there suffices.
    SELLER_BALANCE;

    /// The name in API, SQL and facts: lower case.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the name in SQL.
    static Hold of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
