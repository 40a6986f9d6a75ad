package dev.countermand.cancellations;

import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Decides whether an order may go to another address. Pure.
final class AddressRules {

    /// What was decided, and by what.
    record Decided(Seen seen, Ruling ruling) {}

    private AddressRules() {}

    /// Open units need not be touched to be sent elsewhere; released ones are stopped, and picked anew with the new
    /// label. What is open decides whether the address may change; what is released must be stopped, too.
    ///
    /// @param asked what the rules see when these units are asked for
    static Decided decide(Order order, Function<Map<String, Integer>, Seen> asked) {
        var released = units(order, Stage.RELEASED);
        var open = units(order, Stage.OPEN);
        var meant = open.isEmpty() && released.isEmpty() ? all(order) : open;
        var seen = asked.apply(meant.isEmpty() ? released : meant).goingElsewhere();
        var ruling = CancellationRules.decide(seen);
        if (ruling.refusal() == null && !released.isEmpty() && !meant.isEmpty()) {
            seen = asked.apply(released).goingElsewhere().only(Stage.RELEASED);
            ruling = CancellationRules.decide(seen);
        } else if (ruling.refusal() == null && released.isEmpty() && ruling.person() == null) {
            ruling = new Ruling(null, List.of());
        }
        return new Decided(seen, ruling);
    }

    private static Map<String, Integer> units(Order order, Stage stage) {
        var units = new LinkedHashMap<String, Integer>();
        order.lines().stream()
                .filter(line -> line.units().in(stage) > 0)
                .forEach(line -> units.put(line.line(), line.units().in(stage)));
        return units;
    }

    private static Map<String, Integer> all(Order order) {
        var units = new LinkedHashMap<String, Integer>();
        order.lines().forEach(line -> units.put(line.line(), line.quantity()));
        return units;
    }
}
