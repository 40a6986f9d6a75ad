package dev.countermand.policies;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Right;
import dev.countermand.orders.Order;
import dev.countermand.policies.spi.Remedies;
import dev.countermand.site.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// What is possible for an order, line by line and remedy by remedy: the same answer on page, desk, API
/// and feed.
@Component
public class Options {

    private final Policies policies;
    private final ObjectProvider<Remedies> remedies;
    private final Texts texts;

    Options(Policies policies, ObjectProvider<Remedies> remedies, Texts texts) {
        this.policies = policies;
        this.remedies = remedies;
        this.texts = texts;
    }

    /// Every capability's options under the terms the order is bound to; never empty: talking to a
    /// person is always one, and the last. Without money for a reader who may not see it.
    public List<Option> of(Order order, Actor reader, Instant at) {
        var terms = policies.inForce(order.ref().seller(), order.boundAt());
        var options = new ArrayList<Option>();
        remedies.orderedStream()
                .map(remedy -> remedy.options(order, terms, at, reader))
                .forEach(options::addAll);
        options.add(contact(order, terms));
        return reader.may(Right.SEE_MONEY)
                ? List.copyOf(options)
                : options.stream().map(Option::withoutMoney).toList();
    }

    private Option contact(Order order, Terms terms) {
        int units = order.lines().stream().mapToInt(Order.Line::quantity).sum();
        return new Option(
                null,
                "contact",
                "granted",
                "at_once",
                units,
                null,
                null,
                texts.here().say("policies.contact"),
                terms.version() + "/contact",
                null,
                null);
    }
}
