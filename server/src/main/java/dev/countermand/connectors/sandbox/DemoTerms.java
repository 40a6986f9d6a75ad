package dev.countermand.connectors.sandbox;

import dev.countermand.accounts.OrderLinks;
import dev.countermand.accounts.Sellers;
import dev.countermand.connectors.sandbox.town.InDemo;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Stage;
import dev.countermand.outgoing.CallResult;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Terms;
import dev.countermand.site.Json;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A second small shop of the demo, whose terms withhold something and offer store credit: whoever cancels
/// there sees each amount with its reason.
@Component
@InDemo
public class DemoTerms {

    /// Whose it is.
    public static final SellerId SELLER = new SellerId("lantern");

    private static final String NAME = "Lantern & Loom";
    private static final List<String> NUMBERS = List.of("L1001", "L1002");
    private static final long PRICE = 4200;
    private static final int UNITS = 2;
    private static final long EXPRESS = 1290;
    private static final long STANDARD = 490;
    private static final long FEES = 250;
    private static final BigDecimal PERCENT_KEPT = BigDecimal.valueOf(5);
    private static final Actor SHOP =
            new Actor(Actor.Kind.SELLER, "lantern shop", Set.of(SELLER), null, Actor.Channel.API);
    private static final Logger LOG = LoggerFactory.getLogger(DemoTerms.class);

    private final Orders orders;
    private final Policies policies;
    private final Sellers sellers;
    private final OrderLinks links;
    private final Contract contract;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DemoTerms(
            Orders orders,
            Policies policies,
            Sellers sellers,
            OrderLinks links,
            Contract contract,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.orders = orders;
        this.policies = policies;
        this.sellers = sellers;
        this.links = links;
        this.contract = contract;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /// Opens the shop with its orders; a second start, or process, changes nothing.
    @EventListener(ApplicationReadyEvent.class)
    @org.springframework.core.annotation.Order(Ordered.LOWEST_PRECEDENCE)
    void open() {
        try {
            if (orders.ref(SELLER, NUMBERS.getLast()).isPresent()) {
                return;
            }
            sellers.ensure(SELLER);
            sellers.rename(SELLER, NAME);
            transaction.executeWithoutResult(status -> policies.publish(SELLER, terms(), SHOP));
            NUMBERS.forEach(this::place);
            LOG.info("The demo shop \"{}\" is open: seller \"{}\"", NAME, SELLER);
        } catch (RuntimeException failure) {
            LOG.warn("The demo shop \"{}\" could not be opened; it is tried again at the next start", NAME, failure);
        }
    }

    private Terms.Cancellation terms() {
        var usual = policies.builtIn().cancellation();
        return new Terms.Cancellation(
                usual.open(),
                usual.released(),
                usual.window(),
                usual.personKinds(),
                usual.refusedKinds(),
                usual.deadline(),
                usual.silence(),
                Terms.ShippingBack.CHEAPEST_STANDARD,
                Terms.FeesBack.NEVER,
                List.of(),
                new Terms.Fee(PERCENT_KEPT, Map.of()),
                Terms.StoreCredit.BY_CHOICE);
    }

    private void place(String number) {
        long total = UNITS * PRICE + EXPRESS + FEES;
        var charge = "ch_" + SELLER + "_" + number;
        var body = new TreeMap<String, Object>(
                Map.of("id", charge, "seller", SELLER.value(), "amount", total, "currency", "EUR", "capture", true));
        var answer = contract.call("POST", "/payments/charges", Json.write(body), Map.of());
        if (!(answer instanceof CallResult.Answered answered) || answered.status() >= 300) {
            throw new IllegalStateException("the sandbox's provider does not answer");
        }
        var snapshot = Json.tree(snapshot(charge, total));
        transaction.executeWithoutResult(status -> orders.take(SELLER, number, snapshot, SHOP));
    }

    private String snapshot(String charge, long total) {
        var order = new TreeMap<String, Object>(Map.of(
                "placedAt",
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                "currency",
                "EUR",
                "customer",
                Map.of("id", "robin", "name", "Robin Sample", "email", "robin@example.org", "country", "US"),
                "billingAddress",
                address(),
                "lines",
                List.of(Map.of(
                        "line", "1",
                        "sku", "LL-THROW",
                        "title", "Wool throw",
                        "quantity", UNITS,
                        "unitPrice", PRICE)),
                "shipping",
                EXPRESS,
                "shippingStandard",
                STANDARD,
                "fees",
                FEES,
                "payments",
                List.of(Map.of(
                        "id",
                        charge,
                        "tender",
                        "card",
                        "gateway",
                        SandboxGateway.NAME,
                        "amount",
                        total,
                        "captured",
                        true))));
        return Json.write(order);
    }

    private static Map<String, String> address() {
        return Map.of(
                "name", "Robin Sample",
                "line1", "7 Harbor Lane",
                "city", "Portsmouth",
                "postalCode", "03801",
                "country", "US");
    }

    /// The orders of the shop.
    public List<DemoOrders.Shown> all() {
        var page = orders.list(new Orders.Search(List.of(SELLER), null, null, null, NUMBERS.size()));
        return page.orders().stream().map(this::shown).toList();
    }

    private DemoOrders.Shown shown(Order order) {
        return new DemoOrders.Shown(
                order.ref().number(), order.ref(), links.open(order.ref()), order.unitsIn(Stage.OPEN) < UNITS);
    }
}
