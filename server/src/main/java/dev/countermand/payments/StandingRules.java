package dev.countermand.payments;

import dev.countermand.payments.spi.Standing;
import dev.countermand.payments.spi.Standing.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where a provider's standing and our journal differ. Pure.
///
/// A standing may be old: what it lacks means nothing, only what it has and we have not. One difference
/// at a time, in order of precedence; whoever writes it down asks again. So nothing is counted twice,
/// however often and in whatever order a provider tells it.
final class StandingRules {

    /// Something that the provider knows and the journal does not.
    sealed interface Difference {

        /// Money was taken.
        record Captured(long amount) implements Difference {}

        /// A refund of ours arrived.
        record Arrived(Effect effect, Standing.Refund refund) implements Difference {}

        /// A refund of ours is on its way: it was taken over.
        record TakenOver(Effect effect, Standing.Refund refund) implements Difference {}

        /// A refund of ours failed, before or after it had arrived.
        record Failed(Effect effect, Standing.Refund refund) implements Difference {}

        /// A refund that is none of ours.
        record Discovered(Standing.Refund refund, long amount) implements Difference {}

        /// One that is none of ours failed after it had been counted.
        record CameBack(Standing.Refund refund, long amount) implements Difference {}

        /// A bank disputes the payment.
        record Disputed(Standing.Dispute dispute) implements Difference {}

        /// A dispute ended.
        record Closed(Dispute dispute, Dispute.State how) implements Difference {}

        /// So much of what an effect promised is not held any more.
        record Released(Effect effect, long amount) implements Difference {}

        /// What of the hold could not be released is held no more: what had failed is kept after all.
        record KeptAfterAll(Effect failed) implements Difference {}

        /// A hold ended without any effect of ours.
        record ReleasedOutside(long amount) implements Difference {}
    }

    private StandingRules() {}

