package dev.countermand.cancellations;

import dev.countermand.cancellations.Change.Made;
import dev.countermand.cancellations.Change.Replacement;
import dev.countermand.kernel.Actor;
import dev.countermand.orders.Goods;
import dev.countermand.orders.Order;
import dev.countermand.orders.Units;
import dev.countermand.payments.Exchanged;
import dev.countermand.payments.Exchanges;
import dev.countermand.payments.MoneyBack;
import dev.countermand.payments.Payments;
import dev.countermand.payments.RefundTerms;
import dev.countermand.payments.Swap;
import dev.countermand.policies.Policies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.springframework.stereotype.Component;

/// Gives back what canceled units cost, or puts others in their place, inside the caller's transaction and under the
/// order's lock.
@Component
class Replacing {

    /// How things stand afterwards.
    record Done(Order order, Cancellation cancellation) {}

    /// Units that go and what comes for them.
    private record Plan(
            List<Swap> swaps, List<Replacement> sources, List<Replacement> after, Map<String, Integer> plain) {}

    private final Exchanges exchanges;
    private final Payments payments;
    private final Policies policies;
    private final Goods goods;

    Replacing(Exchanges exchanges, Payments payments, Policies policies, Goods goods) {
        this.exchanges = exchanges;
        this.payments = payments;
        this.policies = policies;
        this.goods = goods;
    }

    /// These units of the cancellation are canceled now: their money goes back, and where it is a change, others
    /// come in their place. One cancellation may do so in several steps.
    Done giveBack(Order order, Cancellation c, Map<String, Integer> units, Actor actor) {
        var change = c.change();
        if (change == null) {
            var money = payments.giveBack(order, units, terms(order, c), Verdicts.cause(c), actor);
            return new Done(order, c.with(c.money().plus(money)));
        }
        var plan = plan(order, change, units);
        var after = order;
        var money = c.money();
        long more = change.more();
        if (!plan.swaps().isEmpty()) {
            var exchanged = exchanges.exchange(order, plan.swaps(), terms(order, c), Verdicts.cause(c), actor);
            after = goods.add(order, lines(plan, exchanged), exchanged.more());
            money = money.plus(exchanged.money());
            more += exchanged.more();
        }
        if (!plan.plain().isEmpty()) {
            money = money.plus(payments.giveBack(after, plan.plain(), terms(order, c), Verdicts.cause(c), actor));
        }
        if (change.address() != null) {
            after = goods.readdress(after, change.address());
        }
        var changed = new Change(plan.after(), change.address(), more);
        return new Done(after, c.with(changed).with(money));
    }

    /// What all of a change that was just asked for comes to.
    Optional<Exchanged> quote(Order before, Cancellation c) {
        return quote(before, c, line -> line.canceled() + line.pending(), false);
    }

    /// What the units that wait come to.
    Optional<Exchanged> pending(Order order, Cancellation c) {
        return quote(order, c, Cancellation.Line::pending, true);
    }

    private Optional<Exchanged> quote(
            Order order, Cancellation c, ToIntFunction<Cancellation.Line> count, boolean rest) {
        var units = new LinkedHashMap<String, Integer>();
        c.lines().stream()
                .filter(line -> count.applyAsInt(line) > 0)
                .forEach(line -> units.put(line.line(), count.applyAsInt(line)));
        var change = Objects.requireNonNull(c.change());
        var anew = rest
                ? change
                : new Change(
                        change.replacements().stream().map(Replacing::fresh).toList(), null, 0);
        var swaps = plan(order, anew, units).swaps();
        return swaps.isEmpty() ? Optional.empty() : Optional.of(exchanges.quote(order, swaps, terms(order, c)));
    }

    private static Replacement fresh(Replacement r) {
        return new Replacement(
                r.line(),
                r.quantity(),
                r.units(),
                r.sku(),
                r.title(),
                r.unitPrice(),
                r.discount(),
                r.tax(),
                r.kind(),
                r.attributes(),
                r.metadata(),
                0,
                List.of());
    }

    private RefundTerms terms(Order order, Cancellation c) {
        return RefundRules.of(policies.inForce(order.ref().seller(), order.boundAt()), order, c);
    }

    private static Plan plan(Order order, Change change, Map<String, Integer> units) {
        var left = new HashMap<>(units);
        var swaps = new ArrayList<Swap>();
        var sources = new ArrayList<Replacement>();
        var after = new ArrayList<Replacement>();
        var names = new HashSet<String>();
        var plain = new LinkedHashMap<String, Integer>();
        for (var replacement : change.replacements()) {
            int gone = Math.min(replacement.left(), left.getOrDefault(replacement.line(), 0));
            left.merge(replacement.line(), -gone, Integer::sum);
            int come = replacement.unitsFor(replacement.done() + gone) - replacement.unitsFor(replacement.done());
            int swapped = come > 0 ? gone : 0;
            Made made = null;
            if (come > 0) {
                var name = Goods.lineAfter(order, names, replacement.line());
                names.add(name);
                made = new Made(name, replacement.sku(), replacement.title(), come);
                swaps.add(swap(replacement, swapped, name, come));
                sources.add(replacement);
            }
            if (gone > swapped) {
                plain.merge(replacement.line(), gone - swapped, Integer::sum);
            }
            after.add(replacement.made(gone, made));
        }
        left.forEach((line, count) -> {
            if (count > 0) {
                plain.merge(line, count, Integer::sum);
            }
        });
        return new Plan(swaps, sources, after, plain);
    }

    /// Of amounts that were named for all new units, these have their part; the last ones the rest.
    private static Swap swap(Replacement r, int gone, String name, int come) {
        int before = r.unitsFor(r.done());
        var price = r.unitPrice();
        long discount = part(r.discount(), before + come, r.units()) - part(r.discount(), before, r.units());
        Long tax = r.tax() == null ? null : part(r.tax(), before + come, r.units()) - part(r.tax(), before, r.units());
        return new Swap(r.line(), gone, name, come, price == null ? null : price * come - discount, tax);
    }

    private static long part(long amount, int of, int whole) {
        return amount / whole * of + amount % whole * of / whole;
    }

    private static List<Order.Line> lines(Plan plan, Exchanged exchanged) {
        var lines = new ArrayList<Order.Line>();
        for (int i = 0; i < plan.sources().size(); i++) {
            var source = plan.sources().get(i);
            var figures = exchanged.lines().get(i);
            int units = figures.newUnits();
            // What it replaces may have cost a fraction; the price says what one costs, the discount the rest.
            long price = source.unitPrice() == null ? -Math.floorDiv(-figures.goods(), units) : source.unitPrice();
            lines.add(new Order.Line(
                    figures.newLine(),
                    source.sku(),
                    source.title(),
                    units,
                    price,
                    price * units - figures.goods(),
                    figures.tax(),
                    source.kind(),
                    null,
                    source.attributes(),
                    source.metadata(),
                    Units.open(units),
                    source.line()));
        }
        return lines;
    }

    /// What a request that changes nothing yet comes to so far.
    MoneyBack nothing(Order order, Cancellation c) {
        return payments.quote(order, Map.of(), terms(order, c));
    }
}
