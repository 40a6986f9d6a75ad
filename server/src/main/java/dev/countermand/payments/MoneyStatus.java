package dev.countermand.payments;

import java.util.Locale;

/// The payments of an order in one word, for lists and for systems that want one. The figures say more.
public enum MoneyStatus {
    /// It costs nothing.
    FREE,
    /// Nothing is held and nothing was taken; all of it is still due.
    UNPAID,
    /// Nothing was taken and nothing will be: what was held is released, or nothing is due any more.
    RELEASED,
    /// All of it is held and nothing was taken yet.
    HELD,
    /// Some of it is held, nothing was taken yet, the rest is still due.
    PARTLY_HELD,
    /// All that was not released was taken.
    PAID,
    /// Some of it was taken; more is held or due.
    PARTLY_PAID,
    /// All that was taken is back.
    REFUNDED,
    /// Some of what was taken is back.
    PARTLY_REFUNDED;

    /// The word for these figures. What is on its way is not there yet.
    public static MoneyStatus of(OrderMoney money) {
        long held = money.payments().stream()
                .mapToLong(p -> p.authorized() - p.captured() - p.voided())
                .sum();
        if (money.captured() > 0) {
            return taken(money, held);
        }
        if (held > 0) {
            return money.stillDue() > 0 ? PARTLY_HELD : HELD;
        }
        if (money.stillDue() > 0) {
            return UNPAID;
        }
        return money.total() == 0 ? FREE : RELEASED;
    }

    private static MoneyStatus taken(OrderMoney money, long held) {
        if (money.refunded() == money.captured()) {
            return REFUNDED;
        }
        if (money.refunded() > 0) {
            return PARTLY_REFUNDED;
        }
        return held + money.stillDue() > 0 ? PARTLY_PAID : PAID;
    }

    /// The name in the API: lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
