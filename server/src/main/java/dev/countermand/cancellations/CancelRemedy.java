package dev.countermand.cancellations;

import dev.countermand.kernel.Actor;
import dev.countermand.orders.Order;
import dev.countermand.payments.MoneyBack;
import dev.countermand.payments.Payments;
import dev.countermand.payments.RefundTerms;
import dev.countermand.policies.Facts;
import dev.countermand.policies.Option;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Terms;
import dev.countermand.policies.spi.Remedies;
import dev.countermand.site.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
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
        var refunds = new EnumMap<ByLaw, RefundTerms>(ByLaw.class);
        var options = new ArrayList<Option>();
        for (var line : seen.lines()) {
            // As a customer would cancel who has his money back.
            var refund = refunds.computeIfAbsent(
                    seen.byLaw(line), law -> RefundRules.of(terms, order, RequestReason.OTHER, Payout.SOURCE, law));
            var counts = new LinkedHashMap<UnitAnswer, Integer>();
            line.units().forEach((stage, count) -> counts.merge(UnitAnswer.of(seen, line, stage), count, Integer::sum));
            counts.forEach((answer, count) -> options.add(option(order, seen, terms, line, answer, count, refund)));
        }
        return options;
    }

    private Option option(
            Order order, Seen seen, Terms terms, Seen.Line line, UnitAnswer answer, int count, RefundTerms refund) {
        boolean refused = answer.isRefused();
        var money = refused ? null : payments.quote(order, Map.of(line.line(), count), refund);
        var until = seen.until(line);
        return new Option(
                line.line(),
                "cancel",
                answer.decision(),
                answer.how(),
                count,
                refused || (until != null && seen.at().isAfter(until)) ? null : until,
                answer.reason() == null ? null : answer.reason().word(),
                answer.sentence(texts.here(), UnitAnswer.Words.CANCEL, terms, line, count),
                answer.byLaw() == null
                        ? terms.version() + "/cancellation." + answer.rule(line)
                        : answer.byLaw().name(),
                money == null ? null : told(money, terms),
                change(answer, seen, line),
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

    private @Nullable String change(UnitAnswer answer, Seen seen, Seen.Line line) {
        if (answer.reason() == null) {
            return null;
        }
        var change = changeOfTerms(answer.reason(), seen.until(line));
        var coming = answer.reason().isOfTerms() ? seen.comingRight(line).orElse(null) : null;
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
