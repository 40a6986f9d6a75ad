package dev.countermand.feeds;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes an order of the rows of an invoice. Pure. What the file does not say stands there as unknown:
/// customers have numbers and no names, parcels no addresses. That an invoice was written means that it
/// was paid, by means the file does not tell.
final class RetailOrders {

    /// An order of the API cannot have more lines; invoices may.
    static final int LINES_MAX = 5000;

    private static final String CURRENCY = "GBP";
    private static final int CENTS = 2;
    private static final String SHOPS_COUNTRY = "GB";
    private static final String UNKNOWN = "–";

    /// Carriage: part of what the order costs, but nothing that was bought.
    private static final Set<String> SHIPPING = Set.of("POST", "DOT", "C2");
    /// Other codes of the books that are no goods.
    private static final Set<String> BOOKED =
            Set.of("M", "D", "S", "B", "CRUK", "AMAZONFEE", "BANK CHARGES", "ADJUST", "ADJUST2");

    private static final Map<String, String> COUNTRIES = countries();

    private RetailOrders() {}

    /// Whether the code stands for something that can be bought and taken back.
    static boolean isGoods(String sku) {
        var code = sku.toUpperCase(Locale.ROOT);
        return !SHIPPING.contains(code) && !BOOKED.contains(code);
    }

    /// Why these rows are no order; null when they are one.
    static @Nullable String fault(List<RetailRow> rows) {
        if (rows.stream().map(RetailRow::customer).distinct().count() > 1
                || rows.stream().map(RetailRow::country).distinct().count() > 1) {
            return "mixed_invoice";
        }
        return rows.size() > LINES_MAX ? "too_many_lines" : null;
    }

    static Instant placedAt(List<RetailRow> rows) {
        return rows.stream().map(RetailRow::at).min(Instant::compareTo).orElseThrow();
    }

    /// Which rows are lines of the order: the goods and services; when there are none, whatever there is.
    static List<RetailRow> lines(List<RetailRow> rows) {
        var lines = rows.stream().filter(row -> !isShipping(row)).toList();
        return lines.isEmpty() ? rows : lines;
    }

    private static boolean isShipping(RetailRow row) {
        return SHIPPING.contains(row.sku().toUpperCase(Locale.ROOT));
    }

    /// The order in the form of the API. Its lines are numbered as [#lines] has them, from 1.
    static ObjectNode snapshot(List<RetailRow> rows) {
        var first = rows.getFirst();
        var name = first.customer().isEmpty() ? UNKNOWN : "Customer " + first.customer();
        var country = COUNTRIES.getOrDefault(first.country().toLowerCase(Locale.ROOT), SHOPS_COUNTRY);
        var snapshot = JsonNodeFactory.instance.objectNode();
        snapshot.put("number", first.invoice())
                .put("placedAt", placedAt(rows).toString())
                .put("currency", CURRENCY);
        var customer = snapshot.putObject("customer")
                .put("name", name)
                .put("locale", "en-GB")
                .put("country", country);
        if (!first.customer().isEmpty()) {
            customer.put("id", first.customer());
        }
        snapshot.putObject("billingAddress")
                .put("name", name)
                .put("line1", UNKNOWN)
                .put("city", UNKNOWN)
                .put("country", country);
        var lines = lines(rows);
        long total = 0;
        for (int i = 0; i < lines.size(); i++) {
            total += line(snapshot.withArray("lines").addObject(), i + 1, lines.get(i));
        }
        long shipping = lines.size() == rows.size()
                ? 0
                : rows.stream()
                        .filter(RetailOrders::isShipping)
                        .mapToLong(RetailOrders::cents)
                        .sum();
        snapshot.put("shipping", shipping);
        payment(snapshot, total + shipping);
        snapshot.putObject("metadata").put("source", "online-retail").put("country", first.country());
        return snapshot;
    }

    private static long line(ObjectNode line, int number, RetailRow row) {
        long cents = cents(row);
        // Prices below a penny: the line is rounded once, by a discount on the next whole penny.
        long price = row.price()
                .setScale(CENTS, RoundingMode.CEILING)
                .unscaledValue()
                .longValueExact();
        line.put("line", String.valueOf(number))
                .put("sku", row.sku())
                .put("title", row.title())
                .put("quantity", row.quantity())
                .put("unitPrice", price)
                .put("discount", price * row.quantity() - cents)
                .put("kind", kind(row.sku()));
        return cents;
    }

    private static String kind(String sku) {
        if (!isGoods(sku)) {
            return "service";
        }
        return sku.toLowerCase(Locale.ROOT).startsWith("gift_") ? "gift_card" : "physical";
    }

    private static long cents(RetailRow row) {
        return row.price()
                .multiply(BigDecimal.valueOf(row.quantity()))
                .setScale(CENTS, RoundingMode.HALF_EVEN)
                .unscaledValue()
                .longValueExact();
    }

    private static void payment(ObjectNode snapshot, long total) {
        var payments = snapshot.putArray("payments");
        if (total > 0) {
            payments.addObject()
                    .put("id", "invoice")
                    .put("tender", "other")
                    .put("amount", total)
                    .put("captured", true);
        }
    }

    /// By their English names, and by those that the shop uses.
    private static Map<String, String> countries() {
        var byName = new HashMap<String, String>();
        for (var code : Locale.getISOCountries()) {
            var name = Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
            byName.put(name.toLowerCase(Locale.ROOT), code);
        }
        byName.put("eire", "IE");
        byName.put("rsa", "ZA");
        byName.put("usa", "US");
        byName.put("hong kong", "HK");
        byName.put("czech republic", "CZ");
        byName.put("korea", "KR");
        byName.put("west indies", "JM");
        byName.put("channel islands", "JE");
        return Map.copyOf(byName);
    }
}
