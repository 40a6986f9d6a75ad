package dev.countermand.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import dev.countermand.kernel.Right;
import dev.countermand.orders.Snapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Keys with some of the rights at every door of the API; their end, and the keys that take their place.
@AppTest
class KeyDoorsTests {

    /// The right that a door needs, and the door.
    private static final String TABLE = """
            see_orders      GET  /v1/orders?seller={seller}
            see_orders      GET  /v1/orders/K1
            see_orders      GET  /v1/orders/K1/options
            see_orders      GET  /v1/orders/K1/timeline
            see_orders      GET  /v1/orders/K1/ship-check
            see_orders      GET  /v1/orders/K1/messages
            see_orders      GET  /v1/orders/K1/cancellations
            see_orders      GET  /v1/cancellations/{cancellation}
            see_orders      GET  /v1/events
            see_orders      GET  /v1/sellers/{seller}/terms
            see_money       GET  /v1/orders/K1/payments
            see_money       GET  /v1/payments/{payment}
            report_money    POST /v1/payments/{payment}/events {"type":"captured","amount":1,"reference":"r1"}
            take_orders     PUT  /v1/orders/K1 {snapshot}
            cancel          POST /v1/orders/K1/cancellations {"reason":"other","lines":[{"line":"2","quantity":1}]}
            store_cancel    POST /v1/orders/K1/cancellations {"reason":"recall","lines":[{"line":"2","quantity":1}]}
            approve         POST /v1/cancellations/{cancellation}/answer {"outcome":"approved"}
            answer          POST /v1/cancellations/{cancellation}/answer {"outcome":"too_late"}
            cancel          POST /v1/cancellations/{cancellation}/withdraw {}
            ship            POST /v1/orders/K1/releases {}
            ship            POST /v1/orders/K1/shipments {"id":"P1","carrier":"DHL"}
            manage_settings PUT  /v1/sellers/{seller}/terms {}
            manage_keys     GET  /v1/keys
            manage_keys     DELETE /v1/keys/key_00000000000000010000000000000001
            """;

    @LocalServerPort
    int port;

    @Autowired
    MutableClock clock;

