package dev.countermand.connectors.sandbox.town;

import dev.countermand.connectors.sandbox.town.MoneyStore.Charge;
import java.time.Instant;

/// What a movement does to a charge. Pure.
final class MoneyRules {

    /// What becomes of it.
    sealed interface Verdict {

        /// The charge behind the movement, which is of so much.
        record Moves(Charge after, long amount) implements Verdict {}

        /// For certain not, with the provider's code and words.
        record Refused(String code, String message) implements Verdict {}
    }

    private MoneyRules() {}

    /// A void releases all that is held, whatever amount it names.
    static Verdict verdict(Charge charge, String kind, long amount, boolean disputed, Instant at) {
        long held = charge.held(at);
        long left = charge.captured() - charge.refunded();
        return switch (kind) {
            case "capture" -> amount > 0 && amount <= held ? moves(charge, amount, amount, 0, 0) : noHold(charge, at);
            case "reduce" -> amount > 0 && amount <= held ? moves(charge, amount, 0, amount, 0) : noHold(charge, at);
            case "void" -> held > 0 ? moves(charge, held, 0, held, 0) : noHold(charge, at);
            case "refund" -> refund(charge, amount, left, disputed);
            default -> refused("invalid", "A movement is capture, reduce, void or refund.");
        };
    }

    private static Verdict refund(Charge charge, long amount, long left, boolean disputed) {
        if (disputed) {
            return refused("disputed", "The cardholder's bank disputes this charge.");
        }
        if (amount > 0 && amount <= left) {
            return moves(charge, amount, 0, 0, amount);
        }
        return left == 0 && charge.captured() > 0
                ? refused("already_refunded", "All of this charge was refunded before.")
                : refused("exceeds", "The charge has not so much left for that.");
    }

    private static Verdict noHold(Charge charge, Instant at) {
        if (charge.held(at) > 0) {
            return refused("exceeds", "The charge has not so much left for that.");
        }
        if (charge.isExpired(at)) {
            return refused("expired", "The hold ended by itself.");
        }
        return charge.captured() > 0
                ? refused("already_captured", "The hold was captured.")
                : refused("already_released", "The hold was released before.");
    }

    private static Verdict moves(Charge charge, long amount, long captured, long voided, long refunded) {
        return new Verdict.Moves(charge.plus(captured, voided, refunded), amount);
    }

    private static Verdict refused(String code, String message) {
        return new Verdict.Refused(code, message);
    }
}
