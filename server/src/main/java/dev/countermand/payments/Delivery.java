package dev.countermand.payments;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far an effect got with whoever moves the money.
///
/// @param action what he is told, frozen when it is first sent: `void`, `reduce` or `refund`
/// @param reference his own reference
/// @param message what he said last
/// @param attempts how often it was sent
/// @param answeredAt when he first answered; null while nobody knows whether he was told at all
/// @param unknownSince since when nobody knows what became of it; stays when it was found out
/// @param dueAt when a worker must look at it next; null when nothing is to be done
record Delivery(
        @Nullable String action,
        @Nullable String reference,
        @Nullable String message,
        int attempts,
        @Nullable Instant sentAt,
        @Nullable Instant answeredAt,
        @Nullable Instant unknownSince,
        @Nullable Instant dueAt) {

    /// Nothing was sent.
    static Delivery none(Instant dueAt) {
        return new Delivery(null, null, null, 0, null, null, null, dueAt);
    }

    /// The intent, committed before it is told.
    Delivery sent(String toldAction, Instant at, @Nullable Instant due) {
        return new Delivery(toldAction, reference, message, 1, at, answeredAt, unknownSince, due);
    }

    Delivery answered(@Nullable String newReference, @Nullable String said, Instant at, @Nullable Instant due) {
        var first = answeredAt == null ? at : answeredAt;
        return new Delivery(action, newer(newReference), said, attempts, sentAt, first, unknownSince, due);
    }

    Delivery unknown(@Nullable String said, Instant at, Instant due) {
        return new Delivery(action, reference, said, attempts, sentAt, answeredAt, at, due);
    }

    /// Asked once more, perhaps by sending the same again.
    Delivery asked(boolean again, @Nullable String said, Instant due) {
        int sent = attempts + (again ? 1 : 0);
        return new Delivery(action, reference, said, sent, sentAt, answeredAt, unknownSince, due);
    }

    /// Nothing more is to be done.
    Delivery settled(@Nullable String newReference, @Nullable String said) {
        return new Delivery(action, newer(newReference), said, attempts, sentAt, answeredAt, unknownSince, null);
    }

    private @Nullable String newer(@Nullable String newReference) {
        return newReference == null ? reference : newReference;
    }
}
