package dev.countermand.connectors.sandbox.town;

import dev.countermand.connectors.sandbox.town.MoneyStore.Charge;
import org.jspecify.annotations.Nullable;

/// What a movement does to a charge. Pure.
final class MoneyRules {

    private MoneyRules() {}

    /// The charge behind the movement; null when it has not so much left.
    static @Nullable Charge after(Charge charge, String kind, long amount) {
        long held = charge.amount() - charge.captured() - charge.voided();
        long left = charge.captured() - charge.refunded();
        return switch (kind) {
            case "capture" -> amount > 0 && amount <= held ? with(charge, amount, 0, 0) : null;
            case "reduce" -> amount > 0 && amount <= held ? with(charge, 0, amount, 0) : null;
            // All that is held goes at once.
            case "void" -> amount > 0 && amount == held ? with(charge, 0, amount, 0) : null;
            case "refund" -> amount > 0 && amount <= left ? with(charge, 0, 0, amount) : null;
            default -> null;
        };
    }

    private static Charge with(Charge charge, long captured, long voided, long refunded) {
        return new Charge(
                charge.id(),
                charge.amount(),
                charge.currency(),
                charge.captured() + captured,
                charge.voided() + voided,
                charge.refunded() + refunded,
                charge.thrown());
    }
}
