package dev.countermand.payments;

import dev.countermand.cases.CaseLog;
import dev.countermand.payments.EffectRounds.Job;
import dev.countermand.payments.EffectRounds.Round;
import dev.countermand.payments.EffectStore.Claimed;
import dev.countermand.payments.spi.PaymentGateway.Outcome;
import dev.countermand.payments.spi.PaymentGateway.Reason;
import dev.countermand.payments.spi.PaymentGateway.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// What is written after whoever moves the money was spoken to: his answer, and what follows from it. In a
/// transaction of the worker's and under the order's lock.
@Component
class EffectAnswers {

    /// When an unknown outcome is an alarm.
    static final Duration ALARM_AFTER = Duration.ofHours(24);

    /// Said of a hold that ended before it was released; the panel knows the word.
    static final String EXPIRED = "expired";

    private static final Duration READ_SHORTEST = Duration.ofMinutes(10);
    private static final Duration READ_LONGEST = Duration.ofHours(6);

    /// What the payment's standing explains.
    private static final Set<Reason> EXPLAINED = Set.of(
            Reason.ALREADY_CAPTURED, Reason.ALREADY_REFUNDED, Reason.ALREADY_RELEASED, Reason.EXPIRED, Reason.DISPUTED);

    private final EffectRounds rounds;
    private final LedgerReader ledgers;
    private final MoneyJournal journal;
    private final StandingSync sync;
    private final StandingStore standings;
    private final SecondThoughts again;
    private final MoneyQueue queue;
    private final CaseLog log;

    EffectAnswers(
            EffectRounds rounds,
            LedgerReader ledgers,
            MoneyJournal journal,
            StandingSync sync,
            StandingStore standings,
            SecondThoughts again,
            MoneyQueue queue,
            CaseLog log) {
        this.rounds = rounds;
        this.ledgers = ledgers;
        this.journal = journal;
        this.sync = sync;
        this.standings = standings;
        this.again = again;
        this.queue = queue;
        this.log = log;
    }

    /// Whether the payment's standing says why, so that it should be read before this is written.
    static boolean isExplainedByStanding(Result result) {
        return result.outcome() == Outcome.FAILED && result.reason() != null && EXPLAINED.contains(result.reason());
    }

