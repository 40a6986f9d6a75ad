package dev.countermand.cancellations.web;

import dev.countermand.cancellations.Cancellation;
import dev.countermand.cancellations.Changes;
import dev.countermand.cancellations.RefundRules;
import dev.countermand.cancellations.RequestReason;
import dev.countermand.orders.Order;
import dev.countermand.payments.Exchanged;
import dev.countermand.payments.MoneyBack;
import dev.countermand.payments.OrderMoney.PaymentMoney;
import dev.countermand.payments.Payments;
import dev.countermand.payments.TenderKind;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Terms;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.springframework.stereotype.Component;

/// What would go back, before anything is done.
@Component
class Quotes {

    private final Policies policies;
    private final Payments payments;
    private final Changes changes;

    Quotes(Policies policies, Payments payments, Changes changes) {
        this.policies = policies;
        this.payments = payments;
        this.changes = changes;
    }

    /// When all of it works out, the units that wait included.
    MoneyBack of(Order order, Cancellation would) {
        return of(order, would, line -> line.canceled() + line.pending());
    }

    /// For the units that wait, if they are stopped.
    MoneyBack ofPending(Order order, Cancellation attempt) {
        return attempt.change() == null
                ? of(order, attempt, Cancellation.Line::pending)
                : changes.pending(order, attempt)
                        .map(Exchanged::money)
                        .orElseGet(() -> MoneyBack.nothing(order.currency(), 0));
    }

    /// Whether there is a choice: the terms offer store credit, and money was taken that could become it.
    boolean offersCredit(Order order) {
        return RefundRules.offersCredit(terms(order).cancellation(), RequestReason.OTHER)
                && payments.of(order.ref()).payments().stream().anyMatch(Quotes::mayBecomeCredit);
    }

    private static boolean mayBecomeCredit(PaymentMoney payment) {
        return TenderKind.of(payment.tender()).mayBecomeCredit()
                && payment.captured() > payment.refunded() + payment.refunding();
    }

    private MoneyBack of(Order order, Cancellation would, ToIntFunction<Cancellation.Line> count) {
        var units = new LinkedHashMap<String, Integer>();
        would.lines().stream()
                .filter(line -> count.applyAsInt(line) > 0)
                .forEach(line -> units.put(line.line(), count.applyAsInt(line)));
        return money(order, would, units);
    }

    private MoneyBack money(Order order, Cancellation would, Map<String, Integer> units) {
        return payments.quote(order, units, RefundRules.of(terms(order), order, would));
    }

    private Terms terms(Order order) {
        return policies.inForce(order.ref().seller(), order.boundAt());
    }
}
