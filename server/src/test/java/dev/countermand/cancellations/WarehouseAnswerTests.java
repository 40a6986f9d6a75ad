package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The warehouse answers: whole, in part, again, and against itself.
@ByHand
class WarehouseAnswerTests extends Bench {

    @Test
    void stoppedUnitsAreCanceledAndTheirMoneyGoesBack() {
        var number = released(2);
        var id = shop.cancel(number, "").expect(202).id();
        var verdict = shop.answer(id, "stopped", "").expect(200);
        assertThat(verdict.at("/status")).isEqualTo("successful");
        assertThat(verdict.at("/verdict/by")).isEqualTo("answer");
        assertThat(verdict.at("/verdict/status")).isEqualTo("successful");
        assertThat(verdict.at("/verdict/at")).isEqualTo(now().toString());
        assertThat(verdict.number("/money/total")).isEqualTo(2500);
        assertThat(verdict.number("/money/notCharged")).isEqualTo(2500);
        assertThat(verdict.body().has("waitsFor")).isFalse();
        assertThat(shop.units(number, "1")).isEqualTo("canceled 2");
        assertThat(shop.kinds(number)).containsExactly("attempting", "successful");
        assertThat(queued(number)).isEmpty();
        assertThat(shop.read(id).body()).isEqualTo(verdict.body());
    }

    @Test
    void unitsThatWereTooLateGoOnAndAreCharged() {
        var number = released(2);
        var id = shop.cancel(number, "").expect(202).id();
        var verdict = shop.answer(id, "too_late", "").expect(200);
        assertThat(verdict.at("/status")).isEqualTo("unable");
        assertThat(verdict.number("/lines/0/unable")).isEqualTo(2);
        assertThat(verdict.number("/money/total")).isZero();
        assertThat(verdict.body().has("next")).isFalse();
        assertThat(shop.units(number, "1")).isEqualTo("released 2");
        assertThat(shop.kinds(number)).containsExactly("attempting", "unable");
        assertThat(queued(number)).isEmpty();
    }

    @Test
    void aPartialAnswerSettlesTheUnitsItNamesAndTheRestWaits() {
        var number = released(3, 1);
        var id = shop.cancel(number, "").expect(202).id();
        var partial = shop.answer(id, "stopped", "1:2").expect(200);
        assertThat(partial.at("/status")).isEqualTo("attempting");
        assertThat(partial.number("/lines/0/canceled")).isEqualTo(2);
        assertThat(partial.number("/lines/0/pending")).isEqualTo(1);
        assertThat(partial.number("/money/total")).isEqualTo(2000);
        assertThat(shop.units(number, "1")).isEqualTo("stopping 1 canceled 2");
        assertThat(queued(number)).containsExactly("attempt");
        var rest = shop.answer(id, "too_late", "").expect(200);
        assertThat(rest.at("/status")).isEqualTo("partly");
        assertThat(rest.number("/money/total")).isEqualTo(2000);
        assertThat(shop.units(number, "1")).isEqualTo("released 1 canceled 2");
        assertThat(shop.units(number, "2")).isEqualTo("released 1");
        assertThat(shop.kinds(number)).containsExactly("attempting", "answered", "partly");
        var fact = shop.facts(number).getLast().path("data");
        assertThat(fact.at("/canceled/0/quantity").asInt()).isEqualTo(2);
        assertThat(fact.at("/unable")).hasSize(2);
        assertThat(fact.at("/money/total").asInt()).isEqualTo(2000);
    }

    @Test
    void everyRequestedUnitCanceledIsSuccessfulHoweverItCameAbout() {
        var number = order(2);
        shop.release(number, "1:1").expect(200);
        var id = shop.cancel(number, "").expect(202).id();
        var verdict = shop.answer(id, "stopped", "").expect(200);
        assertThat(verdict.at("/status")).isEqualTo("successful");
        assertThat(verdict.number("/money/total")).isEqualTo(2500);
    }

    @Test
    void aMixedOrderIsPartlyWhenTheWarehouseWasTooLate() {
        var number = order(2);
        shop.release(number, "1:1").expect(200);
        var id = shop.cancel(number, "").expect(202).id();
        assertThat(shop.answer(id, "too_late", "").expect(200).at("/status")).isEqualTo("partly");
    }

    @Test
    void unitsThatCouldNotBeMeantDoNotSpoilTheVerdict() {
        var number = released(2);
        shop.claim(number, "p1", "1:1").expect(201);
        var attempt = shop.cancel(number, "").expect(202);
        assertThat(attempt.number("/lines/0/refused")).isEqualTo(1);
        assertThat(shop.answer(attempt.id(), "stopped", "").expect(200).at("/status"))
                .isEqualTo("successful");
    }

