package dev.countermand.connectors.sandbox;

import dev.countermand.connectors.sandbox.town.InDemo;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.outgoing.CallResult;
import dev.countermand.site.Json;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Where the customer of the demo's shops pays: his card is charged at the sandbox's provider, then the shop
/// brings in the order.
@Component
@InDemo
class DemoCheckout {

    /// A shop and what it calls itself when it brings in an order.
    record Shop(SellerId seller, Actor actor) {

        static Shop of(SellerId seller) {
            return new Shop(
                    seller, new Actor(Actor.Kind.SELLER, seller + " shop", Set.of(seller), null, Actor.Channel.API));
        }
    }

    /// What is bought.
    ///
    /// @param line of the order, as in a snapshot
    /// @param total what is paid, minor units of EUR
    /// @param more further members of the snapshot, such as `shipping`
    record Basket(Map<String, Object> line, long total, Map<String, Object> more) {}

    private final Orders orders;
    private final Contract contract;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DemoCheckout(Orders orders, Contract contract, PlatformTransactionManager transactions, Clock clock) {
        this.orders = orders;
        this.contract = contract;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /// Charges and brings in. Fails with UNAVAILABLE when the provider does not answer.
    ///
    /// @param then is done in the same transaction
    void place(Shop shop, String number, Basket basket, Consumer<Order> then) {
        var charge = "ch_" + shop.seller() + "_" + number;
        charge(shop.seller(), charge, basket.total());
        var snapshot = Json.tree(Json.write(snapshot(basket, charge)));
        transaction.executeWithoutResult(status -> then.accept(
                orders.take(shop.seller(), number, snapshot, shop.actor()).order()));
    }

    private void charge(SellerId seller, String charge, long amount) {
        var body = new TreeMap<String, Object>(
                Map.of("id", charge, "seller", seller.value(), "amount", amount, "currency", "EUR", "capture", true));
        var answer = contract.call("POST", "/payments/charges", Json.write(body), Map.of());
        if (!(answer instanceof CallResult.Answered answered) || answered.status() >= 300) {
            throw Problem.of(
                    Problem.Kind.UNAVAILABLE, "sandbox_unreachable", "The sandbox's provider does not answer.");
        }
    }

    private Map<String, Object> snapshot(Basket basket, String charge) {
        var snapshot = new TreeMap<String, Object>(basket.more());
        snapshot.put("placedAt", now());
        snapshot.put("currency", "EUR");
        snapshot.put(
                "customer",
                Map.of("id", "robin", "name", "Robin Sample", "email", "robin@example.org", "country", "US"));
        snapshot.put("billingAddress", address());
        snapshot.put("shippingAddress", address());
        snapshot.put("lines", List.of(basket.line()));
        snapshot.put(
                "payments",
                List.of(Map.of(
                        "id",
                        charge,
                        "tender",
                        "card",
                        "gateway",
                        SandboxGateway.NAME,
                        "amount",
                        basket.total(),
                        "captured",
                        true)));
        return snapshot;
    }

    private static Map<String, String> address() {
        return new TreeMap<>(Map.of(
                "name", "Robin Sample",
                "line1", "7 Harbor Lane",
                "city", "Portsmouth",
                "postalCode", "03801",
                "country", "US"));
    }

    // As precise as what terms begin by: an order of the same second would be bound to those before them.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
