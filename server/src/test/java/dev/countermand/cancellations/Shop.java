package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.site.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A shop with its warehouse, speaking to the running server over HTTP.
final class Shop {

    /// What came back.
    record Reply(int status, String text, HttpResponse<String> response) {

        JsonNode body() {
            return Json.tree(text);
        }

        String id() {
            return body().path("id").asString();
        }

        /// A member, by JSON pointer, as text.
        String at(String pointer) {
            return body().at(pointer).asString();
        }

        int number(String pointer) {
            return body().at(pointer).asInt();
        }

        Reply expect(int expected) {
            assertThat(status).as(text).isEqualTo(expected);
            return this;
        }
    }

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final String seller;
    private final String base;
    private final String key;

    private Shop(int port, String seller, String key) {
        this.base = "http://localhost:" + port;
        this.seller = seller;
        this.key = key;
    }

    /// A new seller, spoken for by the operator.
    static Shop open(int port) {
        return new Shop(port, "shop" + COUNT.incrementAndGet(), AppTest.OPERATOR_KEY);
    }

    /// The same seller, spoken for by another key.
    Shop with(String otherKey) {
        return new Shop(URI.create(base).getPort(), seller, otherKey);
    }

    /// Another seller's shop on the same server.
    Shop neighbor() {
        return open(URI.create(base).getPort());
    }

