package dev.countermand.payments.reconcile;

import dev.countermand.kernel.OrderRef;
import dev.countermand.orders.Goods;
import dev.countermand.payments.OrderMoney;
import dev.countermand.payments.OrderMoney.PaymentMoney;
import dev.countermand.payments.Payments;
import dev.countermand.payments.spi.ProviderMovement;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Compares one order at a time. What agrees is only read; where something differs, or differed before, the
/// order is locked and compared again before anything is written.
@Component
class Comparison {

    /// What stands about an order after comparing it.
    record Outcome(List<OpenDifference> standing, int opened, int cured) {}

    private static final int NOBODYS_MAX = 1000;

    private final StatementStore statement;
    private final DifferenceStore differences;
    private final DifferenceCases cases;
    private final Payments payments;
    private final Goods goods;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Comparison(
            StatementStore statement,
            DifferenceStore differences,
            DifferenceCases cases,
            Payments payments,
            Goods goods,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.statement = statement;
        this.differences = differences;
        this.cases = cases;
        this.payments = payments;
        this.goods = goods;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /// May ask the provider how a payment of the order stands: not to be called inside a transaction.
    Outcome compare(Run run, Set<String> gateways, OrderRef order, Witnesses witnesses) {
        var lines = statement.lines(run.id(), order);
        var stood = standing(run, order);
        var before = payments.of(order);
        var seen = new Seen(run, gateways, order, lines, heard(gateways, before, lines, stood, witnesses));
        if (stood.isEmpty() && found(seen, before).isEmpty()) {
            return new Outcome(List.of(), 0, 0);
        }
        return Objects.requireNonNull(transaction.execute(status -> {
            goods.lock(order);
            var money = payments.of(order);
            return write(seen, money, found(seen, money));
        }));
    }

    /// What there is to compare an order with.
    ///
    /// @param heard by payment, what proves that less was captured or released there
    private record Seen(
            Run run, Set<String> gateways, OrderRef order, List<ProviderMovement> lines, Map<String, Witness> heard) {}

    private static Map<String, Witness> heard(
            Set<String> gateways,
            OrderMoney money,
            List<ProviderMovement> lines,
            List<OpenDifference> stood,
            Witnesses witnesses) {
        var heard = new HashMap<String, Witness>();
        var compared = compared(money, gateways);
        for (var payment : compared) {
            boolean differed = stood.stream()
                    .map(OpenDifference::difference)
                    .anyMatch(open -> SumRules.isLess(open) && SumRules.isOf(payment, open));
            var about = about(payment, lines, compared);
            heard.put(payment.publicId(), witnesses.of(money.order(), money.currency(), payment, about, differed));
        }
        return heard;
    }

    private List<OpenDifference> standing(Run run, OrderRef order) {
        return differences.of(order).stream()
                .filter(open -> open.source().equals(run.source()))
                .toList();
    }

    private static List<PaymentMoney> compared(OrderMoney money, Set<String> gateways) {
        return money.payments().stream()
                .filter(payment -> gateways.contains(payment.gateway()))
                .toList();
    }

    private static List<Difference> found(Seen seen, OrderMoney money) {
        var found = new ArrayList<Difference>();
        var compared = compared(money, seen.gateways());
        for (var payment : compared) {
            var heard = seen.heard().getOrDefault(payment.publicId(), new Witness.Silent());
            found.addAll(DifferenceRules.compare(
                    money.currency(),
                    payment,
                    about(payment, seen.lines(), compared),
                    seen.run().window(),
                    heard));
        }
        return found;
    }

    private static List<ProviderMovement> about(
            PaymentMoney payment, List<ProviderMovement> lines, List<PaymentMoney> all) {
        return lines.stream()
                .filter(line -> all.size() == 1 || isAbout(payment, line, all))
                .toList();
    }

    /// Of an order with several payments, a line belongs to the one that it names in some way, else to the
    /// first.
    private static boolean isAbout(PaymentMoney payment, ProviderMovement line, List<PaymentMoney> all) {
        var named = all.stream().filter(each -> names(line, each)).findFirst().orElse(all.getFirst());
        return named.publicId().equals(payment.publicId());
    }

    private static boolean names(ProviderMovement line, PaymentMoney payment) {
        return payment.effects().stream()
                        .anyMatch(e ->
                                e.id().equals(line.key()) || line.reference().equals(e.reference()))
                || payment.events().stream().anyMatch(e -> line.reference().equals(e.reference()))
                || payment.id().equals(line.payment())
                || line.payment().equals(payment.provider().reference());
    }

    private Outcome write(Seen seen, OrderMoney money, List<Difference> found) {
        var at = now();
        var run = seen.run();
        var order = seen.order();
        var stood = standing(run, order);
        var standing = new ArrayList<OpenDifference>();
        int opened = 0;
        for (var each : found) {
            var known = stood.stream().filter(open -> open.isAbout(each)).findFirst();
            if (known.isPresent()) {
                differences.seen(known.get(), each, at);
                standing.add(known.get());
            } else {
                standing.add(cases.open(run, order, each, at));
                opened++;
            }
        }
        var named = named(seen.lines());
        int cured = 0;
        for (var open : stood) {
            boolean stands = found.stream().anyMatch(open::isAbout);
            if (!stands && isSeen(seen, open, named, money)) {
                cases.cure(open, at);
                cured++;
            }
        }
        return new Outcome(standing, opened, cured);
    }

    /// Whether this comparison would have found it: it happened in the window, is named by a line, or is known
    /// here by now.
    private static boolean isSeen(Seen seen, OpenDifference open, Set<String> named, OrderMoney money) {
        var was = open.difference();
        if (SumRules.isLess(was)) {
            return money.payments().stream()
                    .filter(payment -> SumRules.isOf(payment, was))
                    .anyMatch(payment ->
                            SumRules.sees(was, seen.run().window(), seen.heard().get(payment.publicId())));
        }
        boolean knownByNow = was.kind() == DifferenceKind.MISSING_HERE
                && was.reference() != null
                && money.payments().stream()
                        .flatMap(payment -> Ours.refunds(payment).stream())
                        .anyMatch(our -> was.reference().equals(our.reference()));
        return knownByNow
                || seen.run().window().covers(was.at())
                || named.contains(was.subject())
                || (was.reference() != null && named.contains(was.reference()));
    }

    private static Set<String> named(List<ProviderMovement> lines) {
        var named = new HashSet<String>();
        for (var line : lines) {
            named.add(line.reference());
            if (line.key() != null) {
                named.add(line.key());
            }
        }
        return named;
    }

    /// What carries a key of ours and is about no order of the seller's.
    Outcome nobodys(Run run) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var at = now();
            var stood = differences.nobodys(run.seller(), run.source());
            var standing = new ArrayList<OpenDifference>();
            int opened = 0;
            for (var line : statement.nobodys(run.id(), NOBODYS_MAX)) {
                var found = DifferenceRules.nobodys(line);
                if (found != null && standing.stream().noneMatch(open -> open.isAbout(found))) {
                    var known =
                            stood.stream().filter(open -> open.isAbout(found)).findFirst();
                    standing.add(known.orElseGet(() -> cases.open(run, found, at)));
                    opened += known.isPresent() ? 0 : 1;
                }
            }
            int cured = 0;
            for (var open : stood) {
                if (!standing.contains(open)
                        && run.window().covers(open.difference().at())) {
                    cases.cure(open, at);
                    cured++;
                }
            }
            return new Outcome(standing, opened, cured);
        }));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
