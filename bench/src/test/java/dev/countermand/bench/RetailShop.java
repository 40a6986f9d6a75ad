package dev.countermand.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;

/// The shop of tau2-bench: its orders as the demo brings them, and the tasks with the actions that are
/// right.
final class RetailShop {

    private static final Duration IMPORT_TIMEOUT = Duration.ofMinutes(3);

    /// The shop's own words for the only two reasons it knows.
    private static final Map<String, String> REASONS =
            Map.of("no longer needed", "changed_mind", "ordered by mistake", "ordered_by_mistake");

    /// An order that a task wants canceled.
    record Cancel(String order, String reason) {}

    /// A task and what it cancels, in order.
    record Task(String id, List<Cancel> cancels) {

        @Override
        public String toString() {
            return "task " + id + ": " + cancels;
        }
    }

    private final JsonNode shop;

    RetailShop() {
        var file = Path.of(Objects.requireNonNull(System.getProperty("countermand.shop"), "countermand.shop"));
        try (var stream = new GZIPInputStream(Files.newInputStream(file))) {
            shop = Json.read(text(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    /// The tasks that cancel something.
    static List<Task> tasks() {
        try (var stream = Objects.requireNonNull(RetailShop.class.getResourceAsStream("/tau2-retail/tasks.json"))) {
            var tasks = new ArrayList<Task>();
            for (var task : Json.read(text(stream))) {
                var cancels = new ArrayList<Cancel>();
                for (var action : task.path("evaluation_criteria").path("actions")) {
                    if (action.path("name").asString().equals("cancel_pending_order")) {
                        var asked = action.path("arguments");
                        var reason = REASONS.get(asked.path("reason").asString());
                        cancels.add(new Cancel(
                                asked.path("order_id").asString(), Objects.requireNonNull(reason, asked::toString)));
                    }
                }
                if (!cancels.isEmpty()) {
                    tasks.add(new Task(task.path("id").asString(), List.copyOf(cancels)));
                }
            }
            return tasks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode order(String number) {
        return shop.path("orders").path(number);
    }

    /// The numbers of the shop's orders in this status.
    List<String> in(String status) {
        return shop.path("orders").propertyNames().stream()
                .filter(number -> order(number).path("status").asString().equals(status))
                .toList();
    }

    /// Imports the whole shop for a new seller.
    ///
    /// @return the finished job
    JsonNode bringIn(Api api, String seller) throws InterruptedException {
        return bringIn(api, seller, shop);
    }

    /// Imports every order of the customers whose orders these are, for a new seller.
    ///
    /// @return the numbers of those orders
    List<String> bringInCustomersOf(Api api, String seller, Task task) throws InterruptedException {
        var part = Json.object();
        var users = part.putObject("users");
        var orders = part.putObject("orders");
        for (var cancel : task.cancels()) {
            var user = order(cancel.order()).path("user_id").asString();
            users.set(user, shop.path("users").path(user));
            for (var entry : shop.path("orders").properties()) {
                if (entry.getValue().path("user_id").asString().equals(user)) {
                    orders.set(entry.getKey(), entry.getValue());
                }
            }
        }
        var job = bringIn(api, seller, part);
        if (job.path("taken").asInt() != orders.size()) {
            throw new IllegalStateException("not all were taken: " + job);
        }
        return List.copyOf(orders.propertyNames());
    }

    private static JsonNode bringIn(Api api, String seller, JsonNode file) throws InterruptedException {
        var path = "/v1/orders/import?format=tau2-retail&seller=" + seller;
        var started = api.must(Call.post("import", "", path, Json.text(file), null));
        if (started.status() != 202) {
            throw new IllegalStateException("the import was answered " + started);
        }
        long giveUp = System.nanoTime() + IMPORT_TIMEOUT.toNanos();
        while (System.nanoTime() < giveUp) {
            var job = api.get(started.location()).json();
            if (!List.of("queued", "running").contains(job.path("status").asString())) {
                return job;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new IllegalStateException("the import did not end");
    }
}
