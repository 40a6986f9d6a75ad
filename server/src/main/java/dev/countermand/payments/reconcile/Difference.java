package dev.countermand.payments.reconcile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something on which our journal and theirs do not agree. Amounts are minor units.
///
/// @param subject what it is about, the same each time: our effect, or their name of the movement
/// @param payment the shop's id of the payment, or what they call it when it is none of ours
/// @param ours what we have; null when we have nothing
/// @param ourState `done`, `failed`, `unknown` or `sent`
/// @param theirs what they have; null when they have nothing
/// @param theirState `done`, `failed` or `pending`
/// @param reference what they call the movement
/// @param effect our effect that it is about
/// @param at when it happened, there or here
public record Difference(
        DifferenceKind kind,
        String subject,
        String payment,
        @Nullable Long ours,
        @Nullable String ourState,
        @Nullable Long theirs,
        @Nullable String theirState,
        String currency,
        @Nullable String reference,
        @Nullable String effect,
        Instant at) {

    /// What moved: `captured` or `released` for the sums of a payment, `disputed`, else `refunded`.
    public String about() {
        var sum = SumRules.about(this);
        boolean dispute = theirState != null && theirState.startsWith("dispute");
        return sum != null ? sum : dispute ? "disputed" : "refunded";
    }

    /// How much it is about. Of two sums, what one has more than the other.
    public long amount() {
        if (ours != null && theirs != null && SumRules.about(this) != null) {
            return Math.abs(theirs - ours);
        }
        return theirs != null ? theirs : ours == null ? 0 : ours;
    }
}
