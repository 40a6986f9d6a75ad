package dev.countermand.feeds;

import dev.countermand.kernel.Problem;
import dev.countermand.orders.Stage;
import dev.countermand.site.Json;
import java.io.IOException;
import java.io.InputStream;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads the retail shop of tau2-bench. Its orders have no dates, its prices are dollars with two
/// decimals, and two of the same thing are two items with the same id.
final class TauRetail {

    private static final int FILE_BYTES_MAX = 64 * 1024 * 1024;
    private static final int CENTS = 2;

    private static final Map<String, List<Stage>> WAYS = Map.of(
            "pending", List.of(),
            "processed", List.of(Stage.RELEASED),
            "delivered", List.of(Stage.SHIPPED, Stage.DELIVERED),
            "cancelled", List.of(Stage.CANCELED));

    private static final Map<String, String> TENDERS =
            Map.of("credit_card", "card", "paypal", "paypal", "gift_card", "gift_card");

    private static final Map<String, String> COUNTRIES = Map.of("USA", "US");

    private TauRetail() {}

    static void read(InputStream in, Consumer<ImportRow> rows) throws IOException {
        byte[] file = in.readNBytes(FILE_BYTES_MAX + 1);
        if (file.length > FILE_BYTES_MAX) {
            throw Problem.of(
                    Problem.Kind.TOO_LARGE, "too_large", "A file may have " + FILE_BYTES_MAX + " bytes when unpacked.");
        }
        var shop = Json.tree(file);
        if (!shop.path("orders").isObject() || !shop.path("users").isObject()) {
            throw Problem.invalid(
                    "required", "", "This is not a tau2-retail file: it has `orders` and `users` by their ids.");
        }
        int row = 0;
        for (var order : shop.path("orders").values()) {
            row++;
            var user = shop.path("users").path(text(order, "user_id"));
            rows.accept(row(row, order, user, shop.path("products")));
        }
    }

    private static ImportRow row(int row, JsonNode order, JsonNode user, JsonNode products) {
        var number = text(order, "order_id");
        try {
            var way = WAYS.get(text(order, "status"));
            if (way == null) {
                throw fault("/status", "Give one of pending, processed, delivered, cancelled.");
            }
            if (user.isMissingNode()) {
                throw fault("/user_id", "There is no such user in the file.");
            }
            return new ImportRow(row, number, snapshot(order, user, products), way, null);
        } catch (Problem problem) {
            return ImportRow.faulty(row, number, problem);
        }
    }

    private static ObjectNode snapshot(JsonNode order, JsonNode user, JsonNode products) {
        var name = (text(user.path("name"), "first_name") + " " + text(user.path("name"), "last_name")).strip();
        var snapshot = JsonNodeFactory.instance.objectNode();
        snapshot.put("number", text(order, "order_id")).put("currency", "USD");
        snapshot.putObject("customer")
                .put("id", text(order, "user_id"))
                .put("name", name)
                .put("email", text(user, "email"))
                .put("locale", "en-US")
                .put("country", country(user.path("address")));
        snapshot.set("billingAddress", address(name, user.path("address")));
        snapshot.set("shippingAddress", address(name, order.path("address")));
        lines(snapshot, order, products);
        payments(snapshot, order, user);
        var notes = snapshot.putObject("metadata").put("source", "tau2-retail").put("status", text(order, "status"));
        var tracking = notes.putArray("tracking");
        order.path("fulfillments").forEach(f -> f.path("tracking_id").forEach(tracking::add));
        return snapshot;
    }

    private static ObjectNode address(String name, JsonNode from) {
        var address = JsonNodeFactory.instance.objectNode();
        address.put("name", name).put("line1", text(from, "address1"));
        if (!text(from, "address2").isBlank()) {
            address.put("line2", text(from, "address2"));
        }
        return address.put("city", text(from, "city"))
                .put("region", text(from, "state"))
                .put("postalCode", text(from, "zip"))
                .put("country", country(from));
    }

    private static String country(JsonNode address) {
        return COUNTRIES.getOrDefault(text(address, "country"), text(address, "country"));
    }

    private static void lines(ObjectNode snapshot, JsonNode order, JsonNode products) {
        boolean pending = text(order, "status").equals("pending");
        var lines = snapshot.putArray("lines");
        var seen = new HashMap<String, Integer>();
        for (var item : order.path("items")) {
            var id = text(item, "item_id");
            int copy = seen.merge(id, 1, Integer::sum);
            var line = lines.addObject()
                    .put("line", copy == 1 ? id : id + "-" + copy)
                    .put("sku", id)
                    .put("title", text(item, "name"))
                    .put("quantity", 1)
                    .put("unitPrice", cents(item, "price"));
            line.set("attributes", item.path("options").deepCopy());
            var notes = line.putObject("metadata").put("product", text(item, "product_id"));
            if (pending) {
                alternatives(notes, id, products.path(text(item, "product_id")));
            }
        }
    }

    /// The other options of the same product that are there: what may still be chosen.
    private static void alternatives(ObjectNode notes, String item, JsonNode product) {
        if (product.path("variants").isEmpty()) {
            return;
        }
        var offered = notes.putArray("alternatives");
        for (var variant : product.path("variants").values()) {
            if (variant.path("available").asBoolean(false)
                    && !text(variant, "item_id").equals(item)) {
                offered.addObject()
                        .put("sku", text(variant, "item_id"))
                        .put("title", text(product, "name"))
                        .put("unitPrice", cents(variant, "price"))
                        .set("attributes", variant.path("options").deepCopy());
            }
        }
    }

    /// What was given back for a canceled order is not told: that its units are canceled says so.
    private static void payments(ObjectNode snapshot, JsonNode order, JsonNode user) {
        var payments = snapshot.putArray("payments");
        for (var told : order.path("payment_history")) {
            if (!text(told, "transaction_type").equals("payment")) {
                continue;
            }
            var method = text(told, "payment_method_id");
            var source = text(user.path("payment_methods").path(method), "source");
            payments.addObject()
                    .put("id", method)
                    .put("tender", TENDERS.getOrDefault(source, "other"))
                    .put("amount", cents(told, "amount"))
                    .put("captured", true);
        }
    }

    private static long cents(JsonNode node, String name) {
        var amount = node.path(name);
        try {
            return amount.decimalValue()
                    .setScale(CENTS, RoundingMode.UNNECESSARY)
                    .unscaledValue()
                    .longValueExact();
        } catch (ArithmeticException | tools.jackson.core.JacksonException notCents) {
            throw fault("/" + name, "Give an amount with at most two decimals.");
        }
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).isString() ? node.path(name).stringValue() : "";
    }

    private static Problem fault(String pointer, String message) {
        return Problem.invalid("value", pointer, message);
    }
}
