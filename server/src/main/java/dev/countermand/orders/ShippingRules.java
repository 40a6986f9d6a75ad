package dev.countermand.orders;

import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Problem.Violation;
import dev.countermand.orders.Orders.Share;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// What a parcel may take, and from which stages. Pure.
final class ShippingRules {

    /// A claim first takes what was meant for the parcel; what an attempt to cancel holds comes last.
    private static final List<Stage> CLAIM = List.of(Stage.RELEASED, Stage.OPEN, Stage.STOPPING);
    /// What has left has left: a report takes canceled units, too, when there are no others.
    private static final List<Stage> REPORT = List.of(Stage.RELEASED, Stage.OPEN, Stage.STOPPING, Stage.CANCELED);

    private ShippingRules() {}

    /// What one line gives to a parcel.
    ///
    /// @param excess units told, but gone before as far as we know
    record Take(String line, int released, int open, int stopping, int canceled, int excess) {

        int quantity() {
            return released + open + stopping + canceled;
        }

        List<Goods.Move> moves() {
            var moves = new ArrayList<Goods.Move>();
            add(moves, Stage.RELEASED, released);
            add(moves, Stage.OPEN, open);
            add(moves, Stage.STOPPING, stopping);
            add(moves, Stage.CANCELED, canceled);
            return moves;
        }

        private void add(List<Goods.Move> moves, Stage from, int units) {
            if (units > 0) {
                moves.add(new Goods.Move(line, from, Stage.SHIPPED, units));
            }
        }
    }

    /// Whether a claim is granted.
    ///
    /// @param refusal why not; null when granted
    record Plan(List<Take> takes, @Nullable Problem refusal) {

        List<Goods.Move> moves() {
            return takes.stream().flatMap(t -> t.moves().stream()).toList();
        }
    }

    /// Decides a claim: all the units meant, or nothing. Fails with INVALID for unknown lines and more
    /// than was ordered.
    ///
    /// @param units line → how many; null means every unit that has not shipped, canceled ones included
    static Plan claim(Order order, @Nullable Map<String, Integer> units) {
        var named = units == null ? every(order, ShippingRules::unshipped) : checked(order, units);
        boolean canceled = false;
        boolean missing = named.isEmpty();
        var takes = new ArrayList<Take>();
        for (var entry : named.entrySet()) {
            var line = order.line(entry.getKey()).orElseThrow();
            if (entry.getValue() <= shippable(line)) {
                takes.add(take(line, entry.getValue(), CLAIM));
            } else {
                missing = true;
                canceled |= line.units().in(Stage.CANCELED) > 0;
            }
        }
        return missing ? new Plan(List.of(), refusal(order, named, canceled)) : new Plan(takes, null);
    }

    /// Works out a report: it is always recorded. Fails with INVALID for unknown lines and more than was
    /// ordered.
    static Plan report(Order order, @Nullable Map<String, Integer> units) {
        var named = units == null ? every(order, ShippingRules::unshipped) : checked(order, units);
        var takes = new ArrayList<Take>();
        named.forEach((line, quantity) -> takes.add(take(order.line(line).orElseThrow(), quantity, REPORT)));
        return new Plan(takes, null);
    }

    private static Take take(Order.Line line, int quantity, List<Stage> from) {
        int left = quantity;
        var taken = new LinkedHashMap<Stage, Integer>();
        for (var stage : from) {
            int some = Math.min(left, line.units().in(stage));
            taken.put(stage, some);
            left -= some;
        }
        return new Take(
                line.line(),
                taken.getOrDefault(Stage.RELEASED, 0),
                taken.getOrDefault(Stage.OPEN, 0),
                taken.getOrDefault(Stage.STOPPING, 0),
                taken.getOrDefault(Stage.CANCELED, 0),
                left);
    }

    private static Problem refusal(Order order, Map<String, Integer> named, boolean canceled) {
        var meant =
                order.lines().stream().filter(l -> named.containsKey(l.line())).toList();
        var extra = Map.<String, Object>of(
                "shippable", shares(named.isEmpty() ? order.lines() : meant, ShippingRules::shippable),
                "canceled", shares(meant, l -> l.units().in(Stage.CANCELED)),
                "stopping", shares(meant, l -> l.units().in(Stage.STOPPING)));
        return canceled
                ? new Problem(
                        Problem.Kind.CONFLICT,
                        "units_canceled",
                        "Units of this parcel are canceled and must not be shipped. Nothing was moved: take them out"
                                + " and claim what is shippable.",
                        List.of(),
                        extra)
                : new Problem(
                        Problem.Kind.CONFLICT,
                        "already_shipped",
                        "These units have been shipped before. Nothing was moved.",
                        List.of(),
                        extra);
    }

    /// What may be packed, labelled and shipped without any doubt: a claim would get all that is meant, and
    /// nobody is trying to cancel any of it.
    static Orders.ShipCheck check(Order order, @Nullable Map<String, Integer> units) {
        var named = units == null ? every(order, ShippingRules::unshipped) : checked(order, units);
        var meant =
                order.lines().stream().filter(l -> named.containsKey(l.line())).toList();
        var stopping = shares(
                meant,
                l -> Math.min(
                        l.units().in(Stage.STOPPING),
                        Math.max(
                                0,
                                named.getOrDefault(l.line(), 0)
                                        - l.units().in(Stage.RELEASED)
                                        - l.units().in(Stage.OPEN))));
        return new Orders.ShipCheck(
                claim(order, units).refusal() == null && stopping.isEmpty(),
                shares(meant, ShippingRules::shippable),
                shares(meant, l -> l.units().in(Stage.CANCELED)),
                shares(meant, l -> l.units().in(Stage.STOPPING)));
    }

    static int shippable(Order.Line line) {
        return line.units().in(Stage.OPEN)
                + line.units().in(Stage.RELEASED)
                + line.units().in(Stage.STOPPING);
    }

    private static int unshipped(Order.Line line) {
        return shippable(line) + line.units().in(Stage.CANCELED);
    }

    static List<Share> shares(List<Order.Line> lines, ToIntFunction<Order.Line> units) {
        return lines.stream()
                .filter(l -> units.applyAsInt(l) > 0)
                .map(l -> new Share(l.line(), units.applyAsInt(l)))
                .toList();
    }

    /// The units of every line that has any.
    static Map<String, Integer> every(Order order, ToIntFunction<Order.Line> units) {
        var named = new LinkedHashMap<String, Integer>();
        shares(order.lines(), units).forEach(s -> named.put(s.line(), s.quantity()));
        return named;
    }

    private static Map<String, Integer> checked(Order order, Map<String, Integer> units) {
        var faults = unknown(order, units);
        int index = 0;
        for (var entry : units.entrySet()) {
            var line = order.line(entry.getKey());
            if (line.isPresent() && entry.getValue() > line.get().quantity()) {
                faults.add(new Violation(
                        "/lines/" + index + "/quantity",
                        "more_than_ordered",
                        "Of line " + entry.getKey() + " " + line.get().quantity() + " units were ordered."));
            }
            index++;
        }
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return units;
    }

    /// Faults for lines the order has not got.
    static List<Violation> unknown(Order order, Map<String, Integer> units) {
        var faults = new ArrayList<Violation>();
        int index = 0;
        for (var line : units.keySet()) {
            if (order.line(line).isEmpty()) {
                faults.add(new Violation(
                        "/lines/" + index + "/line", "unknown_line", "The order has no line " + line + "."));
            }
            index++;
        }
        return faults;
    }
}
