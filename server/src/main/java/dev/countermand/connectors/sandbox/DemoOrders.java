package dev.countermand.connectors.sandbox;

import dev.countermand.accounts.OrderLinks;
import dev.countermand.accounts.Sellers;
import dev.countermand.connectors.fulfilment.Partners;
import dev.countermand.connectors.sandbox.town.InDemo;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Stage;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// A small shop of the demo whose warehouse and payment provider are the sandbox's, with orders that are
/// being packed: whoever cancels one sees an attempt that answers itself.
@Component
@InDemo
public class DemoOrders {

    /// An order of the shop, with the link that opens it as its customer would.
    public record Shown(String number, OrderRef order, URI link, boolean touched) {}

    private static final SellerId SELLER = new SellerId("sandbox");
    private static final String NAME = "Harbor Lane Outfitters";
    private static final String NUMBERS = "S";
    private static final int FIRST_NUMBER = 1001;
    private static final int AT_START = 2;
    private static final int SHOWN = 6;
    private static final int NUMBERS_MAX = 10_000;
    private static final DemoCheckout.Shop SHOP = DemoCheckout.Shop.of(SELLER);
    private static final Actor DEMO = new Actor(Actor.Kind.OPERATOR, "demo", Set.of(), null, Actor.Channel.SYSTEM);
    private static final Logger LOG = LoggerFactory.getLogger(DemoOrders.class);

    /// What is sold there.
    private record Thing(String sku, String title, long price) {}

    private static final List<Thing> THINGS = List.of(
            new Thing("HL-COAT", "Waxed field coat", 18900),
            new Thing("HL-BAG", "Canvas weekender", 12900),
            new Thing("HL-LAMP", "Storm lantern", 5900),
            new Thing("HL-MUG", "Enamel mug, set of four", 3400));

    private final Orders orders;
    private final Partners partners;
    private final Sellers sellers;
    private final OrderLinks links;
    private final DemoCheckout checkout;

    DemoOrders(Orders orders, Partners partners, Sellers sellers, OrderLinks links, DemoCheckout checkout) {
        this.orders = orders;
        this.partners = partners;
        this.sellers = sellers;
        this.links = links;
        this.checkout = checkout;
    }

    /// Opens the shop with its first orders; a second start, or process, changes nothing.
    @EventListener(ApplicationReadyEvent.class)
    @org.springframework.core.annotation.Order
    void open() {
        try {
            if (orders.ref(SELLER, number(FIRST_NUMBER + AT_START - 1)).isPresent()) {
                return;
            }
            sellers.ensure(SELLER);
            sellers.rename(SELLER, NAME);
            partners.choose(SELLER, new Partners.Choice(SandboxStopper.NAME, null, null), DEMO);
            for (int i = 0; i < AT_START; i++) {
                place(FIRST_NUMBER + i);
            }
            LOG.info("The sandbox shop \"{}\" is open: seller \"{}\"", NAME, SELLER);
        } catch (RuntimeException failure) {
            LOG.warn("The sandbox shop could not be opened; it is tried again at the next start", failure);
        }
    }

    /// One more order, charged at the provider and being packed by the warehouse. Fails with UNAVAILABLE
    /// when the provider does not answer, TOO_MANY when there are ten thousand.
    public void placeOne() {
        int next = FIRST_NUMBER;
        // Numbers grow one by one, so the first free one is found by halving.
        int low = FIRST_NUMBER;
        int high = FIRST_NUMBER + NUMBERS_MAX;
        while (low < high) {
            int middle = (low + high) / 2;
            if (orders.ref(SELLER, number(middle)).isPresent()) {
                low = middle + 1;
            } else {
                high = middle;
            }
            next = low;
        }
        if (next >= FIRST_NUMBER + NUMBERS_MAX) {
            throw Problem.of(Problem.Kind.TOO_MANY, "too_many_orders", "The sandbox shop has enough orders.");
        }
        place(next);
    }

    private void place(int count) {
        var thing = THINGS.get((count - FIRST_NUMBER) % THINGS.size());
        checkout.place(SHOP, number(count), basket(thing), order -> orders.release(order.ref(), null, SHOP.actor()));
    }

    private static DemoCheckout.Basket basket(Thing thing) {
        return new DemoCheckout.Basket(
                Map.of(
                        "line", "1",
                        "sku", thing.sku(),
                        "title", thing.title(),
                        "quantity", 1,
                        "unitPrice", thing.price()),
                thing.price(),
                Map.of());
    }

    /// The latest orders of the shop.
    public List<Shown> latest() {
        var page = orders.list(new Orders.Search(List.of(SELLER), null, null, null, SHOWN));
        return page.orders().stream().map(this::shown).toList();
    }

    private Shown shown(Order order) {
        boolean untouched = order.unitsIn(Stage.RELEASED) > 0;
        return new Shown(order.ref().number(), order.ref(), links.open(order.ref()), !untouched);
    }

    private static String number(int count) {
        return NUMBERS + count;
    }
}
