package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Units that the warehouse is preparing are held while it is asked to stop them.
@ByHand
class AttemptTests extends Bench {

    @Test
    void releasedUnitsBecomeAnAttempt() {
        var number = released(3);
        var attempt = shop.cancel(number, "1:2").expect(202);
        assertThat(attempt.at("/status")).isEqualTo("attempting");
        assertThat(attempt.at("/waitsFor")).isEqualTo("warehouse");
        assertThat(attempt.at("/silence")).isEqualTo("unable");
        assertThat(Instant.parse(attempt.at("/deadline"))).isEqualTo(now().plus(Duration.ofHours(24)));
        assertThat(attempt.number("/lines/0/pending")).isEqualTo(2);
        assertThat(attempt.number("/money/total")).isZero();
        assertThat(attempt.number("/money/remaining")).isEqualTo(3500);
        assertThat(shop.units(number, "1")).isEqualTo("released 1 stopping 2");
        assertThat(shop.read(attempt.id()).body()).isEqualTo(attempt.body());
    }

    @Test
    void aMixedOrderCancelsTheOpenUnitsAndAttemptsTheRest() {
        var number = order(3, 1);
        shop.release(number, "1:1").expect(200);
        var mixed = shop.cancel(number, "").expect(202);
        assertThat(mixed.at("/status")).isEqualTo("attempting");
        assertThat(mixed.number("/lines/0/canceledAtOnce")).isEqualTo(2);
        assertThat(mixed.number("/lines/0/pending")).isEqualTo(1);
        assertThat(mixed.number("/lines/1/canceledAtOnce")).isEqualTo(1);
        assertThat(mixed.number("/money/total")).isEqualTo(3000);
        assertThat(mixed.body().has("verdict")).isFalse();
        assertThat(shop.units(number, "1")).isEqualTo("stopping 1 canceled 2");
        assertThat(shop.units(number, "2")).isEqualTo("canceled 1");
    }

    @Test
    void aMixedOrderIsToldByOneAttemptingFact() {
        var number = order(2, 1);
        shop.release(number, "2:1").expect(200);
        shop.cancel(number, "").expect(202);
        assertThat(shop.kinds(number)).containsExactly("attempting");
        var fact = shop.facts(number).getFirst().path("data");
        assertThat(fact.at("/canceled/0/line").asString()).isEqualTo("1");
        assertThat(fact.at("/stopping/0/line").asString()).isEqualTo("2");
        assertThat(fact.path("silence").asString()).isEqualTo("unable");
    }

    @Test
    void theWarehouseIsToldByTheWorkerAndTheDeskHasAnItemUntilTheDeadline() {
        var number = released(1);
        var attempt = shop.cancel(number, "").expect(202);
        assertThat(told(attempt.id())).containsExactly("ask planned");
        stops.tick();
        assertThat(told(attempt.id())).containsExactly("ask done");
        var item = queue.of(ref(number).id().value()).stream()
                .filter(i -> i.kind().equals("attempt"))
                .findFirst()
                .orElseThrow();
        assertThat(item.subject()).isEqualTo(attempt.id());
        assertThat(item.waitsFor()).isEqualTo("warehouse");
        assertThat(item.due()).isEqualTo(Instant.parse(attempt.at("/deadline")));
    }

    @Test
    void theSurestUnitsAreTakenFirst() {
        var number = order(3);
        shop.release(number, "1:2").expect(200);
        shop.cancel(number, "1:1").expect(201);
        assertThat(shop.units(number, "1")).isEqualTo("released 2 canceled 1");
    }

    @Test
    void theTermsOfTheOrderSayHowLongAnAttemptMayTake() {
        shop.order("before", now(), 1);
        clock.advance(Duration.ofSeconds(1));
        shop.terms("{\"deadline\": \"PT30M\", \"silence\": \"successful\"}").expect(201);
        var number = released(1);
        var attempt = shop.cancel(number, "").expect(202);
        assertThat(Instant.parse(attempt.at("/deadline"))).isEqualTo(now().plus(Duration.ofMinutes(30)));
        assertThat(attempt.at("/silence")).isEqualTo("successful");
        assertThat(attempt.at("/policyVersion")).isEqualTo(shop.seller + "-1");
        shop.release("before", "").expect(200);
        assertThat(shop.cancel("before", "").expect(202).at("/policyVersion")).isEqualTo("default-1");
    }

    @Test
    void theChoiceInAdvanceIsKept() {
        var number = released(1);
        var attempt = shop.ask(number, "{\"reason\": \"too_slow\", \"ifUnable\": \"return\"}", null)
                .expect(202);
        assertThat(attempt.at("/ifUnable")).isEqualTo("return");
        assertThat(attempt.body().has("next")).isFalse();
        assertThat(shop.facts(number).getFirst().at("/data/ifUnable").asString())
                .isEqualTo("return");
    }
}
