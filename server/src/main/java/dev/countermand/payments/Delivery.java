package dev.countermand.payments;

import dev.countermand.payments.spi.PaymentGateway;
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
/// @param reason why it failed, as far as that changes what happens next
/// @param heldFor why it is not sent, though promised; null when it is not held
/// @param freedAt when a person said that it is sent all the same
record Delivery(
        @Nullable String action,
        @Nullable String reference,
        @Nullable String message,
        int attempts,
        @Nullable Instant sentAt,
        @Nullable Instant answeredAt,
        @Nullable Instant unknownSince,
        @Nullable Instant dueAt,
        PaymentGateway.@Nullable Reason reason,
        @Nullable Hold heldFor,
        @Nullable Instant freedAt) {

    /// Nothing was sent.
    static Delivery none(Instant dueAt) {
        return new Delivery(null, null, null, 0, null, null, null, dueAt, null, null, null);
    }

    /// The intent, committed before it is told.
    Delivery sent(String toldAction, Instant at, @Nullable Instant due) {
        return new Delivery(toldAction, reference, null, 1, at, answeredAt, unknownSince, due, reason, null, freedAt);
    }

    /// It is not sent before somebody or something frees it.
    Delivery held(Hold why) {
        return new Delivery(
                action, reference, message, attempts, sentAt, answeredAt, unknownSince, null, reason, why, freedAt);
    }

    /// It may be sent again, as a person said at the given time.
    Delivery freed(Instant at) {
        return new Delivery(
                action, reference, message, attempts, sentAt, answeredAt, unknownSince, at, reason, null, at);
    }

    Delivery answered(@Nullable String newReference, @Nullable String said, Instant at, @Nullable Instant due) {
        var first = answeredAt == null ? at : answeredAt;
        return new Delivery(
                action,
                newer(newReference),
                said,
                attempts,
                sentAt,
                first,
                unknownSince,
                due,
                reason,
                heldFor,
                freedAt);
    }

    Delivery unknown(@Nullable String said, Instant at, Instant due) {
        return new Delivery(action, reference, said, attempts, sentAt, answeredAt, at, due, reason, heldFor, freedAt);
    }

    /// Asked once more, perhaps by sending the same again.
    Delivery asked(boolean again, @Nullable String said, Instant due) {
        int sent = attempts + (again ? 1 : 0);
        return new Delivery(
                action, reference, said, sent, sentAt, answeredAt, unknownSince, due, reason, heldFor, freedAt);
    }

    /// Nothing more is to be done.
    Delivery settled(@Nullable String newReference, @Nullable String said) {
        return new Delivery(
                action,
                newer(newReference),
                said,
                attempts,
                sentAt,
                answeredAt,
                unknownSince,
                null,
                reason,
                null,
                freedAt);
    }

    /// Nothing more is to be done, and this is why.
    Delivery failed(PaymentGateway.@Nullable Reason why, @Nullable String said) {
        return new Delivery(
                action, reference, said, attempts, sentAt, answeredAt, unknownSince, null, why, null, freedAt);
    }

    @Nullable
    String reasonWord() {
        return reason == null ? null : reason.word();
    }

    @Nullable
    String holdWord() {
        return heldFor == null ? null : heldFor.word();
    }

    private @Nullable String newer(@Nullable String newReference) {
        return newReference == null ? reference : newReference;
    }
}
