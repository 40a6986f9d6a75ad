package dev.countermand.cancellations.web;

import dev.countermand.cancellations.Cancellation;
import dev.countermand.orders.Order;
import dev.countermand.payments.MoneyBack;
import dev.countermand.payments.Payments;
import dev.countermand.payments.RefundTerms;
import dev.countermand.policies.Policies;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.springframework.stereotype.Component;

/// What would go back, before anything is done.
@Component
class Quotes {

    private final Policies policies;
    private final Payments payments;

    Quotes(Policies policies, Payments payments) {
        this.policies = policies;
        this.payments = payments;
    }

    /// When all of it works out, the units that wait included.
    MoneyBack of(Order order, Cancellation would) {
        return of(order, units(would, line -> line.canceled() + line.pending()));
    }

    /// For the units that wait, if they are stopped.
    MoneyBack ofPending(Order order, Cancellation attempt) {
        return of(order, units(attempt, Cancellation.Line::pending));
    }

    private MoneyBack of(Order order, Map<String, Integer> units) {
        var terms = policies.inForce(order.ref().seller(), order.boundAt());
        var shipping = terms.cancellation().shipping().name().toLowerCase(Locale.ROOT);
        return payments.quote(order, units, new RefundTerms(shipping));
    }

    private static Map<String, Integer> units(Cancellation of, ToIntFunction<Cancellation.Line> count) {
        var units = new LinkedHashMap<String, Integer>();
        of.lines().stream()
                .filter(line -> count.applyAsInt(line) > 0)
                .forEach(line -> units.put(line.line(), count.applyAsInt(line)));
        return units;
    }
}
