package dev.countermand.payments.spi;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Something that moved at the provider, as his list, balance or settlement file has it.
///
/// @param reference the provider's name of the movement, such as `re_…` or `dp_…`
/// @param payment what the provider calls the payment: [PaymentGateway.At#name]
/// @param key the key of ours that it carries; null when it is none of ours
/// @param amount minor units, always above 0; the kind says in which direction
/// @param pending whether it may still fail
public record ProviderMovement(
        String reference,
        String payment,
        @Nullable String key,
        Kind kind,
        boolean pending,
        long amount,
        String currency,
        Instant at) {

    /// What moved.
    public enum Kind {
        /// Money was taken.
        CAPTURED,
        /// A hold, or a part of it, ended.
        RELEASED,
        /// Money was sent back.
        REFUNDED,
        /// A refund came back.
        REFUND_FAILED,
        /// A dispute took the money, for now.
        DISPUTED,
        /// A dispute gave it back.
        DISPUTE_WON,
        /// A dispute took it for good.
        DISPUTE_LOST;

        /// The name in files and pages: lower case.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A page of movements.
    ///
    /// @param next pass as `after`; null on the last page
    public record Page(
            List<ProviderMovement> movements, @Nullable String next) {}
}
