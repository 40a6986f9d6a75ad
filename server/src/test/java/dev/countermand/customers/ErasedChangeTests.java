package dev.countermand.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.policies.simulation.Asking;
import dev.countermand.policies.simulation.Simulations;
import dev.countermand.promises.Promises;
import dev.countermand.promises.VerifyHouse;
import dev.countermand.promises.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Where an order went, where it was to go instead, and what was to be engraved on it: nothing of that is left of a
/// customer who was erased.
@AppTest
@VerifyHouse
class ErasedChangeTests {

    private static int count;

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext house;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Promises promises;

    @Autowired
    CaseLog log;

    @Autowired
    Simulations simulations;

    private String seller;
    private Http operator;
    private World world;

    @BeforeEach
    void open() {
        seller = "moved" + ++count;
        operator = Http.at(port).as(AppTest.OPERATOR_KEY);
        world = new World(house, port, seller);
    }

    @Test
    void nothingOfEitherAddressIsLeftAnywhere() {
        var birds = List.of("Nestbird", "Flownbird", "Farbird", "Engravedbird").stream()
                .map(bird -> bird + count + "x")
                .toList();
        post(
                "/v1/webhooks/endpoints",
                "{\"seller\": \"" + seller + "\", \"url\": \"https://hooks.example.org/a\"}",
                201);
        put(birds);
        var order = log.find(new SellerId(seller), "E1").orElseThrow();
        change("\"shippingAddress\": " + address(birds.get(1)), 201);
        change(
                "\"lines\": [{\"line\": \"1\", \"quantity\": 1, \"sku\": \"BLUE\", \"attributes\": {\"engraving\": \""
                        + birds.get(3) + "\"}}]",
                201);
        post("/v1/orders/E1/releases?seller=" + seller, "{}", 200);
        var attempt = change("\"shippingAddress\": " + address(birds.get(2)), 202);
        world.settle();
        post("/v1/cancellations/" + attempt + "/answer", "{\"outcome\": \"stopped\"}", 200);
        simulate();
        world.settle();
        assertThat(receipts()).contains("change.changed", "change.attempting", "change.successful");
        assertThat(Traces.of(jdbc, seller)).contains("notifications.delivery", "policies.simulation");
        birds.forEach(bird -> assertThat(Traces.of(jdbc, bird)).as(bird).isNotEmpty());

        post("/v1/customers/erase", "{\"seller\": \"%s\", \"order\": \"E1\", \"force\": true}".formatted(seller), 200);
        world.settle();
        birds.forEach(bird -> assertThat(Traces.of(jdbc, bird)).as(bird).isEmpty());
        var told = new StringBuilder();
        for (var path : List.of("", "/changes", "/cancellations", "/timeline", "/receipts", "/options", "/money")) {
            told.append(
                    operator.get("/v1/orders/E1" + path + "?seller=" + seller).text());
        }
        told.append(operator.get("/v1/changes/" + attempt).text());
        birds.forEach(bird -> assertThat(told).doesNotContain(bird));
        assertThat(told).contains("change.successful");
        assertThat(findings(order)).isEmpty();
        // Whoever put the order again would not bring him back.
        put(birds);
        birds.forEach(bird -> assertThat(Traces.of(jdbc, bird)).as(bird).isEmpty());
    }

    private void put(List<String> birds) {
        var reply = operator.put(
                "/v1/orders/E1", """
                {"seller": "%s", "number": "E1", "placedAt": "2026-11-20T10:15:00Z", "currency": "EUR",
                 "customer": {"id": "c-%2$s", "name": "Cleo %2$s", "email": "%2$s@example.org", "locale": "en-GB"},
                 "billingAddress": %3$s, "shippingAddress": %3$s,
                 "lines": [{"line": "1", "sku": "S1", "title": "Cup", "quantity": 2, "unitPrice": 1000,
                            "kind": "personalized", "attributes": {"engraving": "%4$s"},
                            "metadata": {"for": "%4$s", "alternatives": [{"sku": "BLUE", "title": "Cup, blue"}]}}],
                 "payments": [{"id": "pay1", "tender": "card", "gateway": "manual", "amount": 2000}]}
                """.formatted(seller, birds.getFirst(), address(birds.getFirst()), birds.get(3)));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    private static String address(String bird) {
        return "{\"name\": \"%1$s\", \"line1\": \"1 %1$s Street\", \"city\": \"Berlin\", \"country\": \"DE\"}"
                .formatted(bird);
    }

    /// Asks with a key, so that the answer is kept, and with a note.
    private String change(String what, int status) {
        var reply = operator.with("Idempotency-Key", "k-" + what.hashCode())
                .post("/v1/orders/E1/changes?seller=" + seller, "{" + what + ", \"note\": \"as told\"}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        return reply.json().path("id").asString();
    }

    private void post(String path, String body, int status) {
        var reply = operator.post(path, body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    }

    /// Of all that was asked here; the results are kept.
    private void simulate() {
        simulations.begin(
                new SellerId(seller),
                "policy: 1\ncancel:\n  open: never\nchange:\n  open: never\n",
                1,
                Asking.REQUESTS,
                simulations.days("2026-11-01", "2026-12-01"),
                Simulations.EACH,
                Actor.system("test"));
        world.tick("policies.simulation.SimulationWorker");
    }

    private List<String> receipts() {
        var kinds = new ArrayList<String>();
        operator.get("/v1/orders/E1/receipts?seller=" + seller)
                .json()
                .path("receipts")
                .forEach(receipt -> kinds.add(receipt.path("kind").asString()));
        return kinds;
    }

    private List<String> findings(OrderRef order) {
        var all = new ArrayList<String>();
        promises.check(new Promises.Scope(null, order), new Promises.Watcher() {
            @Override
            public void found(Promises.Found found) {
                all.add(found.finding().toString());
            }

            @Override
            public void at(Promises.Progress progress) {}
        });
        return all;
    }
}
