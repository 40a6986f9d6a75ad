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
        return of(money.total(), money.stillDue(), held, money.captured(), money.refunded());
    }

    static MoneyStatus of(long total, long due, long held, long captured, long refunded) {
        if (captured > 0) {
            return taken(due + held, captured, refunded);
        }
        if (held > 0) {
            return due > 0 ? PARTLY_HELD : HELD;
        }
        if (due > 0) {
            return UNPAID;
        }
        return total == 0 ? FREE : RELEASED;
    }

    private static MoneyStatus taken(long open, long captured, long refunded) {
        if (refunded == captured) {
            return REFUNDED;
        }
        if (refunded > 0) {
            return PARTLY_REFUNDED;
        }
        return open > 0 ? PARTLY_PAID : PAID;
    }

    /// The name in the API: lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
