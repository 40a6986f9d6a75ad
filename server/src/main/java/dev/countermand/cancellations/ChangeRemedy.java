package dev.countermand.cancellations;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Decision;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Says of every unit of an order whether it can be changed, by the very rules that decide a request.
@Component
@org.springframework.core.annotation.Order(150)
class ChangeRemedy implements Remedies {

    /// The answer for units of a line; those with the same answer are told together.
    private record Verdict(
            String decision, @Nullable String how, @Nullable CancellationReason reason, String rule) {}

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
            var counts = new LinkedHashMap<Verdict, Integer>();
            line.units().forEach((stage, count) -> {
                // What is gone already is told by the other remedies.
                if (stage != Stage.CANCELED) {
                    counts.merge(verdict(seen, line, stage), count, Integer::sum);
                }
            });
            counts.forEach((verdict, count) -> options.add(option(seen, changes, line, verdict, count)));
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

    private static Verdict verdict(Seen seen, Seen.Line line, Stage stage) {
        return switch (CancellationRules.decide(seen, line, stage)) {
            case Decision.Granted<CancellationReason> yes ->
                new Verdict("granted", stage == Stage.OPEN ? "at_once" : "attempt", null, stage.word());
            case Decision.NeedsPerson<CancellationReason> perhaps ->
                new Verdict(
                        "needs_person", null, perhaps.reason(), perhaps.reason().word());
            case Decision.Refused<CancellationReason> no ->
                new Verdict("refused", null, no.reason(), no.reason().word());
        };
    }

    private Option option(Seen seen, Terms terms, Seen.Line line, Verdict verdict, int count) {
        var own = line.own();
        var exception = own == null || own.exception() == null ? "" : "/" + own.exception();
        return new Option(
                line.line(),
                "change",
                verdict.decision(),
                verdict.how(),
                count,
                verdict.decision().equals("refused") ? null : seen.until(line),
                verdict.reason() == null ? null : verdict.reason().word(),
                sentence(terms, verdict, count) + inTheirWords(verdict, line),
                terms.version() + "/change." + verdict.rule() + exception,
                null,
                null);
    }

    private String sentence(Terms terms, Verdict verdict, int count) {
        var key = verdict.reason() == null
                ? "changes.option." + verdict.how()
                : "changes.reason." + verdict.reason().word() + ".sentence";
        return texts.here()
                .say(
                        key,
                        Map.of("count", count, "deadline", terms.cancellation().deadline()));
    }

    private static String inTheirWords(Verdict verdict, Seen.Line line) {
        boolean special = verdict.reason() == CancellationReason.ITEM_EXCLUDED
                || verdict.reason() == CancellationReason.ITEM_NEEDS_PERSON;
        return special && line.own() != null && line.own().because() != null
                ? " “" + line.own().because() + "”"
                : "";
    }
}
