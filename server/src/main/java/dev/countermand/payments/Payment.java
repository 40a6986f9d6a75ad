package dev.countermand.payments;

import dev.countermand.kernel.Ids;
import java.util.UUID;

/// A tender and its counters, in minor units. Open means promised and not known to be done:
/// planned, sent or unknown.
///
/// @param callerId the shop's id of it
/// @param position its place in the snapshot
/// @param failed promised, failed for certain, waiting to be planned again; promised to nobody
///     else
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
        long failed) {

    static final String PREFIX = "pay";

    /// A tender as the snapshot tells it.
    static Payment fresh(UUID id, String callerId, int position, String tender, String gateway, long amount) {
        return new Payment(id, callerId, position, tender, gateway, amount, 0, 0, 0, 0, 0, 0);
    }

    /// Held, and not promised to be released.
    long held() {
        return authorized - captured - voided - voidOpen;
    }

    /// Taken, and not promised to be sent back.
    long refundable() {
        return captured - refunded - refundOpen;
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
        return authorized - voided - voidOpen - refunded - refundOpen - failed;
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
                failed + change.failed());
    }

    String publicId() {
        return Ids.text(PREFIX, id);
    }

    PaymentFact.Tender told() {
        return new PaymentFact.Tender(publicId(), callerId, tender, gateway);
    }
}
