package dev.countermand.payments;

import java.util.Locale;

/// What an effect promises: that held money is not taken, that taken money comes back, or that store
/// credit is given in place of taken money. On the payment a credit counts as a refund: that money
/// cannot come back a second time.
enum EffectKind {
    VOID,
    REFUND,
    CREDIT;

    /// The name in API, SQL and facts: lower case.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the name in SQL.
    static EffectKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /// As which event it is told that it moved.
    PaymentEvent.Type told() {
        return switch (this) {
            case VOID -> PaymentEvent.Type.VOIDED;
            case REFUND, CREDIT -> PaymentEvent.Type.REFUNDED;
        };
    }
}
