package dev.countermand.payments;

import dev.countermand.kernel.Ids;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A tender and its counters, in minor units. Open means promised and not known to be done:
/// planned, sent or unknown.
///
/// @param callerId the shop's id of it
/// @param position its place in the snapshot
/// @param failed promised, failed for certain, waiting to be planned again; promised to nobody
///     else
/// @param lost gone with lost disputes
/// @param disputed what open disputes are about; nothing is refunded meanwhile
/// @param provider what the provider says about it
record Payment(
        UUID id,
        String callerId,
        int position,
        String tender,
        String gateway,
        long authorized,
        long captured,
        long voided,
        long voidOpen,
        long refunded,
        long refundOpen,
        long failed,
        long lost,
        long disputed,
        AtProvider provider) {

    static final String PREFIX = "pay";

    /// What a provider says about a payment.
    ///
    /// @param reference his own name of it; without it he knows it by the shop's id
    /// @param scheme the card's scheme, such as `visa`
    /// @param takenAt when we took it over
    /// @param expiresAt when he says that the hold ends by itself
    /// @param expiredAt when it did
    /// @param lookedAt when its standing there was read last
    /// @param lookAt when its standing there is read next; null when it need not be
    record AtProvider(
            @Nullable String reference,
            @Nullable String scheme,
            @Nullable Instant takenAt,
            @Nullable Instant expiresAt,
            @Nullable Instant expiredAt,
            @Nullable Instant lookedAt,
            @Nullable Instant lookAt) {

        static final AtProvider UNKNOWN = new AtProvider(null, null, null, null, null, null, null);

        /// Whether it has the name and scheme of the other.
        boolean isNamed(AtProvider other) {
            return Objects.equals(reference, other.reference) && Objects.equals(scheme, other.scheme);
        }
    }

    /// A tender as the snapshot tells it.
    static Payment fresh(UUID id, String callerId, int position, String tender, String gateway, long amount) {
        return new Payment(id, callerId, position, tender, gateway, amount, 0, 0, 0, 0, 0, 0, 0, 0, AtProvider.UNKNOWN);
    }

    /// As it was before any of it was taken or went back.
    Payment asTaken() {
        return fresh(id, callerId, position, tender, gateway, authorized);
    }

    Payment with(AtProvider said) {
        return new Payment(
                id,
                callerId,
                position,
                tender,
                gateway,
                authorized,
                captured,
                voided,
                voidOpen,
                refunded,
                refundOpen,
                failed,
                lost,
                disputed,
                said);
    }

    /// Held, and not promised to be released.
    long held() {
        return authorized - captured - voided - voidOpen;
    }

    /// Taken, and not promised to be sent back.
    long refundable() {
        return captured - refunded - refundOpen - lost;
    }

    /// What can still be promised as not charged.
    long voidable() {
        return Math.clamp(free(), 0, held());
    }

    /// What can still be promised as a refund.
    long freeToRefund() {
        return Math.clamp(free(), 0, refundable());
    }

    /// Whatever was promised once, even if it failed, is promised to nobody else.
    private long free() {
        return authorized - voided - voidOpen - refunded - refundOpen - failed - lost;
    }

    /// The counters after a change.
    Payment after(Change change) {
        return new Payment(
                id,
                callerId,
                position,
                tender,
                gateway,
                authorized,
                captured + change.captured(),
                voided + change.voided(),
                voidOpen + change.voidOpen(),
                refunded + change.refunded(),
                refundOpen + change.refundOpen(),
                failed + change.failed(),
                lost + change.lost(),
                disputed + change.disputed(),
                provider);
    }

    String publicId() {
        return Ids.text(PREFIX, id);
    }

    PaymentFact.Tender told() {
        return new PaymentFact.Tender(publicId(), callerId, tender, gateway);
    }
}
