package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.connectors.fulfilment.Polls;
import dev.countermand.connectors.fulfilment.StubWarehouse;
import dev.countermand.outgoing.WebhookSignature;
import dev.countermand.site.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Our calls to a warehouse: signed, the same on every try, bounded, and never read as a "no".
class HttpWarehouseTests extends PartnerBench {

    @Test
    void isToldOnceSignedWithTheAttemptItsUnitsAndUntilWhen() {
        choose(false);
        var id = told(2, 1);
        stops.tick();
        var call = warehouse.got.getFirst();
        assertThat(warehouse.got).hasSize(1);
        assertThat(WebhookSignature.verify(
                        name -> call.headers().get(name),
                        call.body().getBytes(StandardCharsets.UTF_8),
                        List.of(secret),
                        now(),
                        Duration.ofMinutes(1)))
                .isTrue();
        var message = Json.tree(call.body());
        assertThat(message.path("type").asString()).isEqualTo("fulfilment.stop");
        var data = message.path("data");
        assertThat(data.path("attempt").asString()).isEqualTo(id);
        assertThat(data.path("order").asString()).isEqualTo("W1001");
        assertThat(data.path("lines").toString())
                .isEqualTo(
                        "[{\"line\":\"1\",\"sku\":\"S1\",\"quantity\":2},{\"line\":\"2\",\"sku\":\"S2\",\"quantity\":1}]");
        assertThat(data.path("answerBy").asString()).isEqualTo(shop.read(id).at("/deadline"));
        assertThat(data.path("callback").asString()).endsWith(callback);
        assertThat(told(id)).containsExactly("ask done");
        assertThat(status(id)).isEqualTo("attempting");
    }

    @Test
    void aLostResponseIsFollowedByTheSameBytesUnderTheSameIdOnce() {
        choose(false);
        warehouse.habit = (exchange, got) -> {
            // Taken, and the connection cut.
            if (warehouse.got.size() > 1) {
                StubWarehouse.answer(exchange, 202, "{}");
            }
        };
        var id = told(2);
        assertThat(told(id)).containsExactly("ask planned");
        assertThat(status(id)).isEqualTo("attempting");
        clock.advance(StopWorker.pause(1));
        stops.tick();
        clock.advance(StopWorker.pause(2));
        stops.tick();
        assertThat(warehouse.got).hasSize(2);
        assertThat(warehouse.got.get(1).body()).isEqualTo(warehouse.got.get(0).body());
        assertThat(warehouse.got.get(1).id()).isEqualTo(warehouse.got.get(0).id());
        assertThat(told(id)).containsExactly("ask done");
    }

    @Test
    void whateverIsNotAYesIsTriedAgainAndNeverTakenForANo() {
        choose(false);
        warehouse.habit = (exchange, got) -> StubWarehouse.answer(
                exchange,
                500,
                tooLate("can_0")
                        .replace(
                                "can_0",
                                Json.tree(got.body()).at("/data/attempt").asString()));
        var id = told(1);
        assertThat(status(id)).isEqualTo("attempting");
        warehouse.habit = (exchange, got) -> StubWarehouse.answer(exchange, 404, "{\"outcome\": \"too_late\"}");
        clock.advance(StopWorker.pause(1));
        stops.tick();
        assertThat(status(id)).isEqualTo("attempting");
        assertThat(told(id)).containsExactly("ask planned");
    }

    @Test
    void aRedirectIsNotFollowed() {
        choose(false);
        warehouse.habit = (exchange, got) -> {
            exchange.getResponseHeaders().set("Location", warehouse.url("/elsewhere"));
            StubWarehouse.answer(exchange, 307, "");
        };
        var id = told(1);
        assertThat(warehouse.got).extracting(StubWarehouse.Got::path).containsExactly("/calls");
        assertThat(told(id)).containsExactly("ask planned");
    }

    @Test
    void aGiantAnswerIsReadNoFurtherThanItMakesSense() {
        choose(false);
        warehouse.habit = (exchange, got) -> StubWarehouse.answer(
                exchange, 200, "{\"outcome\": \"stopped\", \"x\": \"" + "y".repeat(1 << 20) + "\"}");
        var id = told(1);
        assertThat(status(id)).isEqualTo("attempting");
        var log = shop.get(partners() + "/calls").expect(200);
        assertThat(log.at("/calls/0/error")).isEqualTo("too_long");
        assertThat(log.text().length()).isLessThan(20_000);
    }

    @Test
    void theAnswerMayComeWithTheResponse() {
        choose(false);
        warehouse.habit = (exchange, got) -> StubWarehouse.answer(exchange, 200, "{\"outcome\": \"stopped\"}");
        var id = told(2);
        assertThat(status(id)).isEqualTo("successful");
        assertThat(told(id)).containsExactly("ask done");
    }

    @Test
    void isAskedHowItStandsUntilItKnows() {
        choose(true);
        warehouse.habit = (exchange, got) -> StubWarehouse.answer(exchange, 202, "{\"outcome\": \"pending\"}");
        var id = told(2);
        Polls.tick(server);
        assertThat(warehouse.got).hasSize(1);
        clock.advance(Duration.ofSeconds(30));
        warehouse.habit = (exchange, got) -> StubWarehouse.answer(exchange, 200, "<html>we are down</html>");
        Polls.tick(server);
        assertThat(warehouse.got.getLast().path()).isEqualTo("/stops/" + id);
        assertThat(warehouse.got.getLast().method()).isEqualTo("GET");
        assertThat(status(id)).isEqualTo("attempting");
        clock.advance(Duration.ofMinutes(10));
        warehouse.habit = (exchange, got) -> StubWarehouse.answer(
                exchange, 200, "{\"lines\": [{\"line\": \"1\", \"quantity\": 2, \"outcome\": \"too_late\"}]}");
        Polls.tick(server);
        assertThat(status(id)).isEqualTo("unable");
        int calls = warehouse.got.size();
        clock.advance(Duration.ofHours(1));
        Polls.tick(server);
        assertThat(warehouse.got).hasSize(calls);
    }

    @Test
    void whoWithdrawsHasTheWarehouseToldToGoOn() {
        choose(true);
        var id = told(2);
        shop.withdraw(id).expect(200);
        stops.tick();
        var resume = Json.tree(warehouse.got.getLast().body());
        assertThat(resume.path("type").asString()).isEqualTo("fulfilment.resume");
        assertThat(resume.at("/data/attempt").asString()).isEqualTo(id);
        assertThat(warehouse.got.getLast().id())
                .isNotEqualTo(warehouse.got.getFirst().id());
    }

    @Test
    void peopleAnswerForWhoHasChosenNobody() {
        var id = told(1);
        assertThat(warehouse.got).isEmpty();
        assertThat(told(id)).containsExactly("ask done");
        assertThat(shop.get(partners()).expect(200).at("/fulfilment/kind")).isEqualTo("manual");
    }
}
