package dev.countermand.payments;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Order;
import dev.countermand.orders.Order.Line;
import dev.countermand.orders.Order.Tender;
import dev.countermand.orders.Units;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Orders for the tests of money: written by hand, or drawn at random from a seed.
final class TestOrders {

    static final Instant AT = Instant.parse("2026-11-20T10:15:00Z");

    private TestOrders() {}

    static Line line(String id, int quantity, long unitPrice, long discount, long tax) {
        return new Line(
                id,
                "sku-" + id,
                "Thing " + id,
                quantity,
                unitPrice,
                discount,
                tax,
                Order.Kind.PHYSICAL,
                null,
                Map.of(),
                Map.of(),
                Units.open(quantity));
    }

    /// An order paid by one captured card.
    static Order order(boolean taxIncluded, List<Line> lines, long shipping, long shippingTax, long discount) {
        long total = total(taxIncluded, lines, shipping, shippingTax, discount);
        return order(
                "EUR",
                taxIncluded,
                lines,
                shipping,
                shippingTax,
                discount,
                List.of(new Tender("pay1", "card", "manual", total, true)),
                0);
    }

    static Order order(
            String currency,
            boolean taxIncluded,
            List<Line> lines,
            long shipping,
            long shippingTax,
            long discount,
            List<Tender> payments,
            long amountDue) {
        var seller = new SellerId("kors");
        var ref = new OrderRef(new OrderId(Ids.mint(Ids.part(seller, "W1"), AT)), seller, "W1");
        var address = new Order.Address("Ada", "1 Test Street", null, null, "Berlin", null, "10115", "DE");
        return new Order(
                ref,
                1L,
                AT,
                AT,
                currency,
                taxIncluded,
                new Order.Customer("c1", "Ada", "ada@example.org", null, "en-GB", "DE"),
                address,
                null,
                lines,
                shipping,
                shippingTax,
                null,
                0,
                discount,
                payments,
                amountDue,
                Map.of());
    }

    /// The same with fees of the order, which its last payment pays, and the price of standard shipping.
    static Order with(Order order, long fees, @Nullable Long shippingStandard) {
        var payments = new ArrayList<>(order.payments());
        var last = payments.removeLast();
        payments.add(new Tender(last.id(), last.tender(), last.gateway(), last.amount() + fees, last.captured()));
        return new Order(
                order.ref(),
                order.version(),
                order.placedAt(),
                order.takenAt(),
                order.currency(),
                order.taxIncluded(),
                order.customer(),
                order.billingAddress(),
                order.shippingAddress(),
                order.lines(),
                order.shipping(),
                order.shippingTax(),
                shippingStandard,
                fees,
                order.discount(),
                payments,
                order.amountDue(),
                order.metadata());
    }

    static long total(boolean taxIncluded, List<Line> lines, long shipping, long shippingTax, long discount) {
        long sum = shipping - discount + (taxIncluded ? 0 : shippingTax);
        for (var line : lines) {
            sum += line.quantity() * line.unitPrice() - line.discount() + (taxIncluded ? 0 : line.tax());
        }
        return sum;
    }

    /// Any order that the sum rule allows: discounts up to everything there is, also line
    /// discounts above their line.
    static Order random(Random random) {
        boolean taxIncluded = random.nextBoolean();
        var lines = new ArrayList<Line>();
        int count = 1 + random.nextInt(random.nextInt(10) == 0 ? 40 : 5);
        for (int i = 1; i <= count; i++) {
            lines.add(line(random, String.valueOf(i)));
        }
        long shipping = random.nextInt(3) == 0 ? 0 : random.nextInt(2_000);
        long shippingTax = shipping == 0 ? 0 : random.nextLong(shipping / 4 + 1);
        long before = total(taxIncluded, lines, shipping, shippingTax, 0);
        if (before < 0) {
            return random(random);
        }
        long discount = switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> before;
            default -> random.nextLong(before + 1);
        };
        long total = before - discount;
        String currency = List.of("EUR", "JPY", "KWD", "BHD").get(random.nextInt(4));
        long due = random.nextInt(4) == 0 ? random.nextLong(total + 1) : 0;
        var tenders = tenders(random, total - due);
        var order = order(currency, taxIncluded, lines, shipping, shippingTax, discount, tenders, due);
        long fees = random.nextInt(3) == 0 ? random.nextInt(500) : 0;
        return with(order, fees, random.nextInt(3) == 0 ? random.nextLong(shipping + 1) : null);
    }

    private static Line line(Random random, String id) {
        int quantity = switch (random.nextInt(12)) {
            case 0 -> 1 + random.nextInt(100_000);
            case 1, 2, 3 -> 1 + random.nextInt(20);
            default -> 1 + random.nextInt(3);
        };
        long price = random.nextInt(10) == 0 ? random.nextInt(3) : random.nextInt(50_000);
        long value = quantity * price;
        long discount = switch (random.nextInt(6)) {
            case 0 -> random.nextLong(value + 1);
            case 1 -> random.nextInt(20) == 0 ? value + random.nextInt(500) : value;
            default -> 0;
        };
        return line(id, quantity, price, discount, random.nextLong(value / 4 + 1));
    }

    private static List<Tender> tenders(Random random, long amount) {
        var tenders = new ArrayList<Tender>();
        long rest = amount;
        int count = 1 + random.nextInt(3);
        for (int i = 1; i <= count; i++) {
            long part = i == count ? rest : random.nextLong(rest + 1);
            rest -= part;
            String tender = Order.TENDERS.get(random.nextInt(Order.TENDERS.size()));
            tenders.add(new Tender("pay" + i, tender, "manual", part, random.nextBoolean()));
        }
        return tenders;
    }
}
