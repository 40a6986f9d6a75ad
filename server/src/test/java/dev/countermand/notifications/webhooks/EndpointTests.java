package dev.countermand.notifications.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.Http;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The doors: who may, what is taken, what is told.
class EndpointTests extends WebhookHouse {

    private static final String PATH = "/v1/webhooks/endpoints";

    @Test
    void areTheSellersOwn() {
        var seller1 = Http.at(port).as(key(seller, "seller"));
        var made = seller1.post(PATH, "{\"url\":\"" + receiver.url() + "\",\"description\":\"stock\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        var id = made.json().path("id").asString();
        assertThat(made.header("Location")).isEqualTo(PATH + "/" + id);
        assertThat(made.json().path("secret").asString()).startsWith("whsec_");
        assertThat(seller1.get(PATH).json().path("endpoints").get(0).has("secret"))
                .isFalse();
        assertThat(seller1.get(PATH + "/" + id + "/secret").json().path("secret"))
                .isEqualTo(made.json().path("secret"));
        take("E1");
        follow();
        var delivery = deliveries(id, "").getFirst().path("id").asString();
        var neighbor = Http.at(port).as(key(seller + "-neighbor", "seller"));
        var warehouse = Http.at(port).as(key(seller, "warehouse"));
        for (var path : new String[] {
            PATH + "/" + id,
            PATH + "/" + id + "/secret",
            PATH + "/" + id + "/deliveries",
            "/v1/webhooks/deliveries/" + delivery
        }) {
            assertThat(neighbor.get(path).status()).as(path).isEqualTo(404);
            assertThat(warehouse.get(path).status()).as(path).isEqualTo(403);
            assertThat(Http.at(port).get(path).status()).as(path).isEqualTo(401);
            assertThat(seller1.get(path).status()).as(path).isEqualTo(200);
        }
        for (var command : new String[] {"/rotate", "/test", "/replay"}) {
            assertThat(neighbor.post(PATH + "/" + id + command, "{\"failed\":true}")
                            .status())
                    .isIn(404, 422);
        }
        assertThat(neighbor.post("/v1/webhooks/deliveries/" + delivery + "/replay", "")
                        .status())
                .isEqualTo(404);
        assertThat(neighbor.delete(PATH + "/" + id).status()).isEqualTo(404);
        assertThat(neighbor.get(PATH + "?seller=" + seller).status()).isEqualTo(404);
        assertThat(seller1.get(PATH + "/whe_nonsense").status()).isEqualTo(404);
        assertThat(seller1.delete(PATH + "/" + id).status()).isEqualTo(200);
        assertThat(seller1.get(PATH + "/" + id).status()).isEqualTo(404);
        worker.drain();
        assertThat(receiver.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", textBlock = """
            {"url":"https://10.0.0.1/x"} -> url_private_address
            {"url":"https://169.254.169.254/latest/meta-data"} -> url_private_address
            {"url":"https://[::1]/x"} -> url_private_address
            {"url":"https://a:b@shop.example/x"} -> url_credentials
            {"url":"https://shop.example:22/x"} -> url_port
            {"url":"ftp://shop.example/x"} -> url_scheme
            {"url":"nonsense"} -> url_scheme
            {} -> url_scheme
            {"url":"https://hook.invalid/x","kinds":["order.eaten"]} -> unknown_kind
            {"url":"https://hook.invalid/x","kinds":[null]} -> unknown_kind
            {"url":"https://hook.invalid/x","contact":"nobody"} -> wrong_form
            {"url":"https://hook.invalid/x","contact":"a@b.c\\r\\nBcc: d@e.f"} -> wrong_form
            {"url":"https://hook.invalid/x","colour":"red"} -> unknown_member
            """)
    void areRefusedWhenTheyMakeNoSense(String body, String code) {
        var answer = Http.at(port).as(key(seller, "seller")).post(PATH, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.text()).contains(code.equals("unknown_member") ? "colour" : "\"" + code + "\"");
    }

    @Test
    void areNoMoreThanTwentyAndOncePerKey() {
        var keyed = operator().with("Idempotency-Key", "ep-" + seller);
        var body = "{\"seller\":\"" + seller + "\",\"url\":\"" + receiver.url() + "\"}";
        var first = keyed.post(PATH, body);
        assertThat(keyed.post(PATH, body).text()).isEqualTo(first.text());
        for (int i = 1; i < 20; i++) {
            endpoint("");
        }
        assertThat(operator().post(PATH, body).code()).isEqualTo("too_many_endpoints");
        assertThat(operator()
                        .get(PATH + "?seller=" + seller)
                        .json()
                        .path("endpoints")
                        .size())
                .isEqualTo(20);
    }

    @Test
    void canBeTriedOut() {
        var made = endpoint("");
        var path = PATH + "/" + made.path("id").asString() + "/test";
        var trial = operator().post(path, "");
        assertThat(trial.status()).as(trial.text()).isEqualTo(200);
        assertThat(trial.json().path("arrived").asBoolean()).isTrue();
        assertThat(receiver.calls().getFirst().type()).isEqualTo("webhook.test");
        assertThat(receiver.calls().getFirst().isSignedWith(made.path("secret").asString()))
                .isTrue();
        assertThat(operator().post(path, "").status()).isEqualTo(429);
        clock.advance(java.time.Duration.ofSeconds(6));
        receiver.answering(503);
        var failed = operator().post(path, "").json();
        assertThat(failed.path("arrived").asBoolean()).isFalse();
        assertThat(failed.path("attempt").path("status").asInt()).isEqualTo(503);
    }

    @Test
    void showTheirLogPageByPage() {
        var id = endpoint(",\"kinds\":[\"order.taken\"]").path("id").asString();
        for (int i = 0; i < 5; i++) {
            take("L" + i);
            follow();
        }
        var path = PATH + "/" + id + "/deliveries?limit=2";
        var first = operator().get(path).json();
        assertThat(first.path("deliveries").size()).isEqualTo(2);
        assertThat(first.path("deliveries").get(0).path("order").asString()).isEqualTo("L4");
        var second =
                operator().get(path + "&before=" + first.path("next").asLong()).json();
        var third =
                operator().get(path + "&before=" + second.path("next").asLong()).json();
        assertThat(third.path("deliveries").get(0).path("order").asString()).isEqualTo("L0");
        assertThat(third.has("next")).isFalse();
        assertThat(operator().get(path + "&status=eaten").status()).isEqualTo(422);
        assertThat(operator().get(path + "&before=x").status()).isEqualTo(422);
        assertThat(operator().get(PATH + "/" + id + "/deliveries?limit=0").status())
                .isEqualTo(422);
    }
}
