package dev.countermand.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/// An order as a shop would send it.
///
/// @param quantities units per line; the lines are called `1`, `2`, …
/// @param total what the shopper pays, minor units
/// @param json the document for `PUT /v1/orders/{number}`
record Snapshot(String seller, String number, List<Integer> quantities, long total, String json) {

    private static final int TAX_PERCENT = 19;

    /// Any order of one to three lines, paid by one or two tenders, from this source of chance.
    static Snapshot any(String seller, String number, RandomGenerator chance) {
        var quantities = new ArrayList<Integer>();
        for (int i = chance.nextInt(1, 4); i > 0; i--) {
            quantities.add(chance.nextInt(1, 5));
        }
        return of(seller, number, quantities, chance);
    }

    /// An order with these quantities.
    static Snapshot of(String seller, String number, List<Integer> quantities, RandomGenerator chance) {
        var order = Json.object();
        order.put("seller", seller).put("number", number).put("version", 1);
        order.put("placedAt", "2026-11-20T10:15:00Z").put("currency", "EUR").put("taxIncluded", true);
        person(order, number);
        long goods = lines(order, quantities, chance);
        long shipping = chance.nextInt(0, 4) * 199L;
        long discount = Math.min(goods, chance.nextInt(0, 3) * 101L);
        order.put("shipping", shipping).put("shippingTax", contained(shipping)).put("discount", discount);
        long total = goods + shipping - discount;
        payments(order, total, chance);
        order.put("amountDue", 0);
        return new Snapshot(seller, number, List.copyOf(quantities), total, Json.text(order));
    }

    private static void person(ObjectNode order, String number) {
        order.putObject("customer")
                .put("id", "c-" + number)
                .put("name", "Ada Example")
                .put("email", "ada+" + number.toLowerCase(java.util.Locale.ROOT) + "@example.org")
                .put("locale", "en-US")
                .put("country", "DE");
        order.putObject("billingAddress")
                .put("name", "Ada Example")
                .put("line1", "1 Test Street")
                .put("city", "Berlin")
                .put("postalCode", "10115")
                .put("country", "DE");
        order.putNull("shippingAddress");
    }

    private static long lines(ObjectNode order, List<Integer> quantities, RandomGenerator chance) {
        var lines = order.putArray("lines");
        long goods = 0;
        for (int i = 0; i < quantities.size(); i++) {
            long price = chance.nextLong(1, 20_000);
            long discount = chance.nextLong(0, Math.min(price, 700));
            long paid = quantities.get(i) * price - discount;
            lines.addObject()
                    .put("line", String.valueOf(i + 1))
                    .put("sku", "SKU-" + chance.nextInt(1000))
                    .put("title", "Thing " + (i + 1))
                    .put("quantity", quantities.get(i))
                    .put("unitPrice", price)
                    .put("discount", discount)
                    .put("tax", contained(paid))
                    .put("kind", "physical");
            goods += paid;
        }
        return goods;
    }

    private static void payments(ObjectNode order, long total, RandomGenerator chance) {
        var payments = order.putArray("payments");
        long first = total > 1 && chance.nextBoolean() ? chance.nextLong(1, total) : total;
        payment(payments.addObject(), "pay1", "card", first, chance.nextBoolean());
        if (first < total) {
            payment(payments.addObject(), "pay2", "gift_card", total - first, true);
        }
    }

    private static void payment(ObjectNode payment, String id, String tender, long amount, boolean captured) {
        payment.put("id", id).put("tender", tender).put("gateway", "manual");
        payment.put("amount", amount).put("captured", captured);
    }

    private static long contained(long gross) {
        return gross * TAX_PERCENT / (100 + TAX_PERCENT);
    }

    Call put(String key) {
        return new Call("put", number, "PUT", Call.order(number), json, key);
    }
}
