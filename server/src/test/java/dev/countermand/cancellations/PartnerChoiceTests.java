package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.connectors.fulfilment.StubWarehouse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Choosing a partner, its secret, the call on trial and the log.
class PartnerChoiceTests extends PartnerBench {

    @Test
    void theSecretIsShownOnceAndTheSettingsStayWhileAnotherKindIsChosen() {
        choose(true);
        assertThat(secret).startsWith("whsec_");
        var read = shop.get(partners()).expect(200);
        assertThat(read.text()).doesNotContain("whsec_").contains(warehouse.url("/calls"));
        shop.send("PUT", partners(), "{\"fulfilment\": {\"kind\": \"manual\"}}", null)
                .expect(200);
        var back = shop.send("PUT", partners(), "{\"fulfilment\": {\"kind\": \"http\"}}", null)
                .expect(200);
        assertThat(back.at("/fulfilment/url")).isEqualTo(warehouse.url("/calls"));
        assertThat(back.text()).doesNotContain("whsec_");
    }

    @Test
    void privateAddressesAreRefusedUnlessTheOperatorAllowsThem() {
        var reply = shop.send(
                "PUT", partners(), "{\"fulfilment\": {\"kind\": \"http\", \"url\": \"http://10.1.2.3/calls\"}}", null);
        reply.expect(422);
        assertThat(reply.at("/errors/0/code")).isEqualTo("url_private_address");
        assertThat(reply.at("/errors/0/pointer")).isEqualTo("/fulfilment/url");
        choose(false);
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        for (var body : new String[] {
            "{}",
            "{\"fulfilment\": {\"kind\": \"pigeon\"}}",
            "{\"fulfilment\": {\"kind\": \"http\"}}",
            "{\"fulfilment\": {\"kind\": \"http\", \"url\": \"ftp://x.example/\"}}",
            "{\"fulfilment\": {\"kind\": \"http\", \"url\": \"" + warehouse.url("/")
                    + "\", \"statusUrl\": \"https://x.example/\"}}"
        }) {
            shop.send("PUT", partners(), body, null).expect(422);
        }
    }

    @Test
    void bothSecretsAreGoodForADayAfterARotation() {
        choose(false);
        var old = secret;
        chosen(shop.post(partners() + "/secret", ""));
        assertThat(secret).isNotEqualTo(old);
        var id = told(3);
        assertThat(warehouse.got.getFirst().headers().get("webhook-signature").split(" "))
                .hasSize(2);
        var one = "{\"attempt\": \"%s\", \"lines\": [{\"line\": \"1\", \"quantity\": 1, \"outcome\": \"stopped\"}]}"
                .formatted(id);
        assertThat(call("a1", one, old, now()).status()).isEqualTo(200);
        assertThat(call("a2", one, secret, now()).status()).isEqualTo(200);
        clock.advance(Duration.ofHours(25));
        assertThat(call("a3", one, old, now()).status()).isEqualTo(401);
    }

    @Test
    void aTrialCallAsksForNothingAndStandsInTheLog() {
        shop.post(partners() + "/test", "").expect(404);
        choose(false);
        warehouse.habit = (exchange, got) -> StubWarehouse.answer(exchange, 418, "short and stout");
        var test = shop.post(partners() + "/test", "").expect(200);
        assertThat(test.at("/status")).isEqualTo("418");
        assertThat(test.body().path("good").asBoolean()).isFalse();
        told(1);
        var log = shop.get(partners() + "/calls").expect(200);
        assertThat(log.body()
                        .path("calls")
                        .valueStream()
                        .map(line -> line.path("kind").asString()))
                .containsExactlyInAnyOrder("stop", "test");
    }

    @Test
    void aWarehouseDoesNotChooseAndAnotherSellerSeesNothing() {
        choose(false);
        var key = Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .post("/v1/keys", "{\"seller\": \"%s\", \"role\": \"warehouse\"}".formatted(shop.seller))
                .json()
                .path("key")
                .asString();
        shop.with(key).get(partners()).expect(403);
        var theirs = Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .post("/v1/keys", "{\"seller\": \"elsewhere\"}")
                .json()
                .path("key")
                .asString();
        for (var path : new String[] {partners(), partners() + "/calls"}) {
            shop.with(theirs).get(path).expect(404);
        }
        shop.with(theirs).post(partners() + "/secret", "").expect(404);
        shop.with(theirs).post(partners() + "/test", "").expect(404);
    }
}
