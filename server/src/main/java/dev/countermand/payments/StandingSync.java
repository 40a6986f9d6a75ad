package dev.countermand.payments;

import dev.countermand.cases.CaseLog;
import dev.countermand.payments.StandingRules.Difference;
import dev.countermand.payments.spi.Standing;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Writes into the journal what a provider knows and the journal does not, one difference after the
/// other. Inside the caller's transaction and under the order's lock.
@Component
class StandingSync {

    /// More than that at once is not a payment.
    private static final int DIFFERENCES_MAX = 1_000;

    private final LedgerReader ledgers;
    private final StandingStore standings;
    private final MoneyJournal journal;
    private final DisputeJournal disputes;
    private final HeldRefunds held;
    private final MoneyQueue queue;
    private final CaseLog log;

    StandingSync(
            LedgerReader ledgers,
            StandingStore standings,
            MoneyJournal journal,
            DisputeJournal disputes,
            HeldRefunds held,
            MoneyQueue queue,
            CaseLog log) {
        this.ledgers = ledgers;
        this.standings = standings;
        this.journal = journal;
        this.disputes = disputes;
        this.held = held;
        this.queue = queue;
        this.log = log;
    }

    /// Writes what differs; a standing that is older than one that was written before changes nothing.
    ///
    /// @param lease of the worker that took the payment to look at it, or null
    /// @return the ledger as it stands then
    Ledger apply(Scene scene, Ledger before, UUID paymentId, Seen seen, @Nullable Instant lease) {
        var ledger = before;
        var payment = ledger.payment(paymentId).orElseThrow();
        var lookedAt = payment.provider().lookedAt();
        if (lookedAt != null && seen.readAt().isBefore(lookedAt)) {
            return ledger;
        }
        for (int i = 0; i < DIFFERENCES_MAX; i++) {
            var difference = StandingRules.first(ledger, payment, seen.standing(), scene.at());
            if (difference.isEmpty()) {
                break;
            }
            write(scene, ledger, payment, seen.standing(), difference.get());
            ledger = ledgers.read(scene.order());
            payment = ledger.payment(paymentId).orElseThrow();
        }
        long beyond = StandingRules.beyond(ledger, payment, seen.standing());
        if (beyond > 0) {
            queue.beyond(scene, payment, beyond);
        } else {
            queue.within(scene, payment);
        }
        var said = said(scene, payment, seen.standing());
        standings.looked(said, seen.readAt(), LookRules.next(ledger, said, scene.at()), lease);
        return ledger;
    }

    private void write(Scene scene, Ledger ledger, Payment payment, Standing standing, Difference difference) {
        switch (difference) {
            case Difference.Captured captured -> captured(scene, ledger, payment, captured.amount());
            case Difference.Arrived arrived -> arrived(scene, payment, arrived.effect(), arrived.refund());
            case Difference.TakenOver taken -> takenOver(scene, taken.effect(), taken.refund());
            case Difference.Failed failed -> failed(scene, payment, failed.effect(), failed.refund());
            case Difference.Discovered found -> discovered(scene, ledger, payment, found.refund(), found.amount());
            case Difference.CameBack back ->
                journal.cameBack(scene, payment, EffectKind.REFUND, back.amount(), told(scene, back.refund()));
            case Difference.Disputed disputed -> disputed(scene, ledger, payment, disputed.dispute());
            case Difference.Closed closed -> closed(scene, ledger, payment, closed);
            case Difference.Released released ->
                released(scene, ledger, payment, released.effect(), released.amount(), standing);
            case Difference.KeptAfterAll kept ->
                journal.retry(scene, payment, kept.failed(), PaymentFact.Retried.RELEASED);
            case Difference.ReleasedOutside outside ->
                journal.movedOutside(
                        scene, payment, EffectKind.VOID, outside.amount(), Told.byGateway(null, null, scene.at()));
        }
    }

    private void captured(Scene scene, Ledger ledger, Payment payment, long amount) {
        var overtaken = CaptureRules.overtaken(payment, amount, ledger.effectsOf(payment), null);
        journal.captured(scene, payment, amount, overtaken, Told.byGateway(null, null, scene.at()));
    }

