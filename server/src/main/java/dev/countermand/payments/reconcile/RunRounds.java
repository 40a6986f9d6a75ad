package dev.countermand.payments.reconcile;

import dev.countermand.payments.reconcile.Reconciliations.Gone;
import dev.countermand.payments.reconcile.Reconciliations.Watcher;
import dev.countermand.payments.spi.PaymentGateway;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// One comparison from its beginning to its end: what they say is staged, matched with our orders, compared
/// order by order, and forgotten.
@Component
class RunRounds {

    /// Stages what they say, and counts it.
    interface Feeder {

        void feed(Run.Counts counts);
    }

    private static final int TROUBLE_CHARACTERS_MAX = 500;
    private static final Logger LOG = LoggerFactory.getLogger(RunRounds.class);

    private final RunStore runs;
    private final StatementStore statement;
    private final Comparison comparison;
    private final List<PaymentGateway> gateways;
    private final Clock clock;

    RunRounds(
            RunStore runs,
            StatementStore statement,
            Comparison comparison,
            List<PaymentGateway> gateways,
            Clock clock) {
        this.runs = runs;
        this.statement = statement;
        this.comparison = comparison;
        this.gateways = List.copyOf(gateways);
        this.clock = clock;
    }

    /// Answers the run with what came of it, its trouble included; throws only what the watcher throws.
    Run run(Run run, Set<String> compared, Watcher watcher, Feeder feeder) {
        var counts = new Run.Counts();
        String trouble = null;
        runs.begin(run);
        try {
            feeder.feed(counts);
            statement.match(run.id(), run.seller(), List.copyOf(compared));
            trouble = compare(run, compared, watcher, counts);
        } catch (Gone gone) {
            trouble = "Whoever asked for it hung up.";
            throw gone;
        } catch (RuntimeException failure) {
            // Who has no account with a provider, and nothing that he should know of, misses nothing.
            boolean concerned = run.source().equals(Run.FILE)
                    || counts.movements > 0
                    || !statement.orders(run, List.copyOf(compared)).isEmpty();
            if (concerned) {
                LOG.warn("comparing with {} for {} failed", run.gateway(), run.seller(), failure);
                trouble = shortened(String.valueOf(failure.getMessage()));
            }
        } finally {
            statement.forget(run.id());
            runs.end(run.ended(now(), counts, trouble));
        }
        var ended = run.ended(now(), counts, trouble);
        if (ended.isEmpty()) {
            runs.remove(run.id());
        }
        return ended;
    }

    /// Answers what could not be compared, null for nothing.
    private @Nullable String compare(Run run, Set<String> compared, Watcher watcher, Run.Counts counts) {
        counts.foreign = statement.foreign(run.id());
        var all = statement.orders(run, List.copyOf(compared));
        var witnesses = new Witnesses(run, gateways, statement.kinds(run.id()), clock);
        for (var order : all) {
            take(comparison.compare(run, compared, order, witnesses), run, watcher, counts);
            counts.orders++;
            watcher.at(run, counts.orders, all.size());
        }
        take(comparison.nobodys(run), run, watcher, counts);
        return witnesses.trouble();
    }

    private void take(Comparison.Outcome outcome, Run run, Watcher watcher, Run.Counts counts) {
        counts.differences += outcome.standing().size();
        counts.opened += outcome.opened();
        counts.cured += outcome.cured();
        for (var open : outcome.standing()) {
            watcher.found(open, !open.openedAt().isBefore(run.startedAt()));
        }
    }

    private static String shortened(String text) {
        return text.length() > TROUBLE_CHARACTERS_MAX ? text.substring(0, TROUBLE_CHARACTERS_MAX) : text;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
