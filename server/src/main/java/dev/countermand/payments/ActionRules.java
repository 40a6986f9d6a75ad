package dev.countermand.payments;

import dev.countermand.payments.spi.Standing;
import java.util.Collection;

/// What whoever moves the money is told to do for an effect. Pure.
final class ActionRules {

    static final String VOID = "void";
    static final String REDUCE = "reduce";
    static final String REFUND = "refund";
    static final String CREDIT = "credit";

    private ActionRules() {}

    /// The same, from how the payment stands at the provider: what he still holds is not sent back but
    /// released, whatever the journal believes; and where no part of a hold can be released by itself,
    /// all of it is, once all of it is promised as not charged.
    ///
    /// @param releasesParts whether the provider can release a part of a hold
    static String action(
            Payment payment, Effect effect, Collection<Effect> effects, Standing standing, boolean releasesParts) {
        if (effect.kind() == EffectKind.CREDIT) {
            return CREDIT;
        }
        boolean refund = effect.kind() != EffectKind.VOID;
        long taken = standing.captured() - standing.refunded() - standing.refunding();
        if (refund && (taken >= effect.open() || standing.held() < effect.open())) {
            return REFUND;
        }
        if (refund) {
            return standing.held() == effect.open() ? VOID : REDUCE;
        }
        long promised = effects.stream()
                .filter(e -> e.kind() == EffectKind.VOID && e.state().isOpen())
                .filter(e -> e.paymentId().equals(payment.id()))
                .mapToLong(Effect::open)
                .sum();
        // What could not be released by itself is not charged either: it goes with the rest.
        long failed = effects.stream()
                .filter(e -> e.isFailedRelease() && e.paymentId().equals(payment.id()))
                .mapToLong(Effect::open)
                .sum();
        if (!releasesParts) {
            return promised + failed >= standing.held() ? VOID : REDUCE;
        }
        return action(payment.after(Change.moved(EffectKind.VOID, failed)), effect, effects);
    }

    /// The whole hold is released by the effect that promises the last of it; an earlier one
    /// releases its part.
    ///
    /// @param effects of the payment
    static String action(Payment payment, Effect effect, Collection<Effect> effects) {
        return switch (effect.kind()) {
            case REFUND -> REFUND;
            case CREDIT -> CREDIT;
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
