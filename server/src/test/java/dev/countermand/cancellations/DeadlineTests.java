package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Nobody answers in time.
@ByHand
class DeadlineTests extends Bench {

    private static final Duration DAY = Duration.ofHours(24);

    @Test
    void silenceMeansUnableAndTheOrderGoesOn() {
        var number = released(2);
        var id = shop.cancel(number, "").expect(202).id();
        stops.tick();
        clock.advance(DAY);
        deadlines.tick();
        var verdict = shop.read(id);
        assertThat(verdict.at("/status")).isEqualTo("unable");
        assertThat(verdict.at("/verdict/by")).isEqualTo("silence");
        assertThat(verdict.number("/lines/0/unable")).isEqualTo(2);
        assertThat(shop.units(number, "1")).isEqualTo("released 2");
        assertThat(told(id)).containsExactly("ask done", "resume planned");
        assertThat(queued(number)).isEmpty();
        assertThat(shop.kinds(number)).containsExactly("attempting", "unable");
        assertThat(shop.facts(number).getLast().path("actor").path("kind").asString())
                .isEqualTo("system");
    }

    @Test
    void aWarehouseThatWasNeverToldNeedNotBeToldToGoOn() {
        var number = released(2);
        var id = shop.cancel(number, "").expect(202).id();
        clock.advance(DAY);
        deadlines.tick();
        assertThat(told(id)).containsExactly("ask superseded");
    }

    @Test
    void silenceMayMeanSuccessful() {
        shop.terms("{\"silence\": \"successful\"}").expect(201);
        var number = released(2);
        var id = shop.cancel(number, "").expect(202).id();
        clock.advance(DAY);
        deadlines.tick();
        var verdict = shop.read(id);
        assertThat(verdict.at("/status")).isEqualTo("successful");
        assertThat(verdict.number("/money/total")).isEqualTo(2500);
        assertThat(shop.units(number, "1")).isEqualTo("canceled 2");
        assertThat(shop.claim(number, "p1", "").expect(409).at("/code")).isEqualTo("units_canceled");
        assertThat(shop.answer(id, "too_late", "").expect(409).at("/code")).isEqualTo("verdict_final");
        shop.answer(id, "stopped", "").expect(200);
    }

    @Test
    void aClaimAfterTheDeadlineFindsWhatSilenceMeantThoughNoClockHasLookedYet() {
        shop.terms("{\"silence\": \"successful\"}").expect(201);
        var number = released(2);
        var id = shop.cancel(number, "").expect(202).id();
        clock.advance(DAY);
        assertThat(shop.claim(number, "p1", "").expect(409).at("/code")).isEqualTo("units_canceled");
        assertThat(shop.read(id).at("/status")).isEqualTo("successful");
        assertThat(shop.units(number, "1")).isEqualTo("canceled 2");
        deadlines.tick();
        assertThat(shop.kinds(number)).containsExactly("attempting", "successful");
    }

    @Test
    void aClaimAfterTheDeadlineShipsWhatSilenceGaveBackAndTheVerdictIsBySilence() {
        var number = released(2);
        var id = shop.cancel(number, "").expect(202).id();
        clock.advance(DAY);
        shop.claim(number, "p1", "").expect(201);
        assertThat(shop.read(id).at("/verdict/by")).isEqualTo("silence");
        assertThat(shop.units(number, "1")).isEqualTo("shipped 2");
    }

    @Test
    void nothingIsSettledBeforeTheDeadline() {
        var number = released(2);
        var id = shop.cancel(number, "").expect(202).id();
        clock.advance(DAY.minusMillis(1));
        deadlines.tick();
        assertThat(shop.read(id).at("/status")).isEqualTo("attempting");
        assertThat(shop.answer(id, "stopped", "").expect(200).at("/status")).isEqualTo("successful");
    }

    @Test
    void aPartlyAnsweredAttemptIsPartlySettledBySilence() {
        var number = released(3);
        var id = shop.cancel(number, "").expect(202).id();
        shop.answer(id, "stopped", "1:1").expect(200);
        clock.advance(DAY);
        deadlines.tick();
        var verdict = shop.read(id);
        assertThat(verdict.at("/status")).isEqualTo("partly");
        assertThat(verdict.number("/money/total")).isEqualTo(1000);
        assertThat(shop.units(number, "1")).isEqualTo("released 2 canceled 1");
    }

    @Test
    void aDeadlineThatPassedWhileNobodyRanIsSettledAtTheNextStartAsItWasRecorded() {
        var number = released(2);
        var attempt = shop.cancel(number, "").expect(202);
        clock.advance(Duration.ofDays(3));
        assertThat(shop.read(attempt.id()).at("/status")).isEqualTo("attempting");
        deadlines.tick();
        var verdict = shop.read(attempt.id());
        assertThat(verdict.at("/status")).isEqualTo("unable");
        assertThat(verdict.at("/deadline")).isEqualTo(attempt.at("/deadline"));
        assertThat(Instant.parse(verdict.at("/verdict/at"))).isEqualTo(now());
        deadlines.tick();
        assertThat(shop.kinds(number)).containsExactly("attempting", "unable");
    }

    @Test
    void unitsOfAnOverdueAttemptAreFreeForANewRequest() {
        var number = released(2);
        var first = shop.cancel(number, "").expect(202).id();
        clock.advance(DAY);
        var second = shop.cancel(number, "").expect(202);
        assertThat(second.at("/status")).isEqualTo("attempting");
        assertThat(shop.read(first).at("/status")).isEqualTo("unable");
        assertThat(shop.kinds(number)).containsExactly("attempting", "unable", "attempting");
    }

    @Test
    void theClockDoesNotTouchAVerdict() {
        var number = released(1);
        var id = shop.cancel(number, "").expect(202).id();
        var verdict = shop.answer(id, "stopped", "").expect(200);
        clock.advance(DAY);
        deadlines.tick();
        assertThat(shop.read(id).body()).isEqualTo(verdict.body());
    }

    @Test
    void theChoiceMadeInAdvanceFollowsSilenceToo() {
        var number = released(1);
        var id = shop.ask(number, "{\"reason\": \"other\", \"ifUnable\": \"return\"}", null)
                .expect(202)
                .id();
        clock.advance(DAY);
        deadlines.tick();
        assertThat(shop.read(id).at("/next/remedy")).isEqualTo("return");
    }
}
