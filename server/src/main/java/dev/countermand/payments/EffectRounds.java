package dev.countermand.payments;

import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import dev.countermand.orders.Goods;
import dev.countermand.payments.EffectStore.Claimed;
import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.payments.spi.PaymentGateway.Instruction;
import dev.countermand.payments.spi.PaymentGateway.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What is written before and after whoever moves the money is spoken to. Both run in a
/// transaction of the worker's and under the order's lock.
@Component
class EffectRounds {

    /// When an unknown outcome is shown to people.
    static final Duration VISIBLE_AFTER = Duration.ofMinutes(15);

    private static final Duration PENDING_POLL = Duration.ofMinutes(10);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Actor WORKER = Actor.system("payments");

    /// What to say.
    ///
    /// @param read whether it may have been said before: then it is read first
    /// @param resend whether the same may be sent again when reading does not tell
    record Job(PaymentGateway gateway, Instruction instruction, boolean read, boolean resend) {}

    /// What was answered.
    ///
    /// @param sent whether anything was sent, or only read
    record Round(Result result, boolean sent) {}

    private final LedgerReader ledgers;
    private final MoneyJournal journal;
    private final MoneyQueue queue;
    private final CaseLog log;
    private final Goods goods;
    private final Map<String, PaymentGateway> gateways;
    private final Clock clock;

    EffectRounds(
            LedgerReader ledgers,
            MoneyJournal journal,
            MoneyQueue queue,
            CaseLog log,
            Goods goods,
            List<PaymentGateway> gateways,
            Clock clock) {
        this.ledgers = ledgers;
        this.journal = journal;
        this.queue = queue;
        this.log = log;
        this.goods = goods;
        this.gateways = gateways.stream().collect(Collectors.toMap(PaymentGateway::name, Function.identity()));
        this.clock = clock;
    }

    /// Commits the intent and says what is to be said; null when nothing is.
    @Nullable
    Job begin(Claimed claimed, Duration lease) {
        var ledger = lock(claimed.order());
        var effect = ledger.effect(claimed.effect()).orElseThrow();
        var payment = ledger.payment(effect.paymentId()).orElseThrow();
        var scene = scene(ledger);
        return switch (effect.state()) {
            case PLANNED -> {
                var action = ActionRules.action(payment, effect, ledger.effects());
                var sent = journal.sent(scene, effect, action, scene.at().plus(lease));
                yield job(ledger, payment, sent, true);
            }
            case SENT, UNKNOWN -> job(ledger, payment, effect, false);
            case DONE, FAILED, SUPERSEDED -> {
                var delivery = effect.delivery().settled(null, effect.delivery().message());
                journal.step(scene, effect, effect.with(delivery), null, null);
                yield null;
            }
        };
    }

    /// Writes what was answered.
    void end(Claimed claimed, Job job, Round round) {
        var ledger = lock(claimed.order());
        var effect = ledger.effect(claimed.effect()).orElseThrow();
        var payment = ledger.payment(effect.paymentId()).orElseThrow();
        var scene = scene(ledger);
        var result = round.result();
        if (effect.state() != EffectStatus.SENT && effect.state() != EffectStatus.UNKNOWN) {
            contradicted(scene, payment, effect, result);
            return;
        }
        var told = Told.byGateway(result.reference(), result.message(), scene.at());
        switch (result.outcome()) {
            case DONE -> journal.fulfilled(scene, payment, effect, effect.open(), told);
            case FAILED -> journal.failed(scene, payment, effect, told);
            case PENDING -> pending(scene, payment, effect, job, round);
            case UNKNOWN -> unknown(scene, payment, effect, round);
        }
    }

    // Somebody reported while the gateway was spoken to. What he reported stands, unless the gateway says
    // otherwise.
    private void contradicted(Scene scene, Payment payment, Effect effect, Result result) {
        boolean moved = effect.state() == EffectStatus.DONE;
        boolean says = switch (result.outcome()) {
            case DONE -> true;
            case FAILED -> false;
            case PENDING, UNKNOWN -> moved;
        };
        if (moved != says) {
            queue.contradicted(scene, payment, effect);
        }
    }

