package dev.countermand.payments;

import dev.countermand.kernel.Ids;
import dev.countermand.orders.Goods;
import dev.countermand.payments.spi.PaymentGateway;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A promise of an amount to one payment, in minor units, and how far it got.
///
/// @param seq its number within the order; 0 before it is written
/// @param done how much of it is known to have moved
/// @param follows the effect it replaces or tries again
/// @param replaced whether others took the place of what of it had not moved
record Effect(
        UUID id,
        UUID orderId,
        int seq,
        UUID paymentId,
        EffectKind kind,
        long amount,
        long done,
        Goods.Cause cause,
        @Nullable UUID follows,
        Instant plannedAt,
        EffectStatus state,
        boolean replaced,
        Delivery delivery) {

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
                0,
                paymentId,
                kind,
                amount,
                0,
                cause,
                follows,
                at,
                EffectStatus.PLANNED,
                false,
                Delivery.none(at));
    }

    Effect numbered(int number) {
        return new Effect(
                id, orderId, number, paymentId, kind, amount, done, cause, follows, plannedAt, state, replaced,
                delivery);
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

    /// Whether it was to release a hold, failed, and waits for a person.
    boolean isFailedRelease() {
        return kind == EffectKind.VOID && state == EffectStatus.FAILED && !replaced;
    }

    PaymentFact.Promise told(Payment payment) {
        return new PaymentFact.Promise(publicId(), payment.told(), kind.word(), open());
    }

    /// The intent: what is told, committed before it is told.
    Effect sent(String action, Instant at, @Nullable Instant due) {
        return to(EffectStatus.SENT, done, delivery.sent(action, at, due));
    }

    /// Whoever moves the money has taken it over, or was asked again; the state stays.
    Effect with(Delivery newer) {
        return new Effect(
                id, orderId, seq, paymentId, kind, amount, done, cause, follows, plannedAt, state, replaced, newer);
    }

    /// Whoever moves the money has it after all, and is at it.
    Effect takenOver(Delivery newer) {
        return state == EffectStatus.UNKNOWN ? to(EffectStatus.SENT, done, newer) : with(newer);
    }

    /// Whether a worker may be speaking about it right now, at latest until its lease ends.
    boolean isBeingTold(Instant now) {
        var due = delivery.dueAt();
        return state == EffectStatus.SENT && delivery.answeredAt() == null && due != null && due.isAfter(now);
    }

    /// Nobody knows what became of it.
    Effect unknown(@Nullable String message, Instant at, Instant due) {
        return to(EffectStatus.UNKNOWN, done, delivery.unknown(message, at, due));
    }

    /// So much of it moved.
    Effect fulfilled(long moved, @Nullable String reference, @Nullable String message, Instant at) {
        if (moved == open()) {
            return to(EffectStatus.DONE, amount, delivery.settled(reference, message));
        }
        return new Effect(
                id,
                orderId,
                seq,
                paymentId,
                kind,
                amount,
                done + moved,
                cause,
                follows,
                plannedAt,
                state,
                replaced,
                delivery.answered(reference, delivery.message(), at, delivery.dueAt()));
    }

    /// What had not moved will not; or so much of what had moved came back.
    Effect failed(long back, PaymentGateway.@Nullable Reason reason, @Nullable String message) {
        return to(EffectStatus.FAILED, done - back, delivery.failed(reason, message));
    }

    /// Other effects promise the rest in its place. Of an unknown one that proves that it failed.
    Effect overtaken() {
        var next = state == EffectStatus.UNKNOWN ? EffectStatus.FAILED : EffectStatus.SUPERSEDED;
        return to(next, done, delivery.settled(null, null));
    }

    private Effect to(EffectStatus next, long newDone, Delivery newer) {
        if (!state.next().contains(next)) {
            throw new IllegalStateException(publicId() + " cannot go from " + state + " to " + next);
        }
        return new Effect(
                id, orderId, seq, paymentId, kind, amount, newDone, cause, follows, plannedAt, next, replaced, newer);
    }
}
