package dev.countermand.payments.reconcile;

import dev.countermand.payments.OrderMoney.EffectMoney;
import dev.countermand.payments.OrderMoney.Movement;
import dev.countermand.payments.OrderMoney.PaymentMoney;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A refund as our journal has it.
///
/// @param key our effect; null for a refund that was none of ours
/// @param state `done`, `failed`, `unknown` or `sent`
/// @param at when it happened; null when nobody told
record Ours(
        String subject,
        @Nullable String key,
        @Nullable String reference,
        long amount,
        String state,
        @Nullable Instant at) {

    static final String DONE = "done";
    static final String FAILED = "failed";
    static final String UNKNOWN = "unknown";
    static final String SENT = "sent";

    private static final String REFUNDED = "refunded";

    /// Every refund of a payment that left this house, or was told to it.
    static List<Ours> refunds(PaymentMoney payment) {
        var refunds = new ArrayList<Ours>();
        for (var effect : payment.effects()) {
            if (effect.kind().equals("refund")) {
                refunds.addAll(ofEffect(payment, effect));
            }
        }
        for (var movement : payment.events()) {
            if (movement.type().equals(REFUNDED) && movement.effect() == null) {
                refunds.add(told(payment, movement));
            }
        }
        return refunds;
    }

    private static List<Ours> ofEffect(PaymentMoney payment, EffectMoney effect) {
        var moved = payment.events().stream()
                .filter(m -> m.type().equals(REFUNDED) && effect.id().equals(m.effect()))
                .toList();
        if (moved.isEmpty()) {
            return switch (effect.state()) {
                case UNKNOWN, SENT, FAILED ->
                    List.of(new Ours(
                            effect.id(),
                            effect.id(),
                            effect.reference(),
                            effect.amount(),
                            effect.state(),
                            sentAt(effect)));
                default -> List.of();
            };
        }
        boolean cameBack = effect.state().equals(FAILED) && effect.done() == 0;
        var all = new ArrayList<Ours>();
        for (var movement : moved) {
            var subject = moved.size() == 1 ? effect.id() : effect.id() + "/" + movement.seq();
            var reference = effect.reference() != null ? effect.reference() : named(movement);
            all.add(new Ours(
                    subject, effect.id(), reference, movement.amount(), cameBack ? FAILED : DONE, movement.at()));
        }
        return all;
    }

    private static Ours told(PaymentMoney payment, Movement movement) {
        boolean cameBack = movement.reference() != null
                && payment.events().stream()
                        .anyMatch(m ->
                                m.type().equals(FAILED) && movement.reference().equals(m.reference()));
        return new Ours(
                payment.publicId() + "/" + movement.seq(),
                null,
                named(movement),
                movement.amount(),
                cameBack ? FAILED : DONE,
                movement.origin().equals("snapshot") ? null : movement.at());
    }

    private static @Nullable String named(Movement movement) {
        var reference = movement.reference();
        return reference == null || reference.startsWith("eff_") ? null : reference;
    }

    private static @Nullable Instant sentAt(EffectMoney effect) {
        return effect.steps().stream()
                .filter(step -> step.state().equals(SENT))
                .map(step -> step.at())
                .findFirst()
                .orElse(null);
    }
}
