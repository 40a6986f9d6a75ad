package dev.countermand.feeds;

import dev.countermand.site.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;

/// The retail shop of tau2-bench, and its tasks that change pending orders.
final class RetailTasks {

    static final JsonNode SHOP = Json.tree(read("/demo/tau2-retail/db.json.gz"));

    private static final List<String> CHANGES =
            List.of("modify_pending_order_items", "modify_pending_order_address", "cancel_pending_order");

    private RetailTasks() {}

    /// A task, and what it does to pending orders, in its order.
    record Task(String id, List<JsonNode> actions) {

        @Override
        public String toString() {
            return "task " + id;
        }
    }

    static List<Task> all() {
        var tasks = new ArrayList<Task>();
        for (var task : Json.tree(read("/tau2-retail/tasks.json"))) {
            var actions = new ArrayList<JsonNode>();
            for (var action : task.path("evaluation_criteria").path("actions")) {
                if (CHANGES.contains(action.path("name").asString())) {
                    actions.add(action);
                }
            }
            if (actions.stream().anyMatch(a -> a.path("name").asString().startsWith("modify"))) {
                tasks.add(new Task(task.path("id").asString(), actions));
            }
        }
        return tasks;
    }

    private static byte[] read(String name) {
        try (var file = Objects.requireNonNull(RetailTasks.class.getResourceAsStream(name))) {
            return name.endsWith(".gz") ? new GZIPInputStream(file).readAllBytes() : file.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode item(String number, String item) {
        for (var each : SHOP.path("orders").path(number).path("items")) {
            if (each.path("item_id").asString().equals(item)) {
                return each;
            }
        }
        throw new AssertionError("no " + item + " in " + number);
    }

    static long price(String item) {
        for (var product : SHOP.path("products")) {
            var variant = product.path("variants").path(item);
            if (variant.isObject()) {
                return cents(variant.path("price"));
            }
        }
        throw new AssertionError("no variant " + item);
    }

    static long cents(JsonNode amount) {
        return new BigDecimal(amount.asString()).movePointRight(2).longValueExact();
    }
}