    private void pending(Scene scene, Payment payment, Effect effect, Job job, Round round) {
        var result = round.result();
        if (effect.state() == EffectStatus.UNKNOWN) {
            askedAgain(scene, payment, effect, round);
            return;
        }
        boolean first = effect.delivery().answeredAt() == null;
        boolean byShop = job.gateway().movedByShop();
        var due = byShop ? null : scene.at().plus(PENDING_POLL);
        var delivery = effect.delivery().answered(result.reference(), result.message(), scene.at(), due);
        var after = journal.step(scene, effect, effect.with(delivery), null, null);
        if (first) {
            instructed(scene, payment, after, byShop);
        }
    }

    private void instructed(Scene scene, Payment payment, Effect effect, boolean byShop) {
        log.record(
                scene.order(),
                scene.actor(),
                new PaymentFact.Instructed(
                        effect.publicId(),
                        payment.told(),
                        Objects.requireNonNull(effect.delivery().action()),
                        effect.amount(),
                        scene.currency(),
                        effect.cause().kind(),
                        effect.cause().id(),
                        byShop));
        if (byShop) {
            queue.instructed(scene, payment, effect);
        }
    }

    private void unknown(Scene scene, Payment payment, Effect effect, Round round) {
        if (effect.state() == EffectStatus.UNKNOWN) {
            askedAgain(scene, payment, effect, round);
            return;
        }
        String message = round.result().message();
        if (effect.delivery().answeredAt() != null) {
            // It was taken over for certain; only the reading failed.
            var delivery = effect.delivery().asked(false, message, scene.at().plus(PENDING_POLL));
            journal.step(scene, effect, effect.with(delivery), null, null);
            return;
        }
        var after = effect.unknown(message, scene.at(), scene.at().plus(SHORTEST_PAUSE));
        journal.step(scene, effect, after, null, message);
        log.record(
                scene.order(),
                scene.actor(),
                new PaymentFact.Unknown(
                        effect.publicId(), payment.told(), effect.kind().word(), effect.open(), scene.currency()));
    }

    private void askedAgain(Scene scene, Payment payment, Effect effect, Round round) {
        var since = Objects.requireNonNull(effect.delivery().unknownSince());
        var delivery = effect.delivery().asked(round.sent(), round.result().message(), askNext(since, scene.at()));
        journal.step(scene, effect, effect.with(delivery), null, null);
        if (!scene.at().isBefore(since.plus(VISIBLE_AFTER))) {
            queue.unknown(scene, payment, effect);
        }
    }

    /// Ever more rarely, but never past the moment at which people must see it.
    static Instant askNext(Instant since, Instant now) {
        var elapsed = Duration.between(since, now);
        var pause = elapsed.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : elapsed;
        var next = now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        var visible = since.plus(VISIBLE_AFTER);
        return now.isBefore(visible) && next.isAfter(visible) ? visible : next;
    }

    private Job job(Ledger ledger, Payment payment, Effect effect, boolean fresh) {
        // Store credit is the shop's to give, whoever took the money.
        var byShop = Objects.requireNonNull(gateways.get(ManualGateway.NAME));
        var gateway = effect.kind() == EffectKind.CREDIT ? byShop : gateways.getOrDefault(payment.gateway(), byShop);
        var delivery = effect.delivery();
        var keyKnownUntil = Objects.requireNonNull(delivery.sentAt()).plus(gateway.keyLife());
        boolean takenOver = delivery.answeredAt() != null || effect.done() > 0;
        var instruction = new Instruction(
                effect.publicId(),
                ledger.order().seller().value(),
                payment.callerId(),
                Objects.requireNonNull(delivery.action()),
                effect.amount(),
                ledger.bill().currency());
        return new Job(
                gateway, instruction, !fresh, !takenOver && clock.instant().isBefore(keyKnownUntil));
    }

    private Ledger lock(OrderId order) {
        return ledgers.read(goods.lock(order).ref());
    }

    private Scene scene(Ledger ledger) {
        return new Scene(
                ledger.order(),
                ledger.bill().currency(),
                WORKER,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
