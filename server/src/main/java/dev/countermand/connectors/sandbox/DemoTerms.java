package dev.countermand.connectors.sandbox;

import dev.countermand.accounts.OrderLinks;
import dev.countermand.accounts.Sellers;
import dev.countermand.connectors.sandbox.town.InDemo;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Fee;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Terms;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
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
    private static final DemoCheckout.Shop SHOP = DemoCheckout.Shop.of(SELLER);
    private static final DemoCheckout.Basket BASKET = new DemoCheckout.Basket(
            Map.of("line", "1", "sku", "LL-THROW", "title", "Wool throw", "quantity", UNITS, "unitPrice", PRICE),
            UNITS * PRICE + EXPRESS + FEES,
            Map.of("shipping", EXPRESS, "shippingStandard", STANDARD, "fees", FEES));
    private static final Logger LOG = LoggerFactory.getLogger(DemoTerms.class);

    private final Orders orders;
    private final Policies policies;
    private final Sellers sellers;
    private final OrderLinks links;
    private final DemoCheckout checkout;
    private final TransactionTemplate transaction;

    DemoTerms(
            Orders orders,
            Policies policies,
            Sellers sellers,
            OrderLinks links,
            DemoCheckout checkout,
            PlatformTransactionManager transactions) {
        this.orders = orders;
        this.policies = policies;
        this.sellers = sellers;
        this.links = links;
        this.checkout = checkout;
        this.transaction = new TransactionTemplate(transactions);
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
            publish();
            NUMBERS.forEach(this::place);
            LOG.info("The demo shop \"{}\" is open: seller \"{}\"", NAME, SELLER);
        } catch (RuntimeException failure) {
            LOG.warn("The demo shop \"{}\" could not be opened; it is tried again at the next start", NAME, failure);
        }
    }

    void publish() {
        transaction.executeWithoutResult(_ -> policies.publish(SELLER, terms(), SHOP.actor()));
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
                new Fee(PERCENT_KEPT, Map.of()),
                Terms.StoreCredit.BY_CHOICE,
                usual.reasons(),
                usual.exceptions(),
                usual.askReason(),
                usual.afterwards());
    }

    void place(String number) {
        checkout.place(SHOP, number, BASKET, _ -> {});
    }

    /// The orders of the shop.
    public List<DemoOrders.Shown> all() {
        return NUMBERS.stream()
                .flatMap(number -> orders.find(SELLER, number).stream())
                .map(this::shown)
                .toList();
    }

    private DemoOrders.Shown shown(Order order) {
        return new DemoOrders.Shown(
                order.ref().number(), order.ref(), links.open(order.ref()), order.unitsIn(Stage.OPEN) < UNITS);
    }
}
