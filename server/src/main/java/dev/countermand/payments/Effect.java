package dev.countermand.payments;

import dev.countermand.kernel.Ids;
import dev.countermand.orders.Goods;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A promise of an amount to one payment, in minor units, and how far it got.
///
/// @param done how much of it is known to have moved
/// @param follows the effect it replaces or tries again
/// @param action what whoever moves the money is told, frozen when it is first sent
/// @param answeredAt when the provider first answered; null while nobody knows whether he was told at all
/// @param unknownSince since when nobody knows; stays when it was found out
/// @param dueAt when a worker must look at it next; null when nothing is to be done
record Effect(
        UUID id,
        UUID orderId,
        UUID paymentId,
        EffectKind kind,
        long amount,
        long done,
        Goods.Cause cause,
        @Nullable UUID follows,
        EffectStatus state,
        @Nullable String action,
        @Nullable String reference,
        @Nullable String message,
        int attempts,
        Instant plannedAt,
        @Nullable Instant sentAt,
        @Nullable Instant answeredAt,
        @Nullable Instant unknownSince,
        @Nullable Instant dueAt) {

    static final String PREFIX = "eff";

    /// A promise, not yet sent. It is due at once.
    static Effect planned(
            UUID orderId,
            UUID paymentId,
            EffectKind kind,
            long amount,
            Goods.Cause cause,
            @Nullable UUID follows,
            Instant at) {
        return new Effect(
                Ids.mint(Ids.part(orderId), at),
                orderId,
                paymentId,
                kind,
                amount,
                0,
                cause,
                follows,
                EffectStatus.PLANNED,
                null,
                null,
                null,
                0,
                at,
                null,
                null,
                null,
                at);
    }

    int part() {
        return Ids.part(id);
    }

    String publicId() {
        return Ids.text(PREFIX, id);
    }

    /// What of the promise has not moved.
    long open() {
        return amount - done;
    }
}
