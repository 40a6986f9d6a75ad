package dev.countermand.payments;

import dev.countermand.payments.EffectRounds.Job;
import dev.countermand.payments.EffectRounds.Round;
import dev.countermand.payments.EffectStore.Claimed;
import dev.countermand.payments.spi.PaymentGateway.Outcome;
import dev.countermand.payments.spi.PaymentGateway.Result;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Tells whoever moves the money what to do, at its own pace: commits the intent, tells, records
/// the outcome. Whatever has no known outcome is read first, and sent again only with the same
/// key and the same words.
@Component
class PaymentWorker {

    /// How long an effect is another's once a worker took it; longer than any gateway may take to
    /// answer.
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final int BATCH = 32;
    private static final int POLL_MILLIS = 250;
    private static final Logger LOG = LoggerFactory.getLogger(PaymentWorker.class);

    private final EffectStore effects;
    private final EffectRounds rounds;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PaymentWorker(EffectStore effects, EffectRounds rounds, PlatformTransactionManager transactions, Clock clock) {
        this.effects = effects;
        this.rounds = rounds;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /// Does one round for everything that is due.
    @Scheduled(fixedDelay = POLL_MILLIS)
    void tick() {
        List<Claimed> claimed;
        do {
            var now = clock.instant();
            claimed = effects.claim(now, now.plus(LEASE), BATCH);
            doAll(claimed);
        } while (claimed.size() == BATCH);
    }

    // Providers take their time: each effect waits for its own answer, and none for another's.
    private void doAll(List<Claimed> claimed) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            claimed.forEach(each -> threads.execute(() -> round(each)));
        }
    }

    private void round(Claimed claimed) {
        try {
            var job = transaction.execute(status -> rounds.begin(claimed, LEASE));
            if (job != null) {
                var round = speak(job);
                transaction.executeWithoutResult(status -> rounds.end(claimed, job, round));
            }
        } catch (RuntimeException failure) {
            // It comes round again when the lease is over; the others go on.
            LOG.error("effect {} could not be worked on", claimed.effect(), failure);
        }
    }

    private static Round speak(Job job) {
        if (!job.read()) {
            return new Round(safely(() -> job.gateway().send(job.instruction())), true);
        }
        var read = safely(() -> job.gateway().read(job.instruction()));
        return read.outcome() == Outcome.UNKNOWN && job.resend()
                ? new Round(safely(() -> job.gateway().send(job.instruction())), true)
                : new Round(read, false);
    }

    private static Result safely(Supplier<Result> call) {
        try {
            return call.get();
        } catch (RuntimeException failure) {
            LOG.warn("a payment gateway failed: {}", failure.toString());
            return new Result(Outcome.UNKNOWN, null, failure.getClass().getSimpleName());
        }
    }
}
