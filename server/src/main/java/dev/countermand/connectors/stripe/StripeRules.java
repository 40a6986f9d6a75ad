package dev.countermand.connectors.stripe;

import dev.countermand.connectors.stripe.StripeReply.Refused;
import dev.countermand.payments.spi.PaymentGateway.Reason;
import dev.countermand.payments.spi.PaymentGateway.Result;
import dev.countermand.payments.spi.Standing;
import dev.countermand.payments.spi.Standing.State;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What Stripe's words mean for money. Pure. A word that nobody knows never means that something is certain.
///
/// See <https://docs.stripe.com/error-codes>, <https://docs.stripe.com/error-low-level> and
/// <https://docs.stripe.com/api/disputes/object>.
final class StripeRules {

    private static final Map<String, Reason> REASONS = Map.of(
            "charge_already_refunded", Reason.ALREADY_REFUNDED,
            "charge_disputed", Reason.DISPUTED,
            "charge_for_pending_refund_disputed", Reason.DISPUTED,
            "balance_insufficient", Reason.INSUFFICIENT_BALANCE,
            "insufficient_funds", Reason.INSUFFICIENT_BALANCE,
            "charge_already_captured", Reason.ALREADY_CAPTURED);

    /// Errors that do not say what became of an earlier request with the same key, or of this one.
    private static final Set<String> SAY_NOTHING = Set.of("idempotency_key_in_use", "lock_timeout", "rate_limit");

    private static final Set<Integer> REFUSALS = Set.of(400, 402, 404);

    private StripeRules() {}

    /// Whether the answer says for certain that nothing moved under its key. A wrong key or a missing
    /// permission (401, 403), a limit (429), a conflict (409) and a fault (5xx) are told before or beside the
    /// memory of keys; an idempotency error means that the key was used for something else.
    static boolean isCertain(Refused refused) {
        return REFUSALS.contains(refused.status())
                && !refused.type().isEmpty()
                && !refused.type().equals("idempotency_error")
                && !refused.type().equals("api_error")
                && !SAY_NOTHING.contains(refused.code());
    }

    /// What a refusal of a movement means.
    static Result refusal(Refused refused) {
        return isCertain(refused)
                ? Result.failed(reason(refused.code()), refused.message())
                : Result.unknown(refused.message());
    }

    private static Reason reason(String word) {
        return REASONS.getOrDefault(word, Reason.REJECTED);
    }

    /// How far a refund got, from its status.
    static Optional<State> refund(String status) {
        return switch (status) {
            case "pending", "requires_action" -> Optional.of(State.OPEN);
            case "succeeded" -> Optional.of(State.DONE);
            case "failed", "canceled" -> Optional.of(State.FAILED);
            default -> Optional.empty();
        };
    }

    /// A refund as the payments read it; empty when its status is none that we know.
    static Optional<Standing.Refund> refund(Wire.Refund refund, long amount) {
        return refund(refund.status())
                .map(state -> new Standing.Refund(
                        refund.id(),
                        amount,
                        state,
                        refund.key(),
                        refund.created(),
                        state == State.FAILED ? reason(refund.failure()) : null,
                        state == State.FAILED
                                ? failure(refund)
                                : refund.pending().isEmpty() ? null : refund.pending()));
    }

    private static String failure(Wire.Refund refund) {
        return refund.failure().isEmpty() ? refund.status() : refund.failure();
    }

    /// What came of a refund that was asked for.
    static Result result(Wire.Refund refund) {
        return refund(refund, refund.amount())
                .map(read -> switch (read.state()) {
                    case OPEN -> Result.pending(read.reference(), read.message());
                    case DONE -> Result.done(read.reference());
                    case FAILED ->
                        new Result(
                                dev.countermand.payments.spi.PaymentGateway.Outcome.FAILED,
                                read.reason(),
                                read.reference(),
                                read.message());
                })
                .orElseGet(() -> Result.unknown("Stripe named a status that nobody knows: " + refund.status()));
    }

    /// How a dispute stands. Empty for an inquiry: it has taken no money and refunds stay possible.
    ///
    /// @param moved what it did to the shop's balance
    static Optional<State> dispute(String status, long moved) {
        return switch (status) {
            case "warning_needs_response", "warning_under_review", "warning_closed" -> Optional.empty();
            case "won", "charge_refunded" -> Optional.of(State.FAILED);
            case "lost" -> Optional.of(State.DONE);
            // Settled before it began: by a refund of Stripe's own, or by letting it go.
            case "prevented" -> Optional.of(moved < 0 ? State.DONE : State.FAILED);
            default -> Optional.of(State.OPEN);
        };
    }
}
