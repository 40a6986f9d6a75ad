package dev.countermand.payments;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What happens to promised releases when the hold is captured first. Pure.
///
/// A capture takes what is held and promised to nobody first. What it takes beyond that was
/// promised as not charged: the promise becomes a refund of exactly that much, and what is still
/// held of it stays a release.
final class CaptureRules {

    /// A release that was overtaken: so much of it is refunded instead, so much of it is still to
    /// be released.
    record Overtaken(Effect effect, long refund, long release) {}

    private CaptureRules() {}

    /// @param payment before the capture, of at most what is neither captured nor released
    /// @param effects of the payment; only open releases matter
    /// @param named the effect that the teller named: overtaken first; else the newest first, as
    ///     the oldest were told longest ago
    static List<Overtaken> overtaken(Payment payment, long amount, List<Effect> effects, @Nullable UUID named) {
        long rest = amount - payment.held();
        var overtaken = new ArrayList<Overtaken>();
        for (var effect : inOrder(effects, named)) {
            long refund = Math.min(rest, effect.open());
            if (refund > 0) {
                overtaken.add(new Overtaken(effect, refund, effect.open() - refund));
                rest -= refund;
            }
        }
        return overtaken;
    }

    private static List<Effect> inOrder(List<Effect> effects, @Nullable UUID named) {
        return effects.stream()
                .filter(e -> e.kind() == EffectKind.VOID && e.state().isOpen())
                .sorted(Comparator.comparing((Effect e) -> !e.id().equals(named))
                        .thenComparing(Effect::seq, Comparator.reverseOrder()))
                .toList();
    }
}
