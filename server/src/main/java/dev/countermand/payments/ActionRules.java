package dev.countermand.payments;

import java.util.Collection;

/// What whoever moves the money is told to do for an effect. Pure.
final class ActionRules {

    static final String VOID = "void";
    static final String REDUCE = "reduce";
    static final String REFUND = "refund";
    static final String STORE_CREDIT = "store_credit";

    private ActionRules() {}

    /// The whole hold is released by the effect that promises the last of it; an earlier one
    /// releases its part.
    ///
    /// @param effects of the payment
    static String action(Payment payment, Effect effect, Collection<Effect> effects) {
        return switch (effect.kind()) {
            case REFUND -> REFUND;
            case CREDIT -> STORE_CREDIT;
            case VOID -> {
                long earlier = effects.stream()
                        .filter(e -> e.kind() == EffectKind.VOID && e.state().isOpen())
                        .filter(e -> e.paymentId().equals(payment.id()) && e.seq() < effect.seq())
                        .mapToLong(Effect::open)
                        .sum();
                yield payment.authorized() - payment.captured() - payment.voided() - earlier == effect.open()
                        ? VOID
                        : REDUCE;
            }
        };
    }
}
