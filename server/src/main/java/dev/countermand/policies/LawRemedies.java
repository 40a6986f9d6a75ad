package dev.countermand.policies;

import dev.countermand.kernel.Actor;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.spi.Remedies;
import dev.countermand.site.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Tells buyers which rights the law gives them for what has left, whatever the terms say, and until when: they tell
/// the shop, in any form.
@Component
@org.springframework.core.annotation.Order(900)
class LawRemedies implements Remedies {

    private final Policies policies;
    private final Texts texts;

    LawRemedies(Policies policies, Texts texts) {
        this.policies = policies;
        this.texts = texts;
    }

    @Override
    public List<Option> options(Order order, Terms terms, Instant at, Actor reader) {
        var options = new ArrayList<Option>();
        policies.rightsAfter(order, terms, at).forEach((line, rights) -> {
            var units = order.line(line).orElseThrow().units();
            int left = units.in(Stage.SHIPPED) + units.in(Stage.DELIVERED);
            rights.forEach(right -> options.add(new Option(
                    line,
                    right.kind(),
                    "granted",
                    "by_contact",
                    left,
                    right.until(),
                    null,
                    texts.here().say("policies.law.option." + right.kind(), Map.of("law", right.source())),
                    right.name(),
                    null,
                    null)));
        });
        return options;
    }
}