    @Test
    void repeatingAnAnswerChangesNothing() {
        var number = released(2);
        var id = shop.cancel(number, "").expect(202).id();
        var first = shop.answer(id, "stopped", "").expect(200);
        assertThat(shop.answer(id, "stopped", "").expect(200).body()).isEqualTo(first.body());
        assertThat(shop.answer(id, "stopped", "1:2").expect(200).body()).isEqualTo(first.body());
        assertThat(shop.kinds(number)).containsExactly("attempting", "successful");
    }

    @Test
    void repeatingAPartialAnswerDoesNotStopMoreUnits() {
        var number = released(3);
        var id = shop.cancel(number, "").expect(202).id();
        shop.answer(id, "stopped", "1:1").expect(200);
        assertThat(shop.answer(id, "stopped", "1:1").expect(200).number("/lines/0/pending"))
                .isEqualTo(2);
        assertThat(shop.units(number, "1")).isEqualTo("stopping 2 canceled 1");
    }

    @Test
    void aPartialAnswerWithAKeyOfItsOwnIsANewOne() {
        var number = released(3);
        var id = shop.cancel(number, "").expect(202).id();
        var body = "{\"outcome\": \"stopped\", \"lines\": [{\"line\": \"1\", \"quantity\": 1}]}";
        for (var key : new String[] {"a", "b", "b"}) {
            shop.send("POST", "/v1/cancellations/" + id + "/answer", body, key).expect(200);
        }
        assertThat(shop.units(number, "1")).isEqualTo("stopping 1 canceled 2");
    }

    @Test
    void contradictingAVerdictByAnswerIsFinal() {
        var number = released(2);
        var id = shop.cancel(number, "").expect(202).id();
        shop.answer(id, "stopped", "").expect(200);
        var no = shop.answer(id, "too_late", "").expect(409);
        assertThat(no.at("/code")).isEqualTo("verdict_final");
        assertThat(no.number("/status")).isEqualTo(409);
        assertThat(no.at("/stands")).isEqualTo("successful");
        assertThat(no.at("/cancellation")).isEqualTo(id);
        assertThat(shop.read(id).at("/status")).isEqualTo("successful");
        assertThat(shop.units(number, "1")).isEqualTo("canceled 2");
    }

    @Test
    void contradictingAPartOfAnAnswerMovesNothing() {
        var number = released(2);
        var id = shop.cancel(number, "").expect(202).id();
        shop.answer(id, "too_late", "1:1").expect(200);
        assertThat(shop.answer(id, "stopped", "1:2").expect(409).at("/code")).isEqualTo("verdict_final");
        assertThat(shop.units(number, "1")).isEqualTo("released 1 stopping 1");
    }

    @Test
    void theChoiceMadeInAdvanceIsTheNextStep() {
        var number = released(1);
        var id = shop.ask(number, "{\"reason\": \"other\", \"ifUnable\": \"refuse\"}", null)
                .expect(202)
                .id();
        var verdict = shop.answer(id, "too_late", "").expect(200);
        assertThat(verdict.at("/next/remedy")).isEqualTo("refuse");
        assertThat(verdict.body().at("/next/chosen").asBoolean()).isTrue();
        assertThat(verdict.at("/next/status")).isEqualTo("announced");
        assertThat(shop.facts(number).getLast().at("/data/ifUnable").asString()).isEqualTo("refuse");
    }

    @Test
    void theChoiceMadeInAdvanceIsNotNeededAfterASuccess() {
        var number = released(1);
        var id = shop.ask(number, "{\"reason\": \"other\", \"ifUnable\": \"refuse\"}", null)
                .expect(202)
                .id();
        assertThat(shop.answer(id, "stopped", "").expect(200).body().has("next"))
                .isFalse();
    }

    @Test
    void nothingIsAskedOfTheWarehouseOnceItHasAnswered() {
        var number = released(1);
        var id = shop.cancel(number, "").expect(202).id();
        shop.answer(id, "too_late", "").expect(200);
        stops.tick();
        assertThat(told(id)).containsExactly("ask superseded");
    }

    @Test
    void anAnswerThatNobodyWaitsForIsAContradiction() {
        var number = order(1);
        var id = shop.cancel(number, "").expect(201).id();
        assertThat(shop.answer(id, "too_late", "").expect(409).at("/code")).isEqualTo("verdict_final");
        shop.answer(id, "stopped", "").expect(200);
        var attempt = shop.cancel(releasedAs("W2", 1), "").expect(202).id();
        assertThat(shop.answer(attempt, "approved", "").expect(409).at("/code")).isEqualTo("not_waiting");
    }

    private String releasedAs(String number, int quantity) {
        shop.order(number, now(), quantity);
        shop.release(number, "").expect(200);
        return number;
    }
}
