package dev.countermand.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Desk;
import dev.countermand.Http;
import dev.countermand.promises.World;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// A warehouse packs, ships and answers; what things cost is not its business.
@AppTest
class WithoutMoneyTests {

    private static final String NUMBER = "WM-1";

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext house;

    private String seller = "";
    private Http operator;
    private Http warehouse;
    private JsonNode order;

    @BeforeEach
    void anAttempt() {
        seller = "eyes-" + UUID.randomUUID();
        operator = Http.at(port).as(AppTest.OPERATOR_KEY);
        order = operator.put("/v1/orders/" + NUMBER, """
                        {"seller": "%s", "number": "%s", "placedAt": "2026-11-20T10:15:00Z", "currency": "EUR",
                         "customer": {"id": "c1", "name": "Ada", "email": "ada@example.org"},
                         "billingAddress": {"name": "Ada", "line1": "1 Test Street", "city": "Berlin",
                                            "postalCode": "10115", "country": "DE"},
                         "lines": [{"line": "1", "sku": "A", "title": "Tote", "quantity": 2, "unitPrice": 12951},
                                   {"line": "2", "sku": "B", "title": "Belt", "quantity": 1, "unitPrice": 12951}],
                         "shipping": 497,
                         "payments": [{"id": "p1", "tender": "card", "gateway": "manual", "amount": 39350,
                                       "captured": true}]}
                        """.formatted(seller, NUMBER))
                .json();
        warehouse = Http.at(port).as(Desk.key(port, seller, "warehouse"));
        operator.post(
                at("/cancellations"),
                "{\"reason\": \"changed_mind\", \"lines\": [{\"line\": \"1\", \"quantity\": 1}]}");
        operator.post(at("/releases"), "{\"lines\": [{\"line\": \"1\", \"quantity\": 1}]}");
        operator.post(
                at("/cancellations"),
                "{\"reason\": \"changed_mind\", \"lines\": [{\"line\": \"1\", \"quantity\": 1}]}");
    }

    private String at(String path) {
        return "/v1/orders/" + NUMBER + path + "?seller=" + seller;
    }

    @Test
    void noAmountIsInWhatItsProgramsRead() {
        new World(house, port, seller).tick("cases.SequencerWorker");
        for (var path : new String[] {
            at(""),
            at("/options"),
            at("/cancellations"),
            at("/timeline"),
            at("/messages"),
            "/v1/orders?seller=" + seller,
            "/v1/events?seller=" + seller
        }) {
            var seen = warehouse.get(path);
            assertThat(seen.status()).as(path).isEqualTo(200);
            assertThat(seen.text())
                    .as(path)
                    .doesNotContain(":12951", "129.51", ":39350", "393.50", ":13448", ":497", "payment.");
            if (path.equals(at("/messages"))) {
                continue;
            }
            assertThat(operator.get(path).text())
                    .as("the operator at " + path)
                    .containsPattern(":12951|129\\.51|:39350|393\\.50|:13448");
        }
    }

    @Test
    void whereTheUnitsAreIsAllThere() {
        var seen = warehouse.get(at("")).json();
        assertThat(seen.has("payments")).isFalse();
        assertThat(seen.path("lines").path(0).has("unitPrice")).isFalse();
        assertThat(seen.path("lines").path(0).path("quantity").asInt()).isEqualTo(2);
        assertThat(seen.path("lines").path(0).path("units").path("stopping").asInt())
                .isEqualTo(1);
        assertThat(seen.path("shippingAddress").isMissingNode())
                .isEqualTo(order.path("shippingAddress").isMissingNode());
    }

    @Test
    void norInTheAnswersToItsCommands() {
        var attempt = warehouse
                .get(at("/cancellations"))
                .json()
                .path("cancellations")
                .path(0)
                .path("id")
                .asString();
        var answered = warehouse.post("/v1/cancellations/" + attempt + "/answer", "{\"outcome\": \"stopped\"}");
        assertThat(answered.status()).as(answered.text()).isEqualTo(200);
        assertThat(answered.json().has("money")).isFalse();
        assertThat(answered.text()).doesNotContain(":12951", ":13448");
        assertThat(operator.get("/v1/cancellations/" + attempt)
                        .json()
                        .path("money")
                        .path("total")
                        .asLong())
                .isPositive();
    }

    @Test
    void norInTheAnswerThatSomebodyElseWasGivenUnderTheSameKey() {
        var made = operator.post(
                "/v1/keys",
                "{\"seller\": \"" + seller + "\", \"rights\": [\"see_orders\", \"cancel\", \"take_orders\"]}");
        var narrow = Http.at(port).as(made.json().path("key").asString()).with("Idempotency-Key", "again-1");
        var first = operator.with("Idempotency-Key", "again-1");
        var body = "{\"reason\": \"changed_mind\", \"lines\": [{\"line\": \"2\", \"quantity\": 1}]}";
        var told = first.post(at("/cancellations"), body);
        assertThat(told.json().path("money").path("total").asLong()).isPositive();

        var repeated = narrow.post(at("/cancellations"), body);
        assertThat(repeated.status()).isEqualTo(told.status());
        assertThat(repeated.json().path("id")).isEqualTo(told.json().path("id"));
        assertThat(repeated.text()).doesNotContain("\"money\"", "12951", "13448");
        assertThat(first.post(at("/cancellations"), body).text()).as("who may").isEqualTo(told.text());

        var snapshot = "{\"seller\": \"" + seller + "\", \"number\": \"WM-2\"," + """
                 "placedAt": "2026-11-20T10:15:00Z", "currency": "EUR",
                 "customer": {"id": "c1", "name": "Ada", "email": "ada@example.org"}, "metadata": {"total": 7},
                 "billingAddress": {"name": "Ada", "line1": "1 Test Street", "city": "Berlin",
                                    "postalCode": "10115", "country": "DE"},
                 "lines": [{"line": "1", "sku": "A", "title": "Tote", "quantity": 1, "unitPrice": 12951}],
                 "payments": [{"id": "p1", "tender": "card", "gateway": "manual", "amount": 12951}]}
                """;
        var taken = first.put("/v1/orders/WM-2", snapshot);
        assertThat(taken.text()).contains("12951");
        var again = narrow.put("/v1/orders/WM-2", snapshot);
        assertThat(again.status()).isEqualTo(taken.status());
        assertThat(again.text()).doesNotContain("12951").contains("\"metadata\":{\"total\":7}");
    }

    @Test
    void norOnItsPages() {
        var page = "/desk/orders/" + order.path("id").asString();
        var desk = Desk.signedIn(port, Desk.key(port, seller, "warehouse"));
        for (var path : new String[] {
            page,
            page + "/sheet",
            page + "/packing",
            page + "/ship",
            "/desk",
            "/desk/orders",
            "/desk/orders?q=" + NUMBER
        }) {
            var seen = desk.get(path);
            assertThat(seen.status()).as(path).isEqualTo(200);
            assertThat(seen.text()).as(path).doesNotContain("129.51", "393.50", "134.48", "€");
        }
        assertThat(Desk.signedIn(port, Desk.key(port, seller, "seller"))
                        .get(page)
                        .text())
                .contains("€129.51");
    }
}
