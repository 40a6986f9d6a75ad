package dev.countermand.cancellations;

import dev.countermand.kernel.OrderRef;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.payments.MoneyBack;
import dev.countermand.payments.PastMoney;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.Terms;
import dev.countermand.policies.spi.Replays;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Decides requests of the past again, with what the rules saw then.
@Component
class CancelReplays implements Replays {

    private static final String NOT_OFFERED = "not_offered";
    private static final String ELSEWHERE = "address";

    private final ReplayStore store;
    private final PastMoney money;

    CancelReplays(ReplayStore store, PastMoney money) {
        this.store = store;
        this.money = money;
    }

    @Override
    public List<Asked> asked(List<OrderRef> orders) {
        return orders.isEmpty()
                ? List.of()
                : store.requests(orders).stream().map(CancelReplays::asked).toList();
    }

    private static Asked asked(ReplayStore.Request request) {
        var saw = request.kept().saw();
        var units = new LinkedHashMap<String, Map<Stage, Integer>>();
        var accessed = new HashMap<String, Instant>();
        for (var line : saw.lines()) {
            units.put(line.line(), line.units());
            if (line.accessedAt() != null) {
                accessed.put(line.line(), line.accessedAt());
            }
        }
        return new Asked(
                request.order(),
                (request.change() ? Remedy.CHANGE : Remedy.CANCEL).word(),
                request.id().toString(),
                saw.at(),
                (saw.reason() == null ? RequestReason.OTHER : saw.reason()).word(),
                saw.requested(),
                units,
                accessed,
                wanted(request),
                request.version(),
                told(request.kept().decided(), null, null));
    }

    /// Who was erased has no address any more, but what the rules saw of it remains.
    private static Set<String> wanted(ReplayStore.Request request) {
        var wanted = new HashSet<String>();
        if (Boolean.TRUE.equals(request.kept().saw().notOffered())) {
            wanted.add(NOT_OFFERED);
        }
        if (request.readdressed() || Boolean.TRUE.equals(request.kept().saw().elsewhere())) {
            wanted.add(ELSEWHERE);
        }
        return wanted;
    }

    @Override
    public Answers over(List<OrderRef> orders) {
        var taken = money.read(orders);
        return (question, terms) -> {
            var asked = question.asked();
            return asked != null && asked.remedy().equals(Remedy.CHANGE.word())
                    ? change(question, asked, terms)
                    : cancel(question, terms, taken);
        };
    }

    /// What comes back or is due by a change is the difference of prices, under any terms: no money of theirs.
    private static Answer change(Question question, Asked asked, Terms terms) {
        var changes = ChangeTerms.of(terms);
        var around = question.around().apply(changes);
        var reason = RequestReason.of(asked.reason()).orElse(RequestReason.OTHER);
        Function<Map<String, Integer>, Seen> seen =
                units -> Seen.of(question.order(), changes, question.at(), reason, units, around)
                        .withoutLaw();
        return told(
                asked.wanted().contains(ELSEWHERE)
                        ? AddressRules.decide(question.order(), seen).ruling()
                        : CancellationRules.decide(seen.apply(Objects.requireNonNullElse(asked.lines(), Map.of()))
                                .wanting(!asked.wanted().contains(NOT_OFFERED))),
                null,
                null);
    }

    private static Answer cancel(Question question, Terms terms, PastMoney.Taken taken) {
        var order = question.order();
        var asked = question.asked();
        var reason = asked == null
                ? RequestReason.OTHER
                : RequestReason.of(asked.reason()).orElse(RequestReason.OTHER);
        var around = question.around().apply(terms);
        var seen = asked == null
                ? Seen.of(order, terms, question.at(), around)
                : Seen.of(order, terms, question.at(), reason, asked.lines(), around);
        var ruling = CancellationRules.decide(seen);
        var refund = RefundRules.of(terms, order, reason, Payout.SOURCE, seen.byLaw());
        var lines = new HashSet<String>();
        var gone = new HashMap<String, Integer>();
        for (var line : order.lines()) {
            lines.add(line.line());
            if (line.units().in(Stage.CANCELED) > 0) {
                gone.put(line.line(), line.units().in(Stage.CANCELED));
            }
        }
        ToIntFunction<Ruling.Line> granted = line -> line.atOnce() + line.attempt();
        ToIntFunction<Ruling.Line> open = line -> line.heldOpen() + line.heldReleased();
        return told(
                ruling,
                amount(order, ruling.units(granted), units -> taken.quote(order.ref(), lines, gone, units, refund)),
                amount(order, ruling.units(open), units -> taken.quote(order.ref(), lines, gone, units, refund)));
    }

    private interface Quote {
        @Nullable
        MoneyBack of(Map<String, Integer> units);
    }

    private static @Nullable Amount amount(Order order, Map<String, Integer> units, Quote quote) {
        var money = units.isEmpty() ? null : quote.of(units);
        if (money == null) {
            return null;
        }
        long fee = money.withheld().stream()
                .filter(kept -> kept.rule().startsWith("cancellation_fee"))
                .mapToLong(MoneyBack.Withheld::amount)
                .sum();
        return new Amount(order.currency(), money.total() - money.kept(), fee);
    }

    private static Answer told(Ruling ruling, @Nullable Amount granted, @Nullable Amount open) {
        var reason = ruling.refusal() == null ? ruling.person() : ruling.refusal();
        var parts = ruling.lines().stream()
                .map(line -> new Part(
                        line.line(),
                        line.atOnce(),
                        line.attempt(),
                        line.heldOpen() + line.heldReleased(),
                        line.refused(),
                        line.because() == null ? null : line.because().word()))
                .toList();
        var how = switch (ruling.status()) {
            case REFUSED -> "refused";
            case WAITING -> "person";
            case ATTEMPTING -> "attempt";
            case CANCELED, SUCCESSFUL, UNABLE, PARTLY, WITHDRAWN -> "at_once";
        };
        return new Answer(how, reason == null ? null : reason.word(), parts, granted, open);
    }
}
