package dev.countermand.cancellations;

import dev.countermand.kernel.Actor;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Option;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Terms;
import dev.countermand.policies.spi.Remedies;
import dev.countermand.site.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.stereotype.Component;

/// Says of every unit of an order whether it can be changed, by the very rules that decide a request.
@Component
@org.springframework.core.annotation.Order(150)
class ChangeRemedy implements Remedies {

    private final Policies policies;
    private final Texts texts;

    ChangeRemedy(Policies policies, Texts texts) {
        this.policies = policies;
        this.texts = texts;
    }

    @Override
    public List<Option> options(Order order, Terms terms, Instant at, Actor reader) {
        var changes = ChangeTerms.of(terms);
        var seen = Seen.of(order, changes, at, policies.around(order, changes)).withoutLaw();
        var options = new ArrayList<Option>();
        for (var line : seen.lines()) {
            if (reader.kind() == Actor.Kind.SHOPPER && !isOffered(order, line)) {
                continue;
            }
            var counts = new LinkedHashMap<UnitAnswer, Integer>();
            line.units().forEach((stage, count) -> {
                // What is gone already is told by the other remedies.
                if (stage != Stage.CANCELED) {
                    counts.merge(UnitAnswer.of(seen, line, stage), count, Integer::sum);
                }
            });
            counts.forEach((answer, count) -> options.add(option(seen, changes, line, answer, count)));
        }
        return options;
    }

    /// A shopper chooses among what the shop offers; staff may put anything in its place.
    private static boolean isOffered(Order order, Seen.Line line) {
        return order.line(line.line())
                .map(Alternatives::of)
                .filter(offered -> !offered.isEmpty())
                .isPresent();
    }

    private Option option(Seen seen, Terms terms, Seen.Line line, UnitAnswer answer, int count) {
        return new Option(
                line.line(),
                "change",
                answer.decision(),
                answer.how(),
                count,
                answer.isRefused() ? null : seen.until(line),
                answer.reason() == null ? null : answer.reason().word(),
                answer.sentence(texts.here(), UnitAnswer.Words.CHANGE, terms, line, count),
                terms.version() + "/change." + answer.rule(line),
                null,
                null);
    }
}
