package dev.countermand.payments.reconcile;

import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Orders;
import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.payments.spi.PaymentGateway.Capability;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Compares our journal with what providers list, or a settlement file names, and keeps a case open for each
/// difference until they agree. It moves no money and changes no figure: what somebody finds out is reported
/// like everything else.
@Component
public class Reconciliations {

    /// Is told while it runs. What it throws ends the run.
    public interface Watcher {

        /// Something differs.
        ///
        /// @param fresh whether nobody knew before
        void found(OpenDifference open, boolean fresh);

        /// So many of the run's orders are compared.
        void at(Run run, int done, int orders);
    }

    /// What is compared of a settlement file.
    ///
    /// @param gateway whose file it is; null when it names payments of several
    /// @param since what we know of since then must be in it; null when it need not tell everything
    public record Statement(
            SellerId seller,
            @Nullable String gateway,
            @Nullable Instant since,
            @Nullable Instant until,
            List<StatementFile.Row> rows) {}

    /// What happened more recently may not have reached the other side.
    public static final Duration UNDER_WAY = Duration.ofMinutes(15);

    /// How far back a comparison looks by itself.
    public static final Duration USUAL = Duration.ofDays(3);

    private static final Duration MARGIN = Duration.ofDays(2);
    private static final Duration OLDEST = Duration.ofDays(90);
    private static final int BATCH = 500;
    private static final int PAGES_MAX = 100_000;

    private final RunStore runs;
    private final RunRounds rounds;
    private final StatementStore statement;
    private final DifferenceStore differences;
    private final Map<String, PaymentGateway> gateways;
    private final Sellers sellers;
    private final Orders orders;
    private final Clock clock;

    Reconciliations(
            RunStore runs,
            RunRounds rounds,
            StatementStore statement,
            DifferenceStore differences,
            List<PaymentGateway> gateways,
            Sellers sellers,
            Orders orders,
            Clock clock) {
        this.runs = runs;
        this.rounds = rounds;
        this.statement = statement;
        this.differences = differences;
        this.gateways = gateways.stream().collect(Collectors.toMap(PaymentGateway::name, Function.identity()));
        this.sellers = sellers;
        this.orders = orders;
        this.clock = clock;
    }

    /// The latest comparisons, newest first.
    ///
    /// @param of whose; empty for all
    public List<Run> latest(Set<SellerId> of, int limit) {
        return runs.latest(of, limit);
    }

    /// What differs, newest first.
    ///
    /// @param of whose; empty for all
    public List<OpenDifference> open(Set<SellerId> of, int limit) {
        return differences.of(of, limit);
    }

    /// What differs about an order.
    public List<OpenDifference> open(OrderRef order) {
        return differences.of(order);
    }

    /// The gateways that can list what moved.
    public List<String> listing() {
        return gateways.values().stream()
                .filter(gateway -> gateway.capabilities().contains(Capability.MOVEMENTS))
                .map(PaymentGateway::name)
                .sorted()
                .toList();
    }

    /// Compares with every provider that lists what moved. A provider that does not answer is a run with its
    /// trouble; the others go on. Runs with nothing to compare are left out.
    ///
    /// @param seller whose; null for every seller's
    /// @param since from when on; null for the last days, and as far back as something differs
    /// @param until null for a while ago
    public List<Run> withProviders(
            @Nullable SellerId seller, @Nullable Instant since, @Nullable Instant until, String by, Watcher watcher) {
        var done = new ArrayList<Run>();
        for (var whose : whose(seller)) {
            for (var name : listing()) {
                var run = run(Run.PROVIDER, whose, name, window(whose, since), until, by);
                var ended = rounds.run(run, Set.of(name), watcher, counts -> list(run, name, counts));
                if (!ended.isEmpty()) {
                    done.add(ended);
                }
            }
        }
        return done;
    }

    /// Compares with a file. Fails with INVALID when a row names an order that the seller does not have.
    public Run withStatement(Statement file, String by, Watcher watcher) {
        var lines = lines(file);
        var run = run(Run.FILE, file.seller(), file.gateway(), file.since(), file.until(), by);
        var compared = file.gateway() == null ? everyGateway() : Set.of(file.gateway());
        return rounds.run(run, compared, watcher, counts -> {
            for (int from = 0; from < lines.size(); from += BATCH) {
                statement.add(run.id(), from, lines.subList(from, Math.min(lines.size(), from + BATCH)));
            }
            counts.movements = lines.size();
        });
    }

    private Set<String> everyGateway() {
        return new HashSet<>(gateways.keySet());
    }

    private List<StatementLine> lines(Statement file) {
        var wrong = new ArrayList<Problem.Violation>();
        var lines = new ArrayList<StatementLine>();
        for (var row : file.rows()) {
            var order = row.order() == null
                    ? null
                    : orders.ref(file.seller(), row.order()).orElse(null);
            if (row.order() != null && order == null && wrong.size() < StatementFile.FAULTS_MAX) {
                wrong.add(new Problem.Violation(
                        "/" + row.line(), "unknown_order", "The seller has no order of this number."));
            }
            lines.add(new StatementLine(row.movement(), order));
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        return lines;
    }

    private List<SellerId> whose(@Nullable SellerId seller) {
        if (seller != null) {
            return List.of(seller);
        }
        var all = new ArrayList<SellerId>();
        for (var page = sellers.list("");
                !page.isEmpty();
                page = sellers.list(all.getLast().value())) {
            page.forEach(each -> all.add(each.id()));
        }
        return all;
    }

    private Instant window(SellerId seller, @Nullable Instant since) {
        var now = now();
        if (since != null) {
            return since;
        }
        var oldest = differences.oldest(seller);
        var usual = now.minus(USUAL);
        var needed = oldest != null && oldest.isBefore(usual) ? oldest.minus(Duration.ofHours(1)) : usual;
        return needed.isBefore(now.minus(OLDEST)) ? now.minus(OLDEST) : needed;
    }

    private Run run(
            String source,
            SellerId seller,
            @Nullable String gateway,
            @Nullable Instant since,
            @Nullable Instant until,
            String by) {
        var now = now();
        var end = until == null ? now.minus(UNDER_WAY) : until;
        return new Run(Ids.mint(0, now), source, seller, gateway, since, end, now, null, by, 0, 0, 0, 0, 0, 0, null);
    }

    private void list(Run run, String gateway, Run.Counts counts) {
        var provider = gateways.get(gateway);
        String after = null;
        for (int page = 0; page < PAGES_MAX; page++) {
            // Theirs may be dated a little before ours.
            var since = Objects.requireNonNull(run.since()).minus(MARGIN);
            var found = Objects.requireNonNull(provider).movements(run.seller().value(), since, after);
            var lines = found.movements().stream()
                    .map(movement -> new StatementLine(movement, null))
                    .toList();
            if (!lines.isEmpty()) {
                statement.add(run.id(), counts.movements, lines);
            }
            counts.movements += lines.size();
            after = found.next();
            if (after == null) {
                return;
            }
        }
    }

    /// Whoever watched is there no more.
    public static final class Gone extends RuntimeException {

        private static final long serialVersionUID = 1;

        /// @param cause how that was noticed
        public Gone(Throwable cause) {
            super(cause);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