    Reply send(String method, String path, @Nullable String body, @Nullable String idempotencyKey) {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        try {
            var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Reply get(String path) {
        return send("GET", path, null, null);
    }

    Reply post(String path, String body) {
        return send("POST", path, body, null);
    }

    private String order(String number) {
        return "/v1/orders/" + URLEncoder.encode(number, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String named() {
        return "?seller=" + seller;
    }

    /// Puts an order of lines `1`, `2`, … with so many units each at 10.00, and 5.00 for shipping, on a
    /// card.
    String order(String number, Instant placedAt, int... quantities) {
        var lines = new ArrayList<String>();
        int total = 500;
        for (int quantity : quantities) {
            lines.add("""
                    {"line": "%d", "sku": "S%d", "title": "Thing %d", "quantity": %d, "unitPrice": 1000}""".formatted(lines.size() + 1, lines.size() + 1, lines.size() + 1, quantity));
            total += 1000 * quantity;
        }
        put(number, placedAt, String.join(",", lines), total).expect(201);
        return number;
    }

    /// Things happen to an order of two lines: perhaps some of it is released or leaves, and somebody asks for some
    /// of it, for all of it, and in the store's name.
    ///
    /// @return how often somebody asked
    int story(String number, Random random) {
        if (random.nextBoolean()) {
            release(number, "1:1").expect(200);
        }
        if (random.nextInt(3) == 0) {
            claim(number, "p1", "2:1").expect(201);
        }
        cancel(number, random.nextBoolean() ? "" : "1:1 2:1");
        cancel(number, "");
        ask(number, "{\"reason\": \"recall\"}", null);
        return 3;
    }

    /// Publishes terms by chance: every rule may be any.
    void terms(Random random, String others) {
        var rules = List.of("allowed", "person", "never");
        terms("""
                {"open": "%s", "released": "%s", "window": "PT1H", %s "personKinds": [%s]}""".formatted(
                        rules.get(random.nextInt(3)),
                        rules.get(random.nextInt(3)),
                        others,
                        random.nextInt(4) == 0 ? "\"physical\"" : ""));
    }

    Reply put(String number, Instant placedAt, String lines, int total) {
        return send("PUT", order(number), """
                {"seller": "%s", "number": "%s", "placedAt": "%s", "currency": "EUR",
                 "customer": {"id": "c1", "name": "Ada Example", "email": "ada@example.org", "locale": "en-GB"},
                 "billingAddress": {"name": "Ada Example", "line1": "1 Test Street", "city": "Berlin",
                                    "postalCode": "10115", "country": "DE"},
                 "lines": [%s], "shipping": 500,
                 "payments": [{"id": "pay1", "tender": "card", "gateway": "manual", "amount": %d}]}
                """.formatted(seller, number, placedAt, lines, total), null);
    }

    Reply terms(String terms) {
        return send("PUT", "/v1/sellers/" + seller + "/terms", terms, null);
    }

    /// Units as JSON: `1:2 2:1` names two of line 1 and one of line 2.
    static String lines(String units) {
        var lines = new ArrayList<String>();
        for (var unit : units.split(" ", -1)) {
            var parts = unit.split(":", -1);
            lines.add("{\"line\": \"%s\", \"quantity\": %s}".formatted(parts[0], parts[1]));
        }
        return "[" + String.join(",", lines) + "]";
    }

    private static String lineMember(String units) {
        return units.isEmpty() ? "" : ", \"lines\": " + lines(units);
    }

    Reply release(String number, String units) {
        return post(
                order(number) + "/releases" + named(), units.isEmpty() ? "{}" : "{\"lines\": " + lines(units) + "}");
    }

    Reply claim(String number, String parcel, String units) {
        return post(
                order(number) + "/shipments" + named(),
                "{\"id\": \"%s\", \"carrier\": \"ups\"%s}".formatted(parcel, lineMember(units)));
    }

    Reply report(String number, String parcel, Instant shippedAt, String units) {
        return post(
                order(number) + "/shipments" + named(),
                "{\"id\": \"%s\", \"carrier\": \"ups\", \"shippedAt\": \"%s\"%s}"
                        .formatted(parcel, shippedAt, lineMember(units)));
    }

    /// Asks for named units, or with an empty text for the whole order.
    Reply cancel(String number, String units) {
        return ask(number, "{\"reason\": \"changed_mind\"%s}".formatted(lineMember(units)), null);
    }

    Reply ask(String number, String body, @Nullable String idempotencyKey) {
        return send("POST", order(number) + "/cancellations" + named(), body, idempotencyKey);
    }

    /// Changes an order: a body of the API, such as `{"lines": […]}`.
    Reply change(String number, String body) {
        return change(number, body, null);
    }

    Reply change(String number, String body, @Nullable String idempotencyKey) {
        return send("POST", order(number) + "/changes" + named(), body, idempotencyKey);
    }

    /// Changes so many units of a line into something else at this price.
    Reply swap(String number, String line, int units, String sku, long price) {
        return change(number, """
                {"lines": [{"line": "%s", "quantity": %d, "sku": "%s", "title": "Other %s", "unitPrice": %d}]}
                """.formatted(line, units, sku, sku, price));
    }

    Reply money(String number) {
        return get(order(number) + "/money" + named());
    }

    Reply answer(String id, String outcome, String units) {
        return post(
                "/v1/cancellations/" + id + "/answer", "{\"outcome\": \"%s\"%s}".formatted(outcome, lineMember(units)));
    }

    Reply withdraw(String id) {
        return post("/v1/cancellations/" + id + "/withdraw", "{}");
    }

    Reply read(String id) {
        return get("/v1/cancellations/" + id);
    }

    Reply list(String number) {
        return get(order(number) + "/cancellations" + named());
    }

    Reply options(String number) {
        return get(order(number) + "/options" + named());
    }

    Reply stands(String number) {
        return get(order(number) + named());
    }

    /// Where the units of a line are: `open 1 canceled 2`.
    String units(String number, String line) {
        return units(stands(number).expect(200).body().path("lines"), line);
    }

    static String units(JsonNode lines, String line) {
        for (var found : lines) {
            if (found.path("line").asString().equals(line)) {
                var told = new ArrayList<String>();
                found.path("units").properties().forEach(stage -> {
                    if (stage.getValue().asInt() > 0) {
                        told.add(stage.getKey() + " " + stage.getValue().asInt());
                    }
                });
                return String.join(" ", told);
            }
        }
        throw new AssertionError("no line " + line + " in " + lines);
    }

    /// The facts of an order that cancellations recorded, oldest first.
    List<JsonNode> facts(String number) {
        var entries = get(order(number) + "/timeline" + named()).expect(200).body();
        var list = entries.path("events");
        return StreamSupport.stream(list.spliterator(), false)
                .filter(entry -> entry.path("kind").asString().startsWith("cancellation.")
                        || entry.path("kind").asString().startsWith("change."))
                .toList();
    }

    List<String> kinds(String number) {
        return facts(number).stream()
                .map(fact -> fact.path("kind").asString().replaceFirst("^cancellation\\.", ""))
                .toList();
    }
}
