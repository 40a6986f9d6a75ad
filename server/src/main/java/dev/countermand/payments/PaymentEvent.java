package dev.countermand.payments;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the shop or a provider tells about a payment. The same event told again is the same
/// event: it is known by its type, amount, reference and id.
///
/// @param amount minor units; may be left out for `failed`, which then means all of the effect, and for
///     the end of a dispute, which is about all of it
/// @param reference our effect (`eff_…`) that this fulfils or that failed; else whatever the
///     teller calls the movement
/// @param id the teller's own id of the event; tells two movements of the same amount and
///     reference apart
/// @param at when it happened; null means now
/// @param message why it failed, or why the bank disputes it, for the desk
public record PaymentEvent(
        Type type,
        @Nullable Long amount,
        @Nullable String reference,
        @Nullable String id,
        @Nullable Instant at,
        @Nullable String message) {

    /// What happened.
    public enum Type {
        /// The hold was confirmed. The sums follow the snapshot, this is kept for the record.
        AUTHORIZED,
        /// Money was taken.
        CAPTURED,
        /// A hold, or a part of it, was released.
        VOIDED,
        /// Money was sent back.
        REFUNDED,
        /// A promised movement failed for certain, or came back after it had been done.
        FAILED,
        /// The customer's bank disputes the payment; `reference` is the provider's name of the dispute.
        DISPUTED,
        /// A dispute ended for the shop.
        DISPUTE_WON,
        /// A dispute ended against the shop: the money is gone.
        DISPUTE_LOST;

        /// The name in API, SQL and facts: lower case.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
