package dev.countermand.cancellations;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Decision;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.payments.MoneyBack;
import dev.countermand.payments.Payments;
import dev.countermand.payments.RefundTerms;
import dev.countermand.policies.Facts;
import dev.countermand.policies.LineRight;
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
import tools.jackson.core.type.TypeReference;

/// Says of every unit of an order whether it can be canceled, by the very rules that decide a request.
@Component
@org.springframework.core.annotation.Order(100)
class CancelRemedy implements Remedies {

    /// The answer for units of a line; those with the same answer are told together.
    private record Verdict(
            String decision,
            @Nullable String how,
            @Nullable CancellationReason reason,
            String rule,
            @Nullable LineRight byLaw) {}

    private final Payments payments;
    private final Policies policies;
    private final Texts texts;

    CancelRemedy(Payments payments, Policies policies, Texts texts) {
        this.payments = payments;
        this.policies = policies;
        this.texts = texts;
    }

    @Override
    public List<Option> options(Order order, Terms terms, Instant at, Actor reader) {
        var seen = Seen.of(order, terms, at, policies.around(order, terms));
        var options = new ArrayList<Option>();
        for (var line : seen.lines()) {
            var counts = new LinkedHashMap<Verdict, Integer>();
            line.units().forEach((stage, count) -> counts.merge(verdict(seen, line, stage), count, Integer::sum));
            counts.forEach((verdict, count) -> options.add(option(order, seen, terms, line, verdict, count)));
        }
        return options;
    }

    private static Verdict verdict(Seen seen, Seen.Line line, Stage stage) {
        return switch (CancellationRules.decide(seen, line, stage)) {
            case Decision.Granted<CancellationReason> yes ->
                new Verdict(
                        "granted",
                        stage == Stage.OPEN ? "at_once" : "attempt",
                        null,
                        stage.word(),
                        byLaw(seen, line, stage));
            case Decision.NeedsPerson<CancellationReason> perhaps ->
                new Verdict(
                        "needs_person", null, perhaps.reason(), perhaps.reason().word(), null);
            case Decision.Refused<CancellationReason> no ->
                new Verdict("refused", null, no.reason(), no.reason().word(), null);
        };
    }

    /// The right that decided; null where the terms alone would have granted it, too.
    private static @Nullable LineRight byLaw(Seen seen, Seen.Line line, Stage stage) {
        var right = seen.right(line);
        if (right.isEmpty()) {
            return null;
        }
        var bare = seen.withoutLaw();
        var same = bare.lines().get(seen.lines().indexOf(line));
        return CancellationRules.decide(bare, same, stage) instanceof Decision.Granted<CancellationReason>
                ? null
                : right.get();
    }

    private Option option(Order order, Seen seen, Terms terms, Seen.Line line, Verdict verdict, int count) {
        boolean refused = verdict.decision().equals("refused");
        var money =
                refused ? null : payments.quote(order, Map.of(line.line(), count), refund(order, terms, seen, line));
        var until = seen.until(line);
        return new Option(
                line.line(),
                "cancel",
                verdict.decision(),
                verdict.how(),
                count,
                refused ? null : until,
                verdict.reason() == null ? null : verdict.reason().word(),
                sentence(terms, verdict, count) + inTheirWords(verdict, line),
                verdict.byLaw() == null
                        ? terms.version() + "/cancellation." + rule(verdict, line)
                        : verdict.byLaw().name(),
                money == null ? null : told(money, terms),
                change(verdict, seen, line),
                facts(order, seen, line));
    }

    /// What the rules looked at.
    private static Map<String, Object> facts(Order order, Seen seen, Seen.Line line) {
        var facts = Facts.of(order, order.line(line.line()).orElseThrow()).told();
        var units = new LinkedHashMap<String, Integer>();
        line.units().forEach((stage, count) -> units.put(stage.word(), count));
        facts.put("units", units);
        facts.put("at", seen.at().toString());
        if (line.accessedAt() != null) {
            facts.put("accessedAt", line.accessedAt().toString());
        }
        return facts;
    }

    /// The rule of the terms that decided; of an exception its name.
    private static String rule(Verdict verdict, Seen.Line line) {
        var own = line.own();
        return own == null || own.exception() == null ? verdict.rule() : verdict.rule() + "/" + own.exception();
    }

    /// As a customer would cancel who has his money back.
    private static RefundTerms refund(Order order, Terms terms, Seen seen, Seen.Line line) {
        return RefundRules.of(
                terms,
                order,
                RequestReason.OTHER,
                Payout.SOURCE,
                seen.right(line).isPresent());
    }

    /// What would come back, and as what it may be asked for.
    private static Map<String, Object> told(MoneyBack money, Terms terms) {
        var told = Stored.convert(money, new TypeReference<LinkedHashMap<String, Object>>() {});
        told.put(
                "payouts",
                RefundRules.offersCredit(terms.cancellation(), RequestReason.OTHER)
                        ? List.of(Payout.SOURCE.word(), Payout.STORE_CREDIT.word())
                        : List.of(Payout.SOURCE.word()));
        return told;
    }

    private String sentence(Terms terms, Verdict verdict, int count) {
        var key = verdict.reason() == null
                ? "cancellations.option." + verdict.how()
                : "cancellations.reason." + verdict.reason().word() + ".sentence";
        var here = texts.here();
        var said = here.say(
                key, Map.of("count", count, "deadline", terms.cancellation().deadline()));
        return verdict.byLaw() == null
                ? said
                : said + " "
                        + here.say(
                                "cancellations.option.by_law",
                                Map.of("law", verdict.byLaw().source()));
    }

    /// The shop's own reason, where it is an exception of its terms that stands in the way.
    private static String inTheirWords(Verdict verdict, Seen.Line line) {
        boolean special = verdict.reason() == CancellationReason.ITEM_EXCLUDED
                || verdict.reason() == CancellationReason.ITEM_NEEDS_PERSON;
        return special && line.own() != null && line.own().because() != null
                ? " “" + line.own().because() + "”"
                : "";
    }

    private @Nullable String change(Verdict verdict, Seen seen, Seen.Line line) {
        if (verdict.reason() == null) {
            return null;
        }
        var change = changeOfTerms(verdict.reason(), seen.until(line));
        var coming = verdict.reason().isOfTerms() ? seen.comingRight(line).orElse(null) : null;
        if (coming == null || coming.from() == null) {
            return change;
        }
        var here = texts.here();
        var values = Map.of("law", coming.source(), "from", here.dateTime(coming.from()));
        var byLaw = here.say("cancellations.change.by_law", values);
        return change == null ? byLaw : change + " " + byLaw;
    }

    private @Nullable String changeOfTerms(CancellationReason reason, @Nullable Instant until) {
        var key = "cancellations.reason." + reason.word() + ".change";
        var here = texts.here();
        if (reason == CancellationReason.WINDOW_CLOSED && until != null) {
            return here.say(key + ".until", Map.of("until", here.dateTime(until)));
        }
        return texts.knows(key) ? here.say(key) : null;
    }
}
