package dev.countermand.payments;

import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Ids;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Writes what banks dispute: the dispute, the payment's counters, journal, fact and queue, always
/// together, inside the caller's transaction and under the order's lock.
@Component
class DisputeJournal {

    private final DisputeStore disputes;
    private final PaymentStore payments;
    private final LedgerReader ledgers;
    private final HeldRefunds held;
    private final DisputeQueue queue;
    private final CaseLog log;

    DisputeJournal(
            DisputeStore disputes,
            PaymentStore payments,
            LedgerReader ledgers,
            HeldRefunds held,
            DisputeQueue queue,
            CaseLog log) {
        this.disputes = disputes;
        this.payments = payments;
        this.ledgers = ledgers;
        this.held = held;
        this.queue = queue;
        this.log = log;
    }

    /// A bank disputes so much of a payment: no refund of it is sent before that is settled.
    ///
    /// @param told its reference is the provider's name of the dispute, its message the bank's reason
    void opened(Scene scene, Ledger ledger, Payment payment, long amount, @Nullable Instant answerBy, Told told) {
        var reference = String.valueOf(told.reference());
        var dispute = new Dispute(
                Ids.derive(scene.order().id(), Dispute.PREFIX, payment.publicId() + '\0' + reference),
                scene.order().id().value(),
                payment.id(),
                reference,
                Dispute.State.OPEN,
                amount,
                0,
                onItsWay(ledger, payment),
                told.message(),
                told.at(),
                answerBy,
                null);
        disputes.insert(dispute);
        payments.apply(payment.id(), Change.disputed(amount));
        append(scene, payment, PaymentEvent.Type.DISPUTED, amount, told);
        log.record(
                scene.order(),
                scene.actor(),
                new PaymentFact.Disputed(
                        dispute.publicId(),
                        payment.told(),
                        amount,
                        scene.currency(),
                        reference,
                        dispute.reason(),
                        answerBy,
                        dispute.refunding()));
        ledger.untold(payment).stream()
                .filter(effect -> effect.delivery().heldFor() == null)
                .forEach(effect -> held.hold(scene, payment.after(Change.disputed(amount)), effect, Hold.DISPUTE));
        queue.opened(scene, payment, dispute, waiting(ledger, payment));
    }

    /// The shop keeps the money: what waited for it is sent.
    void won(Scene scene, Payment payment, Dispute dispute, Told told) {
        close(dispute, dispute.closed(Dispute.State.WON, 0, scene.at()));
        var change = dispute.isOpen() ? Change.disputed(-dispute.amount()) : Change.lost(-dispute.counted());
        payments.apply(payment.id(), change);
        append(scene, payment, PaymentEvent.Type.DISPUTE_WON, dispute.amount(), told);
        log.record(
                scene.order(),
                scene.actor(),
                new PaymentFact.DisputeWon(
                        dispute.publicId(),
                        payment.told(),
                        dispute.amount(),
                        scene.currency(),
                        dispute.reference(),
                        dispute.counted()));
        queue.closed(scene, dispute);
        if (payment.after(change).disputed() == 0) {
            heldOf(scene, payment).forEach(effect -> held.freed(scene, payment, effect));
        }
    }

    /// The money is gone. It counts as far as it had not gone back before; promises that nobody was told
    /// yet make room for it. Refunds that still wait are for people: perhaps the customer has his money
    /// already.
    void lost(Scene scene, Ledger ledger, Payment payment, Dispute dispute, Told told) {
        long counted = Math.min(dispute.amount(), StandingRules.room(ledger, payment));
        held.makeRoom(scene, ledger, payment, counted, PaymentFact.Superseded.LOST);
        close(dispute, dispute.closed(Dispute.State.LOST, counted, scene.at()));
        payments.apply(payment.id(), Change.disputed(-dispute.amount()).plus(Change.lost(counted)));
        append(scene, payment, PaymentEvent.Type.DISPUTE_LOST, dispute.amount(), told);
        long excess = dispute.amount() - counted;
        log.record(
                scene.order(),
                scene.actor(),
                new PaymentFact.DisputeLost(
                        dispute.publicId(),
                        payment.told(),
                        dispute.amount(),
                        scene.currency(),
                        dispute.reference(),
                        counted,
                        excess));
        queue.closed(scene, dispute);
        if (excess > 0) {
            queue.twice(scene, payment, dispute, excess);
        }
        heldOf(scene, payment).forEach(effect -> queue.stillHeld(scene, payment, effect));
    }

    private List<Effect> heldOf(Scene scene, Payment payment) {
        return ledgers.read(scene.order()).untold(payment).stream()
                .filter(effect -> effect.delivery().heldFor() == Hold.DISPUTE)
                .toList();
    }

    private void close(Dispute before, Dispute after) {
        if (!disputes.close(before.state(), after)) {
            throw new IllegalStateException(before.publicId() + " moved under its order's lock");
        }
    }

    private void append(Scene scene, Payment payment, PaymentEvent.Type type, long amount, Told told) {
        payments.append(payment.id(), scene.order().id().value(), told.moved(scene, type, amount, null));
    }

    private static long onItsWay(Ledger ledger, Payment payment) {
        return ledger.effectsOf(payment).stream()
                .filter(e -> e.kind() != EffectKind.VOID && e.state().isOpen() && e.state() != EffectStatus.PLANNED)
                .mapToLong(Effect::open)
                .sum();
    }

    private static long waiting(Ledger ledger, Payment payment) {
        return ledger.untold(payment).stream().mapToLong(Effect::open).sum();
    }
}