    private void arrived(Scene scene, Payment payment, Effect effect, Standing.Refund refund) {
        var sent = intended(scene, effect, ActionRules.REFUND);
        journal.fulfilled(scene, payment, sent, Math.min(refund.amount(), sent.open()), told(scene, refund));
    }

    // The provider has it under our key, so it was sent, whatever became of the record of it.
    private Effect intended(Scene scene, Effect effect, String action) {
        return effect.state() == EffectStatus.PLANNED ? journal.sent(scene, effect, action, null) : effect;
    }

    private void takenOver(Scene scene, Effect effect, Standing.Refund refund) {
        var sent = intended(scene, effect, ActionRules.REFUND);
        var delivery = sent.delivery()
                .answered(refund.reference(), refund.message(), scene.at(), EffectAnswers.readNext(sent, scene.at()));
        journal.step(scene, sent, sent.takenOver(delivery), refund.reference(), refund.message());
        queue.close(scene, sent);
    }

    private void failed(Scene scene, Payment payment, Effect effect, Standing.Refund refund) {
        var told = told(scene, refund);
        if (effect.state() == EffectStatus.DONE) {
            journal.reversed(scene, payment, effect, Math.min(refund.amount(), effect.done()), refund.reason(), told);
        } else {
            journal.failed(scene, payment, intended(scene, effect, ActionRules.REFUND), refund.reason(), told);
        }
    }

    private void discovered(Scene scene, Ledger ledger, Payment payment, Standing.Refund refund, long amount) {
        held.makeRoom(scene, ledger, payment, amount, PaymentFact.Superseded.REFUNDED_ELSEWHERE);
        journal.movedOutside(scene, payment, EffectKind.REFUND, amount, told(scene, refund));
    }

    private void disputed(Scene scene, Ledger ledger, Payment payment, Standing.Dispute said) {
        var told = Told.byGateway(said.reference(), said.reason(), said.openedAt());
        disputes.opened(scene, ledger, payment, said.amount(), said.answerBy(), told);
    }

    private void closed(Scene scene, Ledger ledger, Payment payment, Difference.Closed closed) {
        var told = Told.byGateway(closed.dispute().reference(), null, scene.at());
        switch (closed.how()) {
            case WON -> disputes.won(scene, payment, closed.dispute(), told);
            case LOST -> disputes.lost(scene, ledger, payment, closed.dispute(), told);
            case OPEN -> throw new IllegalStateException("nothing opens again: " + closed);
        }
    }

    private void released(Scene scene, Ledger ledger, Payment payment, Effect effect, long amount, Standing standing) {
        var sent = intended(scene, effect, ActionRules.action(payment, effect, ledger.effects()));
        var told = Told.byGateway(null, standing.expired() ? EffectAnswers.EXPIRED : null, scene.at());
        journal.fulfilled(scene, payment, sent, amount, told);
    }

    /// What the provider says about the hold; that it ended by itself is news once.
    private Payment said(Scene scene, Payment payment, Standing standing) {
        var known = payment.provider();
        var expiredAt = known.expiredAt();
        if (standing.expired() && expiredAt == null && standing.released() > 0) {
            expiredAt = standing.expiresAt() == null ? scene.at() : standing.expiresAt();
            log.record(
                    scene.order(),
                    scene.actor(),
                    new PaymentFact.Expired(payment.told(), standing.released(), scene.currency(), expiredAt));
        }
        return payment.with(new Payment.AtProvider(
                known.reference(),
                standing.scheme() == null ? known.scheme() : standing.scheme(),
                known.takenAt(),
                standing.expiresAt() == null ? known.expiresAt() : standing.expiresAt(),
                expiredAt,
                known.lookedAt(),
                known.lookAt()));
    }

    private static Told told(Scene scene, Standing.Refund refund) {
        var at = refund.at().isAfter(scene.at()) ? scene.at() : refund.at();
        return Told.byGateway(refund.reference(), refund.message(), at);
    }
}
