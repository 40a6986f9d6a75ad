package dev.countermand.payments;

import dev.countermand.AppTest;
import dev.countermand.MutableClock;
import dev.countermand.cases.CaseLog;
import dev.countermand.cases.CaseQueue;
import dev.countermand.cases.Entry;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Goods;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Snapshots;
import dev.countermand.orders.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// A seller who takes orders, has units canceled and reports what he did with the money.
@AppTest
abstract class Shop {

    static final SellerId SELLER = new SellerId("money");
    static final Actor KEY = new Actor(Actor.Kind.SELLER, "their key", Set.of(SELLER), null, Actor.Channel.API);
    static final RefundTerms TERMS = new RefundTerms("with_last_unit");

    @Autowired
    Orders orders;

    @Autowired
    Goods goods;

    @Autowired
    Payments payments;

    @Autowired
    PaymentWorker worker;

    @Autowired
    CaseLog log;

    @Autowired
    CaseQueue queue;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MutableClock clock;

    /// One line of four units of 10.00, free of shipping.
    Order take(String payments) {
        return take(4, payments, 0);
    }

    Order take(int units, String payments, long due) {
        return take(UUID.randomUUID().toString(), units, payments, due);
    }

    Order take(String number, int units, String payments, long due) {
        var snapshot = Snapshots.parse("""
                {"placedAt": "2026-11-20T10:00:00Z", "currency": "EUR",
                 "customer": {"id": "c1", "name": "Ada Example", "email": "ada@example.org", "country": "DE"},
                 "billingAddress": {"name": "Ada Example", "line1": "1 Test Street", "city": "Berlin",
                                    "postalCode": "10115", "country": "DE"},
                 "lines": [{"line": "1", "sku": "A", "title": "Thing", "quantity": %d, "unitPrice": 1000}],
                 "payments": %s, "amountDue": %d}
                """.formatted(units, payments, due));
        return in(() -> orders.take(SELLER, number, snapshot, KEY)).order();
    }

    static String card(long amount, boolean captured) {
        return "{\"id\": \"card\", \"tender\": \"card\", \"gateway\": \"manual\", \"amount\": %d, \"captured\": %s}"
                .formatted(amount, captured);
    }

    MoneyBack cancel(Order order, int units) {
        return cancel(order, Map.of("1", units));
    }

    MoneyBack cancel(Order order, Map<String, Integer> units) {
        return cancel(order, units, TERMS);
    }

    MoneyBack cancel(Order order, Map<String, Integer> units, RefundTerms terms) {
        return in(() -> {
            var locked = goods.lock(order.ref());
            var cause = new Goods.Cause("cancellation", "can_test");
            var moves = new LinkedHashMap<String, Goods.Move>();
            units.forEach((line, n) -> moves.put(line, new Goods.Move(line, Stage.OPEN, Stage.CANCELED, n)));
            var moved = goods.move(locked, List.copyOf(moves.values()), cause);
            return payments.giveBack(moved, units, terms, cause, KEY);
        });
    }

    Payments.Reported report(Order order, PaymentEvent.Type type, @Nullable Long amount, @Nullable String reference) {
        return report(order, new PaymentEvent(type, amount, reference, null, null, null));
    }

    Payments.Reported report(Order order, PaymentEvent event) {
        return in(() -> payments.report(payment(order).publicId(), event, KEY));
    }

    Payments.Retried retry(String effect) {
        return in(() -> payments.retry(effect, KEY));
    }

    /// The first payment.
    OrderMoney.PaymentMoney payment(Order order) {
        return money(order).payments().getFirst();
    }

    OrderMoney money(Order order) {
        return payments.of(order.ref());
    }

    OrderMoney.EffectMoney effect(Order order, int index) {
        return payment(order).effects().get(index);
    }

    List<String> states(Order order) {
        return payment(order).effects().stream()
                .map(e -> e.kind() + " " + e.amount() + " " + e.state())
                .toList();
    }

    List<String> facts(Order order) {
        return log.timeline(order.ref().id(), 0, 1000).stream()
                .map(Entry::kind)
                .filter(kind -> kind.startsWith("payment."))
                .toList();
    }

    List<CaseQueue.Item> waiting(Order order) {
        return queue.of(order.ref().id().value());
    }

    <T> T in(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
