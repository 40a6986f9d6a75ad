package dev.countermand.payments;

import dev.countermand.cases.CaseLog;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Promised refunds that are not sent for now, and promises that make room for money that went back by
/// another way. Inside the caller's transaction and under the order's lock.
@Component
class HeldRefunds {

    private final MoneyJournal journal;
    private final DisputeQueue queue;
    private final CaseLog log;

    HeldRefunds(MoneyJournal journal, DisputeQueue queue, CaseLog log) {
        this.journal = journal;
        this.queue = queue;
        this.log = log;
    }

    /// It is not sent before it is freed. Where nothing else says so to people, they are asked.
    void hold(Scene scene, Payment payment, Effect effect, Hold why) {
        journal.step(scene, effect, effect.with(effect.delivery().held(why)), null, null);
        log.record(
                scene.order(),
                scene.actor(),
                new PaymentFact.Held(effect.publicId(), payment.told(), effect.open(), scene.currency(), why.word()));
        switch (why) {
            case DISCOVERED -> queue.discovered(scene, payment, effect);
            case SELLER_BALANCE -> queue.sellerBalance(scene, payment, effect);
            case DISPUTE -> {
                if (payment.disputed() == 0) {
                    queue.stillHeld(scene, payment, effect);
                }
            }
        }
    }

    /// It is sent after all.
    void freed(Scene scene, Payment payment, Effect effect) {
        journal.step(scene, effect, effect.with(effect.delivery().freed(scene.at())), null, null);
        log.record(
                scene.order(),
                scene.actor(),
                new PaymentFact.Resumed(effect.publicId(), payment.told(), effect.open(), scene.currency()));
        queue.close(scene, effect);
    }

    /// Takes back promises that nobody was told yet, the newest first, until the payment has room for so
    /// much more that is gone.
    void makeRoom(Scene scene, Ledger ledger, Payment payment, long amount, String why) {
        long missing = amount - payment.refundable();
        long taken = 0;
        for (var effect : ledger.untold(payment)) {
            long part = Math.min(missing - taken, effect.open());
            if (part > 0) {
                journal.overtaken(scene, payment, effect, part, why);
                taken += part;
            }
        }
        journal.wentOtherWays(scene, taken);
    }

    /// Why it may not be sent now; empty when it may.
    ///
    /// @param byShop whether the shop moves the money itself, and so is told anyway
    static Optional<Hold> reason(Ledger ledger, Payment payment, Effect effect, boolean byShop) {
        boolean paidOut = TenderKind.of(payment.tender()).way() == TenderKind.Way.SELLER_BALANCE;
        var why = reason(ledger, payment, effect);
        return why.isEmpty()
                        && paidOut
                        && !byShop
                        && effect.kind() == EffectKind.REFUND
                        && effect.delivery().freedAt() == null
                ? Optional.of(Hold.SELLER_BALANCE)
                : why;
    }

    /// The same, of what happened at the provider.
    static Optional<Hold> reason(Ledger ledger, Payment payment, Effect effect) {
        if (effect.kind() == EffectKind.VOID) {
            return Optional.empty();
        }
        var freed = effect.delivery().freedAt();
        boolean disputed = ledger.disputesOf(payment).stream()
                .anyMatch(d -> d.state() != Dispute.State.WON && isAfter(d.since(), freed));
        if (disputed) {
            return Optional.of(Hold.DISPUTE);
        }
        boolean discovered = ledger.movementsOf(payment).stream()
                .anyMatch(m -> m.effect() == null
                        && m.type() == PaymentEvent.Type.REFUNDED
                        && m.origin().equals(Movement.GATEWAY)
                        && m.at().isAfter(effect.plannedAt())
                        && isAfter(m.recordedAt(), freed));
        return discovered ? Optional.of(Hold.DISCOVERED) : Optional.empty();
    }

    private static boolean isAfter(Instant at, @Nullable Instant freed) {
        return freed == null || at.isAfter(freed);
    }
}
