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

    /// Whether this tells what the other one told. About an effect, it does not matter who told
    /// it first.
    boolean isSame(Movement other) {
        if (type != other.type || amount != other.amount) {
            return false;
        }
        if (effect != null && effect.equals(other.effect) && other.origin.equals(GATEWAY)) {
            return true;
        }
        return other.origin.equals(REPORT)
                && Objects.equals(reference, other.reference)
                && Objects.equals(toldId, other.toldId);
    }
}
