package dev.countermand.payments;

import dev.countermand.kernel.Problem;
import org.springframework.stereotype.Component;

/// What becomes of promises that failed or are held: planned again, sent after all, or settled by
/// another way. Inside the caller's transaction and under the order's lock.
@Component
class SecondThoughts {

    private final MoneyJournal journal;
    private final HeldRefunds held;

    SecondThoughts(MoneyJournal journal, HeldRefunds held) {
        this.journal = journal;
        this.held = held;
    }

    /// Plans again what failed, as far as its payment has that much left; the rest went back by other ways.
    void retry(Scene scene, Ledger ledger, Effect failed) {
        var payment = ledger.payment(failed.paymentId()).orElseThrow();
        long again = journal.retry(scene, payment, failed, PaymentFact.Retried.AGAIN).stream()
                .mapToLong(PaymentFact.Promise::amount)
                .sum();
        journal.wentOtherWays(scene, failed.open() - again);
    }

    /// What a person says about an effect that is held or has failed; false when it was said before.
    /// Fails with CONFLICT `not_held` for any other.
    boolean decide(Scene scene, Ledger ledger, Effect effect, boolean send) {
        var payment = ledger.payment(effect.paymentId()).orElseThrow();
        boolean failed = effect.state() == EffectStatus.FAILED;
        if (effect.delivery().heldFor() != null && send) {
            held.freed(scene, payment, effect);
            return true;
        }
        if (effect.delivery().heldFor() != null) {
            journal.overtaken(scene, payment, effect, effect.open(), PaymentFact.Superseded.DISMISSED);
            journal.wentOtherWays(scene, effect.open());
            return true;
        }
        if (failed && !send && !effect.replaced()) {
            journal.forgiven(scene, payment, effect, PaymentFact.Superseded.DISMISSED);
            journal.wentOtherWays(scene, effect.open());
            return true;
        }
        if (send ? effect.delivery().freedAt() != null : effect.replaced()) {
            return false;
        }
        throw Problem.conflict(
                "not_held",
                "This effect is " + effect.state().word()
                        + " and not held. Only what is held is sent so, and only what is held or has failed is"
                        + " settled by another way.");
    }
}
