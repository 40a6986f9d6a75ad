package dev.countermand.payments;

import dev.countermand.cases.CaseLog;
import dev.countermand.cases.Recipient;
import dev.countermand.orders.Goods;
import dev.countermand.payments.GiveBackRules.Promise;
import dev.countermand.payments.spi.PaymentGateway.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Writes what was promised and what moved: counters, effect, step, journal and fact, always
/// together. Everything here runs inside the caller's transaction and under the order's lock, and
/// sends nothing outside.
@Component
class MoneyJournal {

    private final BillStore bills;
    private final PaymentStore payments;
    private final EffectStore effects;
    private final MoneyQueue queue;
    private final CaseLog log;
    private final Addressee addressee;

    MoneyJournal(
            BillStore bills,
            PaymentStore payments,
            EffectStore effects,
            MoneyQueue queue,
            CaseLog log,
            Addressee addressee) {
        this.bills = bills;
        this.payments = payments;
        this.effects = effects;
        this.queue = queue;
        this.log = log;
        this.addressee = addressee;
    }

    /// Writes promises as effects that are due at once.
    ///
    /// @param follows the effect that these replace or try again
    List<PaymentFact.Promise> promise(Scene scene, List<Promise> promises, Goods.Cause cause, @Nullable UUID follows) {
        var told = new ArrayList<PaymentFact.Promise>();
        for (var promise : promises) {
            var payment = promise.payment();
            var effect = effects.insert(Effect.planned(
                    scene.order().id().value(),
                    payment.id(),
                    promise.kind(),
                    promise.amount(),
                    cause,
                    follows,
                    scene.at()));
            effects.step(effect, scene.at(), null, null, scene.by());
            payments.apply(payment.id(), Change.promised(promise.kind(), promise.amount()));
            told.add(effect.told(payment));
        }
        return told;
    }

    /// Commits the intent: from now on it may be told to whoever moves the money.
    Effect sent(Scene scene, Effect effect, String action, @Nullable Instant due) {
        return step(scene, effect, effect.sent(action, scene.at(), due), null, null);
    }

    /// The hold was confirmed.
    void authorized(Scene scene, Payment payment, long amount, Told told) {
        moved(scene, payment, PaymentEvent.Type.AUTHORIZED, amount, null, told);
    }

    /// Money moved for an effect that was sent.
    void fulfilled(Scene scene, Payment payment, Effect effect, long amount, Told told) {
        payments.apply(payment.id(), Change.fulfilled(effect.kind(), amount));
        String reference = told.origin().equals(Movement.GATEWAY) ? told.reference() : null;
        var after = step(
                scene,
                effect,
                effect.fulfilled(amount, reference, told.message(), scene.at()),
                reference,
                told.message());
        moved(scene, payment, effect.kind().told(), amount, effect, told);
        if (!after.state().isOpen()) {
            queue.close(scene, effect);
        }
    }

    /// Money moved without any effect of ours.
    void movedOutside(Scene scene, Payment payment, EffectKind kind, long amount, Told told) {
        payments.apply(payment.id(), Change.moved(kind, amount));
        moved(scene, payment, kind.told(), amount, null, told);
    }

    /// What had moved without any effect of ours, came back.
    void cameBack(Scene scene, Payment payment, EffectKind kind, long amount, Told told) {
        payments.apply(payment.id(), Change.moved(kind, -amount));
        payments.append(
                payment.id(), scene.order().id().value(), told.moved(scene, PaymentEvent.Type.FAILED, amount, null));
        log.record(
                scene.order(),
                scene.actor(),
                new PaymentFact.Failed(
                        null, payment.told(), kind.word(), amount, scene.currency(), told.message(), true, null));
    }

    /// Money was taken. What of it was promised as not charged is promised as a refund in the
    /// same transaction.
    void captured(Scene scene, Payment payment, long amount, List<CaptureRules.Overtaken> overtaken, Told told) {
        long dropped = overtaken.stream().mapToLong(o -> o.effect().open()).sum();
        payments.apply(payment.id(), Change.dropped(EffectKind.VOID, dropped).plus(Change.captured(amount)));
        moved(scene, payment, PaymentEvent.Type.CAPTURED, amount, null, told);
        for (var each : overtaken) {
            supersede(scene, payment, each);
        }
    }

    /// What an effect had promised, failed for certain.
    void failed(Scene scene, Payment payment, Effect effect, @Nullable Reason reason, Told told) {
        payments.apply(payment.id(), Change.failed(effect.kind(), effect.open()));
        fail(scene, payment, effect, 0, reason, told);
    }

    /// What had moved for an effect, came back.
    void reversed(Scene scene, Payment payment, Effect effect, long amount, @Nullable Reason reason, Told told) {
        payments.apply(payment.id(), Change.reversed(effect.kind(), amount));
        fail(scene, payment, effect, amount, reason, told);
    }

    /// So much of a promise that nobody was told yet went back by another way: the rest, if any, is
    /// promised anew.
    ///
    /// @param why what took its place: a constant of [PaymentFact.Superseded]
    void overtaken(Scene scene, Payment payment, Effect effect, long byOtherWays, String why) {
        payments.apply(payment.id(), Change.dropped(effect.kind(), effect.open()));
        long rest = effect.open() - byOtherWays;
        var instead = rest > 0 ? List.of(new Promise(payment, effect.kind(), rest)) : List.<Promise>of();
        replace(scene, payment, effect, instead, why);
    }

