package dev.countermand.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.policies.document.Templates;
import dev.countermand.site.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What the authors of the tau2-bench retail tasks wrote down as right: every task that changes a pending order, on a
/// freshly imported shop under its written policy, with the end state that they expect; and what the policy forbids.
///
/// No task changes only how an order is paid. That is no change of an order here: the shop adds the new payment with a
/// later snapshot, and what was paid before goes back where it came from.
@AppTest
class RetailChangeTests {

    @LocalServerPort
    int port;

    static List<RetailTasks.Task> tasks() {
        return RetailTasks.all();
    }

    @Test
    void thereAreTwentyTwoChangesOfItemsAndSixteenOfAddresses() {
        var names = tasks().stream()
                .flatMap(task -> task.actions().stream())
                .map(action -> action.path("name").asString())
                .toList();
        assertThat(names).filteredOn("modify_pending_order_items"::equals).hasSize(22);
        assertThat(names).filteredOn("modify_pending_order_address"::equals).hasSize(16);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void theTaskEndsAsItsAuthorsExpectAndWhatItsPolicyForbidsIsRefused(RetailTasks.Task task) {
        var seller = "tau2-change-" + task.id();
        var numbers = task.actions().stream()
                .map(action -> action.path("arguments").path("order_id").asString())
                .distinct()
                .toList();
        open(seller, numbers);
        for (var action : task.actions()) {
            var asked = action.path("arguments");
            switch (action.path("name").asString()) {
                case "modify_pending_order_items" -> items(seller, asked);
                case "modify_pending_order_address" -> address(seller, asked);
                default ->
                    assertThat(cancel(seller, number(asked), "changed_mind").status())
                            .isEqualTo(201);
            }
        }
    }

    private void items(String seller, JsonNode asked) {
        var number = number(asked);
        var body = JsonNodeFactory.instance.objectNode();
        var lines = body.putArray("lines");
        var kept = lines(seller, number);
        var before = new LinkedHashMap<>(kept);
        long difference = 0;
        for (int i = 0; i < asked.path("item_ids").size(); i++) {
            var item = asked.path("item_ids").path(i).asString();
            var next = asked.path("new_item_ids").path(i).asString();
            var line = kept.entrySet().stream()
                    .filter(each -> each.getValue().equals(item))
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            kept.remove(line);
            lines.addObject().put("line", line).put("quantity", 1).put("sku", next);
            difference += RetailTasks.price(next)
                    - RetailTasks.cents(RetailTasks.item(number, item).path("price"));
        }
        forbidden(seller, number, lines.get(0).path("line").asString());
        var reply = change(seller, number, body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        var expected = new ArrayList<>(kept.values());
        asked.path("new_item_ids").forEach(id -> expected.add(id.asString()));
        assertThat(lines(seller, number).values()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(reply.json().path("more").asLong()).isEqualTo(Math.max(0, difference));
        assertThat(reply.json().at("/money/refunded").asLong()).isEqualTo(Math.max(0, -difference));
        assertThat(order(seller, number).path("amountDue").asLong()).isEqualTo(Math.max(0, difference));
        // "The agent will not be able to modify or cancel the order anymore."
        var again = JsonNodeFactory.instance.objectNode();
        var line = lines(seller, number).keySet().iterator().next();
        again.putArray("lines").addObject().put("line", line).put("quantity", 1).put("sku", "1");
        refused(change(seller, number, again), "item_excluded");
        refused(cancel(seller, number, "changed_mind"), "item_excluded");
        assertThat(before).isNotEmpty();
    }

    /// Another product, a variant that is not there, a reason that does not count.
    private void forbidden(String seller, String number, String line) {
        var product = RetailTasks.item(
                        number, Objects.requireNonNull(lines(seller, number).get(line)))
                .path("product_id")
                .asString();
        for (var other : RetailTasks.SHOP.path("products").properties()) {
            for (var variant : other.getValue().path("variants").properties()) {
                boolean same = other.getKey().equals(product);
                boolean there = variant.getValue().path("available").asBoolean();
                if (same != there && !lines(seller, number).containsValue(variant.getKey())) {
                    var wrong = JsonNodeFactory.instance.objectNode();
                    wrong.putArray("lines")
                            .addObject()
                            .put("line", line)
                            .put("quantity", 1)
                            .put("sku", variant.getKey());
                    refused(change(seller, number, wrong), "not_offered");
                    break;
                }
            }
            if (!other.getKey().equals(product) && !product.isEmpty()) {
                break;
            }
        }
        refused(cancel(seller, number, "found_cheaper"), "reason_excluded");
    }

    private void address(String seller, JsonNode asked) {
        var number = number(asked);
        var name = order(seller, number).at("/customer/name").asString();
        var body = JsonNodeFactory.instance.objectNode();
        var address = body.putObject("shippingAddress")
                .put("name", name)
                .put("line1", asked.path("address1").asString());
        if (!asked.path("address2").asString().isBlank()) {
            address.put("line2", asked.path("address2").asString());
        }
        address.put("city", asked.path("city").asString())
                .put("region", asked.path("state").asString())
                .put("postalCode", asked.path("zip").asString())
                .put("country", "US");
        var reply = change(seller, number, body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        var stands = order(seller, number).path("shippingAddress");
        for (var part : address.properties()) {
            assertThat(stands.path(part.getKey())).isEqualTo(part.getValue());
        }
        assertThat(reply.json().at("/money/total").asLong()).isZero();
    }

    @Test
    void whatIsNotPendingIsRefusedWithItsReason() {
        var reasons = new TreeMap<>(Map.of(
                "processed", "stage_excluded", "delivered", "already_delivered", "cancelled", "already_canceled"));
        var numbers = new LinkedHashMap<String, String>();
        for (var order : RetailTasks.SHOP.path("orders").properties()) {
            var status = order.getValue().path("status").asString();
            if (reasons.containsKey(status)
                    && numbers.values().stream().filter(status::equals).count() < 5) {
                numbers.put(order.getKey(), status);
            }
        }
        open("tau2-not-pending", List.copyOf(numbers.keySet()));
        numbers.forEach((number, status) -> {
            var line =
                    lines("tau2-not-pending", number, true).keySet().iterator().next();
            var body = JsonNodeFactory.instance.objectNode();
            body.putArray("lines")
                    .addObject()
                    .put("line", line)
                    .put("quantity", 1)
                    .put("sku", "1");
            var reason = Objects.requireNonNull(reasons.get(status));
            refused(change("tau2-not-pending", number, body), reason);
            refused(cancel("tau2-not-pending", number, "changed_mind"), reason);
            var address = JsonNodeFactory.instance.objectNode();
            address.putObject("shippingAddress")
                    .put("name", "Ada")
                    .put("line1", "1 Test Street")
                    .put("city", "Berlin")
                    .put("country", "DE");
            refused(change("tau2-not-pending", number, address), reason);
        });
        assertThat(numbers).hasSize(15);
    }

    /// The shop's policy, and these of its orders.
    private void open(String seller, List<String> numbers) {
        var policy = api().send(
                        "PUT", "/v1/sellers/" + seller + "/policy", "application/yaml", Templates.text("tau2-retail"));
        assertThat(policy.status()).as(policy.text()).isIn(200, 201);
        var file = JsonNodeFactory.instance.objectNode();
        var orders = file.putObject("orders");
        var users = file.putObject("users");
        file.set("products", RetailTasks.SHOP.path("products"));
        for (var number : numbers) {
            var order = RetailTasks.SHOP.path("orders").path(number);
            orders.set(number, order);
            users.set(
                    order.path("user_id").asString(),
                    RetailTasks.SHOP.path("users").path(order.path("user_id").asString()));
        }
        var job = new ImportDesk(port, seller)
                .bring("tau2-retail", Json.write(file).getBytes(StandardCharsets.UTF_8));
        assertThat(job.path("taken").asInt()).as(job.toString()).isEqualTo(numbers.size());
    }

    private Http api() {
        return Http.at(port).as(AppTest.OPERATOR_KEY);
    }

    private static void refused(Http.Reply reply, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(409);
        assertThat(reply.json().path("code").asString()).isEqualTo(code);
        assertThat(reply.json().path("options")).isNotEmpty();
    }

    private Http.Reply change(String seller, String number, ObjectNode body) {
        return api().post(path(number) + "/changes?seller=" + seller, body.toString());
    }

    private Http.Reply cancel(String seller, String number, String reason) {
        return api().post(path(number) + "/cancellations?seller=" + seller, "{\"reason\": \"" + reason + "\"}");
    }

    private JsonNode order(String seller, String number) {
        return api().get(path(number) + "?seller=" + seller).json();
    }

    /// Line → item, of what is still to be sent.
    private Map<String, String> lines(String seller, String number) {
        return lines(seller, number, false);
    }

    private Map<String, String> lines(String seller, String number, boolean all) {
        var lines = new LinkedHashMap<String, String>();
        for (var line : order(seller, number).path("lines")) {
            if (all || line.at("/units/open").asInt() > 0) {
                lines.put(line.path("line").asString(), line.path("sku").asString());
            }
        }
        return lines;
    }

    private static String path(String number) {
        return "/v1/orders/" + URLEncoder.encode(number, StandardCharsets.UTF_8);
    }

    private static String number(JsonNode asked) {
        return asked.path("order_id").asString();
    }
}
