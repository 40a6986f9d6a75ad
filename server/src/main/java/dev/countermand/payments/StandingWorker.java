package dev.countermand.payments;

import dev.countermand.payments.StandingStore.Claimed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/// Reads how payments stand at their providers, when a notice came or when it is time, and writes down what
/// differs. Moves nothing.
@Component
class StandingWorker {

    /// How long a payment is another's once a worker took it, and when it is tried again if the provider
    /// does not answer.
    static final Duration LEASE = Duration.ofMinutes(10);

    private static final int BATCH = 32;
    private static final int POLL_MILLIS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(StandingWorker.class);

    private final StandingStore standings;
    private final Providers providers;
    private final EffectRounds rounds;
    private final StandingSync sync;
    private final Turns turns;
    private final Clock clock;

    StandingWorker(
            StandingStore standings,
            Providers providers,
            EffectRounds rounds,
            StandingSync sync,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.standings = standings;
        this.providers = providers;
        this.rounds = rounds;
        this.sync = sync;
        this.turns = new Turns(transactions);
        this.clock = clock;
    }

    /// Looks at everything that is due.
    @Scheduled(fixedDelay = POLL_MILLIS)
    void tick() {
        List<Claimed> claimed;
        do {
            var now = clock.instant();
            var lease = now.plus(LEASE).truncatedTo(ChronoUnit.MICROS);
            claimed = standings.claim(now, lease, BATCH);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                claimed.forEach(each -> threads.execute(() -> look(each, lease)));
            }
        } while (claimed.size() == BATCH);
    }

    private void look(Claimed claimed, Instant lease) {
        try {
            var seen = providers.look(claimed.gateway(), claimed.payment());
            if (seen.isPresent()) {
                turns.take(() -> {
                    var ledger = rounds.lock(claimed.order());
                    sync.apply(rounds.scene(ledger), ledger, claimed.id(), seen.get(), lease);
                });
            } else if (!providers.tellStanding(claimed.gateway())) {
                standings.unwatch(claimed.id(), lease);
            }
        } catch (RuntimeException failure) {
            // It is looked at again when the lease is over; the others go on.
            LOG.error("payment {} could not be looked at", claimed.id(), failure);
        }
    }
}
