package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.connectors.fulfilment.StubWarehouse;
import dev.countermand.outgoing.WebhookSignature;
import dev.countermand.site.Json;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A warehouse's answers: yes, no, some of each, early, late, twice, forged.
class CallbackTests extends PartnerBench {

    @BeforeEach
    void partner() {
        choose(false);
    }

    @Test
    void yes() {
        var id = told(2);
        var reply = call("a1", stopped(id));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().path("status").asString()).isEqualTo("successful");
        assertThat(shop.units("W1001", "1")).isEqualTo("canceled 2");
    }

    @Test
    void no() {
        var id = told(2);
        assertThat(call("a1", tooLate(id)).status()).isEqualTo(200);
        assertThat(status(id)).isEqualTo("unable");
        assertThat(shop.units("W1001", "1")).isEqualTo("released 2");
    }

    @Test
    void someOfEach() {
        var id = told(2, 1);
        var body = """
                {"data": {"attempt": "%s", "lines": [
                  {"line": "1", "quantity": 1, "outcome": "stopped"},
                  {"line": "1", "quantity": 1, "outcome": "too_late"},
                  {"line": "2", "quantity": 1, "outcome": "stopped"}]}}""".formatted(id);
        var reply = call("a1", body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(status(id)).isEqualTo("partly");
        assertThat(shop.units("W1001", "1")).isEqualTo("released 1 canceled 1");
        assertThat(shop.units("W1001", "2")).isEqualTo("canceled 1");
    }

    @Test
    void twiceIsOnce() {
        var id = told(3);
        var body = "{\"attempt\": \"%s\", \"lines\": [{\"line\": \"1\", \"quantity\": 1, \"outcome\": \"stopped\"}]}"
                .formatted(id);
        var first = call("a1", body);
        var again = call("a1", body);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(shop.read(id).number("/lines/0/pending")).isEqualTo(2);
        assertThat(call("a2", body).status()).isEqualTo(200);
        assertThat(shop.read(id).number("/lines/0/pending")).isEqualTo(1);
    }

    @Test
    void beforeOurCallWasAnswered() {
        warehouse.habit = (exchange, got) -> {
            var attempt = Json.tree(got.body()).at("/data/attempt").asString();
            assertThat(call("early", stopped(attempt)).status()).isEqualTo(200);
            StubWarehouse.answer(exchange, 202, "{}");
        };
        var id = told(2);
        assertThat(status(id)).isEqualTo("successful");
        assertThat(told(id)).containsExactly("ask done");
    }

    @Test
    void lateAfterTheVerdictOpensALinkedAttempt() {
        var id = told(2);
        clock.advance(Duration.ofDays(2));
        deadlines.tick();
        assertThat(status(id)).isEqualTo("unable");
        var late = call("a1", stopped(id));
        assertThat(late.status()).as(late.text()).isEqualTo(202);
        assertThat(late.json().path("late").asBoolean()).isTrue();
        assertThat(late.json().path("attempt").asString()).isNotEqualTo(id);
        assertThat(call("a1", stopped(id)).text()).isEqualTo(late.text());
        assertThat(shop.units("W1001", "1")).isEqualTo("stopping 2");
    }

    @Test
    void neverMeansWhatSilenceMeans() {
        var id = told(2);
        clock.advance(Duration.ofDays(2));
        deadlines.tick();
        stops.tick();
        assertThat(status(id)).isEqualTo("unable");
        assertThat(Json.tree(warehouse.got.getLast().body()).path("type").asString())
                .isEqualTo("fulfilment.resume");
    }

    @Test
    void aContradictionIsToldAndChangesNothing() {
        var id = told(2);
        call("a1", stopped(id));
        var reply = call("a2", tooLate(id));
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("verdict_final");
        assertThat(status(id)).isEqualTo("successful");
    }

    @Test
    void aWrongSignatureOpensNothing() {
        var id = told(2);
        assertThat(call("a1", stopped(id), WebhookSignature.newSecret(), now()).status())
                .isEqualTo(401);
        assertThat(call("a1", stopped(id), secret, now().minus(Duration.ofMinutes(6)))
                        .code())
                .isEqualTo("bad_signature");
        assertThat(call("a1", stopped(id), secret, now().plus(Duration.ofMinutes(6)))
                        .status())
                .isEqualTo(401);
        assertThat(dev.countermand.Http.at(port).post(callback, stopped(id)).status())
                .isEqualTo(401);
        assertThat(status(id)).isEqualTo("attempting");
    }

    @Test
    void aReplayedCallbackChangesNothing() {
        var id = told(2);
        var at = now();
        call(
                "a1",
                "{\"attempt\": \"%s\", \"lines\": [{\"line\": \"1\", \"quantity\": 1, \"outcome\": \"stopped\"}]}"
                        .formatted(id));
        // Other words under the id of a message that was taken.
        assertThat(call("a1", tooLate(id)).code()).isEqualTo("key_reused");
        clock.advance(Duration.ofMinutes(6));
        assertThat(call("a1", stopped(id), secret, at).status()).isEqualTo(401);
        assertThat(shop.read(id).number("/lines/0/pending")).isEqualTo(1);
    }

    @Test
    void anothersAttemptAndUnknownDoorsAreTheSame404() {
        var id = told(2);
        var mine = shop;
        var theirs = shop.neighbor();
        shop = theirs;
        choose(false);
        var foreign = call("a1", stopped(id));
        assertThat(foreign.status()).isEqualTo(404);
        callback = "/v1/fulfilment/callbacks/fp_00000000000000000000000000000000";
        assertThat(call("a2", stopped(id)).text()).isEqualTo(foreign.text());
        shop = mine;
        assertThat(status(id)).isEqualTo("attempting");
    }

    @Test
    void whatCannotBeMeantIsToldLineByLine() {
        var id = told(2);
        var reply = call("a1", """
                {"attempt": "%s", "lines": [{"line": "1", "quantity": 0, "outcome": "stopped"},
                                            {"line": "2", "quantity": 1, "outcome": "perhaps"}]}""".formatted(id));
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text()).contains("/lines/0/quantity", "/lines/1/outcome");
        assertThat(call("a2", "not json").status()).isEqualTo(400);
        assertThat(call("a3", "{\"attempt\": \"%s\"}".formatted(id)).status()).isEqualTo(422);
    }
}