    /// The first difference that stands; empty when the journal says all that the provider says, as far
    /// as it can be written.
    static Optional<Difference> first(Ledger ledger, Payment payment, Standing standing, Instant now) {
        return Stream.<Supplier<@Nullable Difference>>of(
                        () -> captured(payment, standing),
                        () -> own(ledger, payment, standing),
                        () -> cameBack(ledger, payment, standing),
                        () -> dispute(ledger, payment, standing),
                        () -> discovered(ledger, payment, standing),
                        () -> released(ledger, payment, standing, now))
                .map(Supplier::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /// How much more the provider took or sent back than the order's figures can hold; 0 when all fits.
    /// It is for people: nothing is written about it.
    static long beyond(Ledger ledger, Payment payment, Standing standing) {
        long taken = standing.captured() - payment.captured();
        return Math.max(taken, 0) + Math.max(unknownToUs(ledger, payment, standing), 0);
    }

    private static @Nullable Difference captured(Payment payment, Standing standing) {
        long room = payment.authorized() - payment.voided() - payment.captured();
        long more = Math.min(standing.captured() - payment.captured(), room);
        return more > 0 ? new Difference.Captured(more) : null;
    }

    private static @Nullable Difference own(Ledger ledger, Payment payment, Standing standing) {
        for (var refund : standing.refunds()) {
            var effect = effect(ledger, payment, refund);
            if (effect != null) {
                var difference = own(effect, refund);
                if (difference != null) {
                    return difference;
                }
            }
        }
        return null;
    }

    private static @Nullable Difference own(Effect effect, Standing.Refund refund) {
        boolean open = effect.state().isOpen();
        return switch (refund.state()) {
            case DONE -> open ? new Difference.Arrived(effect, refund) : null;
            case FAILED -> open || effect.state() == EffectStatus.DONE ? new Difference.Failed(effect, refund) : null;
            case OPEN -> open && !isTakenOver(effect) ? new Difference.TakenOver(effect, refund) : null;
        };
    }

    private static boolean isTakenOver(Effect effect) {
        return effect.state() == EffectStatus.SENT && effect.delivery().answeredAt() != null;
    }

    /// Our effect that a refund belongs to, by our key or by the name under which the provider answered us.
    private static @Nullable Effect effect(Ledger ledger, Payment payment, Standing.Refund refund) {
        return ledger.effectsOf(payment).stream()
                .filter(e -> e.publicId().equals(refund.key())
                        || refund.reference().equals(e.delivery().reference()))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Difference cameBack(Ledger ledger, Payment payment, Standing standing) {
        for (var refund : standing.refunds()) {
            long counted = counted(ledger, payment, refund);
            if (refund.state() == State.FAILED && counted > 0) {
                return new Difference.CameBack(refund, counted);
            }
        }
        return null;
    }

    /// How much of a refund that is none of ours was written down under its name.
    private static long counted(Ledger ledger, Payment payment, Standing.Refund refund) {
        return ledger.movementsOf(payment).stream()
                .filter(m -> m.effect() == null && refund.reference().equals(m.reference()))
                .mapToLong(m -> switch (m.type()) {
                    case REFUNDED -> m.amount();
                    case FAILED -> -m.amount();
                    default -> 0;
                })
                .sum();
    }

    private static @Nullable Difference dispute(Ledger ledger, Payment payment, Standing standing) {
        for (var said : standing.disputes()) {
            var known = ledger.disputesOf(payment).stream()
                    .filter(d -> d.reference().equals(said.reference()))
                    .findFirst();
            if (known.isEmpty()) {
                return new Difference.Disputed(said);
            }
            var state = Dispute.State.of(said.word());
            if (known.get().state().mayBecome(state)) {
                return new Difference.Closed(known.get(), state);
            }
        }
        return null;
    }

    /// Sums decide how much is unknown, names which refund it is: what the shop reported under a name of
    /// its own is not counted once more under the provider's.
    private static @Nullable Difference discovered(Ledger ledger, Payment payment, Standing standing) {
        long unknown = Math.min(unknownToUs(ledger, payment, standing), room(ledger, payment));
        for (var refund : standing.refunds()) {
            boolean ours = effect(ledger, payment, refund) != null && !isStray(ledger, payment, refund);
            if (unknown > 0 && !ours && refund.state() != State.FAILED && !isWritten(ledger, payment, refund)) {
                return new Difference.Discovered(refund, Math.min(refund.amount(), unknown));
            }
        }
        return null;
    }

    /// Whether it carries our key, yet its effect was settled without it: it moved past us.
    private static boolean isStray(Ledger ledger, Payment payment, Standing.Refund refund) {
        var effect = effect(ledger, payment, refund);
        return effect != null
                && (effect.state() == EffectStatus.SUPERSEDED || effect.state() == EffectStatus.FAILED)
                && ledger.movementsOf(payment).stream()
                        .noneMatch(m -> effect.id().equals(m.effect()) && m.type() == PaymentEvent.Type.REFUNDED);
    }

    /// Whether the journal has it under the provider's name, even if it came back since.
    private static boolean isWritten(Ledger ledger, Payment payment, Standing.Refund refund) {
        return ledger.movementsOf(payment).stream()
                .anyMatch(m -> m.effect() == null && refund.reference().equals(m.reference()));
    }

    /// What the provider sent back or is sending back, and the journal does not have.
    private static long unknownToUs(Ledger ledger, Payment payment, Standing standing) {
        long onItsWay = standing.refunds().stream()
                .filter(refund -> refund.state() == State.OPEN)
                .filter(refund -> {
                    var effect = effect(ledger, payment, refund);
                    return effect != null && effect.state().isOpen();
                })
                .mapToLong(Standing.Refund::amount)
                .sum();
        return standing.refunded() + standing.refunding() - onItsWay - (payment.refunded() - credited(ledger, payment));
    }

    /// What was given as store credit counts as refunded, and the provider knows nothing of it.
    private static long credited(Ledger ledger, Payment payment) {
        return ledger.effectsOf(payment).stream()
                .filter(e -> e.kind() == EffectKind.CREDIT)
                .mapToLong(Effect::done)
                .sum();
    }

    /// What can be written as gone: what nobody was promised, and promises that nobody was told yet.
    static long room(Ledger ledger, Payment payment) {
        return payment.refundable()
                + ledger.untold(payment).stream().mapToLong(Effect::open).sum();
    }

    private static @Nullable Difference released(Ledger ledger, Payment payment, Standing standing, Instant now) {
        long more = standing.released() - payment.voided();
        var promised = ledger.effectsOf(payment).stream()
                .filter(e -> e.kind() == EffectKind.VOID && e.state().isOpen())
                .sorted(Comparator.comparing((Effect e) -> e.state() == EffectStatus.PLANNED)
                        .thenComparingInt(Effect::seq))
                .toList();
        if (more <= 0 || isBeingTold(promised, now) || isAnybodys(promised, more)) {
            return null;
        }
        if (!promised.isEmpty()) {
            var effect = promised.getFirst();
            return new Difference.Released(effect, Math.min(more, effect.open()));
        }
        var kept = keptAfterAll(ledger, payment, more);
        if (kept != null) {
            return kept;
        }
        long outside = Math.min(more, payment.held());
        return outside > 0 ? new Difference.ReleasedOutside(outside) : null;
    }

    /// Only when all of it is gone: if some of it was taken, a person says what becomes of that.
    private static @Nullable Difference keptAfterAll(Ledger ledger, Payment payment, long released) {
        long most = Math.min(released, payment.held());
        return ledger.effectsOf(payment).stream()
                .filter(e -> e.isFailedRelease() && e.open() <= most)
                .findFirst()
                .map(Difference.KeptAfterAll::new)
                .orElse(null);
    }

    /// Several were told, and not all of them can have been done: their own answers say which, when they are
    /// read or asked for again under the same key.
    private static boolean isAnybodys(List<Effect> promised, long released) {
        var told =
                promised.stream().filter(e -> e.state() != EffectStatus.PLANNED).toList();
        return told.size() > 1
                && released < told.stream().mapToLong(Effect::open).sum();
    }

    /// A part of a hold has no name: while one is being told, nobody can say whose part it was.
    private static boolean isBeingTold(List<Effect> promised, Instant now) {
        return promised.stream().anyMatch(e -> e.isBeingTold(now));
    }
}
