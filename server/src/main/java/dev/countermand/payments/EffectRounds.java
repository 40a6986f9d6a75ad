package dev.countermand.payments;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import dev.countermand.orders.Goods;
import dev.countermand.payments.EffectStore.Claimed;
import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.payments.spi.PaymentGateway.Action;
import dev.countermand.payments.spi.PaymentGateway.Capability;
import dev.countermand.payments.spi.PaymentGateway.Instruction;
import dev.countermand.payments.spi.PaymentGateway.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What is written before whoever moves the money is spoken to: what the provider knows and we do not,
/// then the intent. In a transaction of the worker's and under the order's lock.
@Component
class EffectRounds {

    /// When an unknown outcome is shown to people.
    static final Duration VISIBLE_AFTER = Duration.ofMinutes(15);

    /// A key is used no longer than the provider promises to know it, less this.
    static final Duration KEY_MARGIN = Duration.ofHours(1);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final String SILENT = "The provider does not answer.";
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
    private final StandingSync sync;
    private final HeldRefunds held;
    private final MoneyQueue queue;
    private final Goods goods;
    private final Gateways gateways;
    private final Clock clock;

    EffectRounds(
            LedgerReader ledgers,
            MoneyJournal journal,
            StandingSync sync,
            HeldRefunds held,
            MoneyQueue queue,
            Goods goods,
            Gateways gateways,
            Clock clock) {
        this.ledgers = ledgers;
        this.journal = journal;
        this.sync = sync;
        this.held = held;
        this.queue = queue;
        this.goods = goods;
        this.gateways = gateways;
        this.clock = clock;
    }

    /// Commits the intent and says what is to be said; null when nothing is.
    ///
    /// @param seen how the payment stands at the provider; empty when he does not say
    @Nullable
    Job begin(Claimed claimed, Optional<Seen> seen, Duration lease) {
        var ledger = lock(claimed.order());
        var scene = scene(ledger);
        if (seen.isPresent()) {
            var payment = ledger.effect(claimed.effect()).orElseThrow().paymentId();
            ledger = sync.apply(scene, ledger, payment, seen.get(), null);
        }
        var effect = ledger.effect(claimed.effect()).orElseThrow();
        var payment = ledger.payment(effect.paymentId()).orElseThrow();
        return switch (effect.state()) {
            case PLANNED -> planned(scene, ledger, payment, effect, seen, lease);
            case SENT, UNKNOWN -> job(ledger, payment, effect, false);
            case DONE, FAILED, SUPERSEDED -> {
                var delivery = effect.delivery().settled(null, effect.delivery().message());
                journal.step(scene, effect, effect.with(delivery), null, null);
                yield null;
            }
        };
    }

    private @Nullable Job planned(
            Scene scene, Ledger ledger, Payment payment, Effect effect, Optional<Seen> seen, Duration lease) {
        if (effect.delivery().heldFor() != null) {
            return null;
        }
        var gateway = gateways.of(payment, effect);
        var why = HeldRefunds.reason(ledger, payment, effect, gateway.movedByShop());
        if (why.isPresent()) {
            held.hold(scene, payment, effect, why.get());
            return null;
        }
        boolean tells = gateway.capabilities().contains(Capability.STANDING);
        if (tells && seen.isEmpty()) {
            later(scene, payment, effect);
            return null;
        }
        boolean parts = gateway.capabilities().contains(Capability.RELEASES_PARTS);
        var action = seen.map(s -> ActionRules.action(payment, effect, ledger.effects(), s.standing(), parts))
                .orElseGet(() -> ActionRules.action(payment, effect, ledger.effects()));
        var sent = journal.sent(scene, effect, action, scene.at().plus(lease));
        return job(ledger, payment, sent, true);
    }

    /// Nothing is said to somebody who does not answer: nothing of it can become unknown.
    private void later(Scene scene, Payment payment, Effect effect) {
        var next = askNext(effect.plannedAt(), scene.at());
        var delivery = effect.delivery().asked(false, SILENT, next);
        journal.step(scene, effect, effect.with(delivery), null, null);
        if (!scene.at().isBefore(effect.plannedAt().plus(VISIBLE_AFTER))) {
            queue.silent(scene, payment, effect);
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

    static Instant askFirst(Instant now) {
        return now.plus(SHORTEST_PAUSE);
    }

    private Job job(Ledger ledger, Payment payment, Effect effect, boolean fresh) {
        var gateway = gateways.of(payment, effect);
        var delivery = effect.delivery();
        var keyKnownUntil = Objects.requireNonNull(delivery.sentAt())
                .plus(gateway.keyLife())
                .minus(KEY_MARGIN);
        boolean takenOver = delivery.answeredAt() != null || effect.done() > 0;
        boolean waits = effect.kind() != EffectKind.VOID && payment.disputed() > 0;
        var instruction = new Instruction(
                effect.publicId(),
                at(ledger, payment),
                Action.of(Objects.requireNonNull(delivery.action())),
                effect.amount());
        return new Job(
                gateway,
                instruction,
                !fresh,
                !takenOver && !waits && clock.instant().isBefore(keyKnownUntil));
    }

    static PaymentGateway.At at(Ledger ledger, Payment payment) {
        return new PaymentGateway.At(
                ledger.order().seller().value(),
                ledger.order().number(),
                payment.callerId(),
                payment.provider().reference(),
                ledger.bill().currency());
    }

    /// All the money of an order, locked.
    Ledger lock(OrderId order) {
        return ledgers.read(goods.lock(order).ref());
    }

    /// The worker's own doing, now.
    Scene scene(Ledger ledger) {
        return new Scene(
                ledger.order(),
                ledger.bill().currency(),
                WORKER,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