    @Test
    void aKeyWithOneRightOpensItsDoorsAndNoOthers() {
        var operator = Http.at(port).as(AppTest.OPERATOR_KEY);
        var wrong = new ArrayList<String>();
        for (var right : Keys.Role.SELLER.rights()) {
            var seller = "scope-" + right.word();
            operator.put("/v1/orders/K1?seller=" + seller, Snapshots.example().toString());
            operator.post(
                    "/v1/orders/K1/releases?seller=" + seller, "{\"lines\": [{\"line\": \"1\", \"quantity\": 3}]}");
            var cancellation = operator.post(
                            "/v1/orders/K1/cancellations?seller=" + seller,
                            "{\"reason\": \"other\", \"lines\": [{\"line\": \"1\", \"quantity\": 1}]}")
                    .json()
                    .path("id")
                    .asString();
            var payment = operator.get("/v1/orders/K1/payments?seller=" + seller)
                    .json()
                    .at("/payments/0/publicId")
                    .asString();
            var holder = Http.at(port).as(key(seller, "\"rights\": [\"" + right.word() + "\"]"));
            for (var line : TABLE.lines().toList()) {
                var words = line.replace("{seller}", seller)
                        .replace("{cancellation}", cancellation)
                        .replace("{payment}", payment)
                        .split("\\s+", 4);
                var body = words.length < 4
                        ? null
                        : words[3].replace("{snapshot}", Snapshots.example().toString());
                var reply = holder.send(words[1], words[2], body == null ? null : "application/json", body);
                boolean may = words[0].equals(right.word());
                boolean unknownKey = words[1].equals("DELETE");
                int status = reply.status();
                boolean fits = may ? status < 500 && status != 403 && (status != 404 || unknownKey) : isNo(status);
                if (!fits) {
                    wrong.add(right.word() + " at " + words[1] + " " + words[2] + ": " + status + " " + reply.text());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean isNo(int status) {
        return status == 403 || status == 404;
    }

    @Test
    void aForbiddenDoorNamesTheRightThatIsMissing() {
        var reply = Http.at(port)
                .as(key("scope-named", "\"rights\": [\"take_orders\"]"))
                .get("/v1/orders");
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("forbidden");
        assertThat(reply.json().path("needs").asString()).isEqualTo("see_orders");
    }

    @Test
    void noKeyGetsMoreThanItsRoleOrItsMaker() {
        for (var rights : List.of("\"operate\"", "\"manage_people\"", "")) {
            assertThat(make("scope-more", "\"rights\": [" + rights + "]").status())
                    .as(rights)
                    .isEqualTo(422);
        }
        var maker = Http.at(port).as(key("scope-more", "\"rights\": [\"manage_keys\", \"see_orders\"]"));
        assertThat(maker.post("/v1/keys", "{\"role\": \"warehouse\"}").status()).isEqualTo(422);
        assertThat(maker.post("/v1/keys", "{\"role\": \"warehouse\", \"rights\": [\"see_orders\"]}")
                        .status())
                .isEqualTo(201);
        assertThat(Keys.Role.SELLER.rights()).doesNotContain(Right.OPERATE, Right.MANAGE_PEOPLE);
    }

    @Test
    void aSellersKeySeesNoFiguresOfTheServerAndNoPeople() {
        var seller = Http.at(port).as(key("scope-server", "\"name\": \"all\""));
        assertThat(seller.get("/actuator/metrics").status()).isEqualTo(403);
        assertThat(seller.get("/v1/people").status()).isEqualTo(403);
    }

    @Test
    void anExpiredKeyIsRefusedAtOnce() {
        var end = clock.instant().plus(Duration.ofHours(1));
        var holder = Http.at(port).as(key("scope-end", "\"expiresAt\": \"" + end + "\""));
        assertThat(holder.get("/v1/keys").status()).isEqualTo(200);
        clock.advance(Duration.ofHours(1));
        assertThat(holder.get("/v1/keys").status()).isEqualTo(401);
        for (var wrong : List.of("2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z", "tomorrow")) {
            assertThat(make("scope-end", "\"expiresAt\": \"" + wrong + "\"").status())
                    .isEqualTo(422);
        }
    }

    @Test
    void aRotatedKeyWorksOnForTheOverlapAndOnlyOnceTakesAnotherItsPlace() {
        var operator = Http.at(port).as(AppTest.OPERATOR_KEY);
        var made = make("scope-turn", "\"rights\": [\"see_orders\", \"manage_keys\"]")
                .json();
        var id = made.path("id").asString();
        var old = Http.at(port).as(made.path("key").asString());
        assertThat(operator.post("/v1/keys/" + id + "/rotate", "{\"overlap\": \"P31D\"}")
                        .status())
                .isEqualTo(422);
        var turned = operator.post("/v1/keys/" + id + "/rotate", "{\"overlap\": \"PT2H\"}");
        assertThat(turned.status()).as(turned.text()).isEqualTo(201);
        var young = Http.at(port).as(turned.json().path("key").asString());
        assertThat(operator.post("/v1/keys/" + id + "/rotate", "{}").code()).isEqualTo("not_alive");
        assertThat(old.get("/v1/orders").status()).isEqualTo(200);
        assertThat(young.get("/v1/orders").status()).isEqualTo(200);
        assertThat(young.put("/v1/sellers/scope-turn/terms", "{}").status())
                .as("no more rights than before")
                .isEqualTo(403);
        var listed = young.get("/v1/keys").json().path("keys");
        assertThat(listed.valueStream()
                        .filter(key -> key.path("id").asString().equals(id))
                        .map(key -> key.path("replacedBy").asString()))
                .containsExactly(turned.json().path("id").asString());
        clock.advance(Duration.ofHours(2));
        assertThat(old.get("/v1/orders").status()).isEqualTo(401);
        assertThat(young.get("/v1/orders").status()).isEqualTo(200);
        var stranger = Http.at(port).as(key("scope-stranger", "\"name\": \"x\""));
        var youngId = turned.json().path("id").asString();
        assertThat(stranger.post("/v1/keys/" + youngId + "/rotate", "{}").status())
                .isEqualTo(404);
    }

    private Http.Reply make(String seller, String more) {
        return Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .post("/v1/keys", "{\"seller\": \"" + seller + "\", " + more + "}");
    }

    private String key(String seller, String more) {
        var reply = make(seller, more);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.json().path("key").asString();
    }
}
