package dev.countermand.payments;

import dev.countermand.payments.EffectRounds.Job;
import dev.countermand.payments.EffectRounds.Round;
import dev.countermand.payments.EffectStore.Claimed;
import dev.countermand.payments.spi.PaymentGateway.Outcome;
import dev.countermand.site.RightOfWay;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/// Tells whoever moves the money what to do, at its own pace: reads how the payment stands, commits the
/// intent, tells, records the outcome. Whatever has no known outcome is read first, and sent again only
/// with the same key and the same words.
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
    private final EffectAnswers answers;
    private final Providers providers;
    private final ShopRounds shop;
    private final RightOfWay way;
    private final Turns turns;
    private final Clock clock;

    PaymentWorker(
            EffectStore effects,
            EffectRounds rounds,
            EffectAnswers answers,
            Providers providers,
            ShopRounds shop,
            RightOfWay way,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.effects = effects;
        this.rounds = rounds;
        this.answers = answers;
        this.providers = providers;
        this.shop = shop;
        this.way = way;
        this.turns = new Turns(transactions);
        this.clock = clock;
    }

    /// Does one round for everything that is due.
    @Scheduled(fixedDelay = POLL_MILLIS)
    void tick() {
        List<Claimed> claimed;
        do {
            way.giveWay();
            var now = clock.instant();
            claimed = effects.claim(now, now.plus(LEASE), BATCH);
            doAll(told(claimed));
        } while (claimed.size() == BATCH);
    }

    /// Tells the shop's people first, all at once; answers what is left to be done one by one.
    private List<Claimed> told(List<Claimed> claimed) {
        var theirs = claimed.stream().filter(shop::isTheirs).toList();
        if (theirs.size() < 2) {
            return claimed;
        }
        try {
            var left = new ArrayList<>(claimed);
            left.removeAll(theirs);
            left.addAll(Objects.requireNonNull(turns.take(() -> shop.tell(theirs))));
            return left;
        } catch (RuntimeException failure) {
            LOG.warn("{} instructions that failed together are told one by one: {}", theirs.size(), failure.toString());
            return claimed;
        }
    }

    // Providers take their time: each effect waits for its own answer, and none for another's.
    private void doAll(List<Claimed> claimed) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            claimed.forEach(each -> threads.execute(() -> round(each)));
        }
    }

    private void round(Claimed claimed) {
        try {
            var before = providers.look(claimed.gateway(), claimed.payment());
            var job = turns.take(() -> begin(claimed, before));
            if (job != null) {
                var round = speak(job);
                var after = EffectAnswers.isExplainedByStanding(round.result())
                        ? providers.look(claimed.gateway(), claimed.payment())
                        : Optional.<Seen>empty();
                turns.take(() -> answers.end(claimed, job, round, after));
            }
        } catch (RuntimeException failure) {
            // It comes round again when the lease is over; the others go on.
            LOG.error("effect {} could not be worked on", claimed.effect(), failure);
        }
    }

    /// Null when nothing is left to be said. People of the shop read the fact and the queue, which commit
    /// with the intent: with them intent and answer are one step.
    private @Nullable Job begin(Claimed claimed, Optional<Seen> before) {
        var job = rounds.begin(claimed, before, LEASE);
        if (job == null || !job.gateway().movedByShop()) {
            return job;
        }
        answers.end(claimed, job, speak(job), Optional.empty());
        return null;
    }

    private static Round speak(Job job) {
        if (!job.read()) {
            return new Round(Providers.safely(() -> job.gateway().send(job.instruction())), true);
        }
        var read = Providers.safely(() -> job.gateway().read(job.instruction()));
        return read.outcome() == Outcome.UNKNOWN && job.resend()
                ? new Round(Providers.safely(() -> job.gateway().send(job.instruction())), true)
                : new Round(read, false);
    }
}
