package dev.countermand.payments;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One entry of a payment's journal: what moved, as it was told.
///
/// @param seq its number within the payment; 0 before it is written
/// @param effect which of our effects it belongs to
/// @param reference what the teller named: our effect, or his own name for it
/// @param toldId the teller's own id of the event
/// @param origin who told: one of the constants
record Movement(
        int seq,
        PaymentEvent.Type type,
        long amount,
        @Nullable UUID effect,
        @Nullable String reference,
        @Nullable String toldId,
        String origin,
        Instant at,
        Instant recordedAt,
        String actor) {

    static final String SNAPSHOT = "snapshot";
    static final String REPORT = "report";
    static final String GATEWAY = "gateway";

    /// Whether somebody reports what he reported before.
    boolean isSameReport(Movement other) {
        return origin.equals(REPORT)
                && other.origin.equals(REPORT)
                && type == other.type
                && amount == other.amount
                && Objects.equals(reference, other.reference)
                && Objects.equals(toldId, other.toldId);
    }
}
