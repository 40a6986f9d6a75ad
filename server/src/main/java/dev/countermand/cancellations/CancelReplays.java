package dev.countermand.cancellations;

import dev.countermand.kernel.OrderRef;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.payments.MoneyBack;
import dev.countermand.payments.PastMoney;
import dev.countermand.policies.Terms;
import dev.countermand.policies.spi.Replays;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Decides requests of the past again, with what the rules saw then.
@Component
class CancelReplays implements Replays {

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
                request.id().toString(),
                saw.at(),
                (saw.reason() == null ? RequestReason.OTHER : saw.reason()).word(),
                saw.requested(),
                units,
                accessed,
                request.version(),
                told(request.kept().decided(), null, null));
    }

    @Override
    public Answers over(List<OrderRef> orders) {
        var taken = money.read(orders);
        return (question, terms) -> answer(question, terms, taken);
    }

    private static Answer answer(Question question, Terms terms, PastMoney.Taken taken) {
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
        var refund = RefundRules.of(terms, order, reason, Payout.SOURCE, seen.isByRight());
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
                amount(
                        order,
                        CancellationIntake.units(ruling, granted),
                        units -> taken.quote(order.ref(), lines, gone, units, refund)),
                amount(
                        order,
                        CancellationIntake.units(ruling, open),
                        units -> taken.quote(order.ref(), lines, gone, units, refund)));
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