    /// Of what was given back, so much went by other ways than planned.
    void wentOtherWays(Scene scene, long amount) {
        if (amount > 0) {
            bills.already(scene.order(), amount);
        }
    }

    /// Nobody owes what had failed any more: it went back by another way.
    void forgiven(Scene scene, Payment payment, Effect failed, String why) {
        if (!effects.replaced(failed.id(), scene.at())) {
            throw new IllegalStateException(failed.publicId() + " was replaced before");
        }
        payments.apply(payment.id(), Change.retried(failed.open()));
        superseded(scene, payment, failed, List.of(), why);
    }

    /// Plans again what failed: linked effects on the same payment, as far as it has that much
    /// left; the answer is what they promise. What is missing went back by other ways.
    ///
    /// @param why a constant of [PaymentFact.Retried]
    List<PaymentFact.Promise> retry(Scene scene, Payment payment, Effect failed, String why) {
        if (!effects.replaced(failed.id(), scene.at())) {
            throw new IllegalStateException(failed.publicId() + " was replaced before");
        }
        payments.apply(payment.id(), Change.retried(failed.open()));
        var released = payment.after(Change.retried(failed.open()));
        var promises = TenderRules.promises(List.of(released), failed.open(), again(failed));
        var told = promise(scene, promises, failed.cause(), failed.id());
        log.record(
                scene.order(),
                scene.actor(),
                new PaymentFact.Retried(failed.publicId(), payment.told(), failed.open(), scene.currency(), told, why));
        queue.close(scene, failed);
        return told;
    }

    /// Store credit is not called a refund.
    private static String told(PaymentEvent.Type type, @Nullable Effect effect) {
        boolean credit = effect != null && effect.kind() == EffectKind.CREDIT;
        return credit && type == PaymentEvent.Type.REFUNDED ? "credited" : type.word();
    }

    /// Store credit that the shopper chose stays store credit.
    private static RefundTerms again(Effect failed) {
        var asCredit = failed.kind() == EffectKind.CREDIT;
        return new RefundTerms(RefundTerms.ALWAYS, RefundTerms.ALWAYS, List.of(), null, asCredit);
    }

    /// Writes where an effect stands when nothing moved: answered, unknown, asked again.
    Effect step(Scene scene, Effect before, Effect after, @Nullable String reference, @Nullable String message) {
        if (!effects.update(before.state(), before.done(), after)) {
            throw new IllegalStateException(before.publicId() + " moved under its order's lock");
        }
        if (after.state() != before.state()) {
            effects.step(after, scene.at(), reference, message, scene.by());
        }
        return after;
    }

    private void supersede(Scene scene, Payment payment, CaptureRules.Overtaken overtaken) {
        var effect = overtaken.effect();
        var instead = new ArrayList<Promise>();
        instead.add(new Promise(payment, EffectKind.REFUND, overtaken.refund()));
        if (overtaken.release() > 0) {
            instead.add(new Promise(payment, EffectKind.VOID, overtaken.release()));
        }
        replace(scene, payment, effect, instead, PaymentFact.Superseded.CAPTURED);
    }

    private void replace(Scene scene, Payment payment, Effect effect, List<Promise> instead, String why) {
        step(scene, effect, effect.overtaken(), null, null);
        effects.replaced(effect.id(), scene.at());
        superseded(scene, payment, effect, promise(scene, instead, effect.cause(), effect.id()), why);
    }

    private void superseded(
            Scene scene, Payment payment, Effect effect, List<PaymentFact.Promise> instead, String why) {
        log.record(
                scene.order(),
                scene.actor(),
                new PaymentFact.Superseded(
                        effect.publicId(), payment.told(), effect.open(), scene.currency(), instead, why));
        queue.close(scene, effect);
    }

    private void fail(Scene scene, Payment payment, Effect effect, long back, @Nullable Reason reason, Told told) {
        long amount = back > 0 ? back : effect.open();
        var after = step(scene, effect, effect.failed(back, reason, told.message()), null, told.message());
        payments.append(
                payment.id(), scene.order().id().value(), told.moved(scene, PaymentEvent.Type.FAILED, amount, effect));
        log.record(
                scene.order(),
                scene.actor(),
                new PaymentFact.Failed(
                        effect.publicId(),
                        payment.told(),
                        effect.kind().word(),
                        amount,
                        scene.currency(),
                        said(reason, told),
                        back > 0,
                        back > 0 ? customer(scene, effect) : null));
        queue.failed(scene, payment, after);
    }

    private void moved(
            Scene scene, Payment payment, PaymentEvent.Type type, long amount, @Nullable Effect effect, Told told) {
        payments.append(payment.id(), scene.order().id().value(), told.moved(scene, type, amount, effect));
        log.record(
                scene.order(),
                scene.actor(),
                new PaymentFact.Moved(
                        told(type, effect),
                        payment.told(),
                        amount,
                        scene.currency(),
                        effect == null ? null : effect.publicId(),
                        told.reference(),
                        told.origin(),
                        told.at(),
                        effect == null ? null : customer(scene, effect)));
    }

    /// Who is told of it: of a hold that ends nobody, his bank shows it.
    private @Nullable Recipient customer(Scene scene, Effect effect) {
        return effect.kind() == EffectKind.REFUND ? addressee.of(scene.order()) : null;
    }

    private static @Nullable String said(@Nullable Reason reason, Told told) {
        return told.message() != null || reason == null ? told.message() : reason.word();
    }
}