    /// Writes what was answered.
    ///
    /// @param seen how the payment stood after that, when it was read
    void end(Claimed claimed, Job job, Round round, Optional<Seen> seen) {
        var ledger = rounds.lock(claimed.order());
        var scene = rounds.scene(ledger);
        if (seen.isPresent()) {
            var payment = ledger.effect(claimed.effect()).orElseThrow().paymentId();
            ledger = sync.apply(scene, ledger, payment, seen.get(), null);
        }
        var effect = ledger.effect(claimed.effect()).orElseThrow();
        var payment = ledger.payment(effect.paymentId()).orElseThrow();
        var result = round.result();
        if (effect.state() != EffectStatus.SENT && effect.state() != EffectStatus.UNKNOWN) {
            contradicted(scene, payment, effect, result);
            return;
        }
        switch (result.outcome()) {
            case DONE -> done(scene, ledger, payment, effect, result);
            case FAILED -> refused(scene, payment, effect, result, seen);
            case PENDING -> pending(scene, payment, effect, job, result);
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

    // All that was held may have gone with it: then the other promises of it are kept, too, and those that
    // had failed.
    private void done(Scene scene, Ledger ledger, Payment payment, Effect effect, Result result) {
        journal.fulfilled(scene, payment, effect, effect.open(), told(scene, result));
        boolean others = ledger.effectsOf(payment).stream()
                .filter(e -> !e.equals(effect))
                .anyMatch(e -> e.isFailedRelease()
                        || (e.kind() == EffectKind.VOID && e.state().isOpen()));
        if (effect.kind() == EffectKind.VOID && others) {
            look(scene, payment);
        }
    }

    private void look(Scene scene, Payment payment) {
        if (payment.provider().lookedAt() != null) {
            standings.look(payment.id(), scene.at());
        }
    }

    // A hold that is gone needs no release: nothing of it will be charged, which is what was promised.
    private void refused(Scene scene, Payment payment, Effect effect, Result result, Optional<Seen> seen) {
        var reason = result.reason();
        if (effect.kind() == EffectKind.VOID && (reason == Reason.EXPIRED || reason == Reason.ALREADY_RELEASED)) {
            var told = Told.byGateway(result.reference(), reason.word(), scene.at());
            journal.fulfilled(scene, payment, effect, effect.open(), told);
            return;
        }
        journal.failed(scene, payment, effect, reason, told(scene, result));
        if (effect.kind() == EffectKind.VOID) {
            // Another may have released all that was held meanwhile.
            look(scene, payment);
        }
        var ledger = ledgers.read(scene.order());
        if (seen.isPresent()) {
            // Now that it is promised no more, there may be room for what took its place.
            ledger = sync.apply(scene, ledger, payment.id(), seen.get(), null);
        }
        var failed = ledger.effect(effect.id()).orElseThrow();
        var after = ledger.payment(payment.id()).orElseThrow();
        boolean waits = reason == Reason.DISPUTED
                && HeldRefunds.reason(ledger, after, failed).isPresent();
        boolean isBack = reason == Reason.ALREADY_REFUNDED
                && after.after(Change.retried(failed.open())).freeToRefund() == 0;
        if (waits || isBack) {
            again.retry(scene, ledger, failed);
        }
    }

    private void pending(Scene scene, Payment payment, Effect effect, Job job, Result result) {
        boolean first = effect.delivery().answeredAt() == null;
        boolean byShop = job.gateway().movedByShop();
        var due = byShop ? null : readNext(effect, scene.at());
        var delivery = effect.delivery().answered(result.reference(), result.message(), scene.at(), due);
        boolean wasUnknown = effect.state() == EffectStatus.UNKNOWN;
        var after = journal.step(scene, effect, effect.takenOver(delivery), result.reference(), result.message());
        if (wasUnknown) {
            queue.close(scene, effect);
        }
        if (first) {
            instructed(scene, payment, after, byShop);
        }
    }

    /// When what was taken over is read next: ever more rarely, as banks take days.
    static Instant readNext(Effect effect, Instant now) {
        var sentAt = effect.delivery().sentAt();
        var elapsed = sentAt == null ? READ_SHORTEST : Duration.between(sentAt, now);
        var pause = elapsed.compareTo(READ_SHORTEST) < 0 ? READ_SHORTEST : elapsed;
        return now.plus(pause.compareTo(READ_LONGEST) > 0 ? READ_LONGEST : pause);
    }

    private void instructed(Scene scene, Payment payment, Effect effect, boolean byShop) {
        log.record(scene.order(), scene.actor(), PaymentFact.Instructed.of(scene, payment, effect, byShop));
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
            var delivery = effect.delivery().asked(false, message, readNext(effect, scene.at()));
            journal.step(scene, effect, effect.with(delivery), null, null);
            return;
        }
        var after = effect.unknown(message, scene.at(), EffectRounds.askFirst(scene.at()));
        journal.step(scene, effect, after, null, message);
        log.record(
                scene.order(),
                scene.actor(),
                new PaymentFact.Unknown(
                        effect.publicId(), payment.told(), effect.kind().word(), effect.open(), scene.currency()));
    }

    private void askedAgain(Scene scene, Payment payment, Effect effect, Round round) {
        var since = Objects.requireNonNull(effect.delivery().unknownSince());
        var next = EffectRounds.askNext(since, scene.at());
        var delivery = effect.delivery().asked(round.sent(), round.result().message(), next);
        journal.step(scene, effect, effect.with(delivery), null, null);
        if (!scene.at().isBefore(since.plus(EffectRounds.VISIBLE_AFTER))) {
            queue.unknown(scene, payment, effect, since.plus(ALARM_AFTER));
        }
    }

    private static Told told(Scene scene, Result result) {
        return Told.byGateway(result.reference(), result.message(), scene.at());
    }
}
