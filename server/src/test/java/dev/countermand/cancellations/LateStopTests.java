package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The warehouse stops units after silence or withdrawal had ended the attempt. The verdict stands; a
/// linked attempt asks the requester.
@ByHand
class LateStopTests extends Bench {

    /// An attempt over everything that nobody answered in time.
    private String unanswered(String number) {
        var id = shop.cancel(number, "").expect(202).id();
        clock.advance(Duration.ofHours(24));
        deadlines.tick();
        assertThat(shop.read(id).at("/verdict/by")).isEqualTo("silence");
        return id;
    }

    @Test
    void aLateStopHoldsTheUnitsAndAsksTheRequester() {
        var number = released(2);
        var id = unanswered(number);
        var late = shop.answer(id, "stopped", "").expect(202);
        assertThat(late.id()).isNotEqualTo(id);
        assertThat(late.at("/status")).isEqualTo("waiting");
        assertThat(late.at("/waitsFor")).isEqualTo("requester");
        assertThat(late.at("/follows")).isEqualTo(id);
        assertThat(late.at("/silence")).isEqualTo("unable");
        assertThat(Instant.parse(late.at("/deadline"))).isEqualTo(now().plus(Duration.ofHours(24)));
        assertThat(late.response().headers().firstValue("Location")).hasValue("/v1/cancellations/" + late.id());
        assertThat(shop.read(late.id()).body()).isEqualTo(late.body());
        assertThat(shop.units(number, "1")).isEqualTo("stopping 2");
        assertThat(queued(number)).containsExactly("late_stop");
        assertThat(shop.kinds(number)).containsExactly("attempting", "unable", "stopped_late", "waiting");
        var original = shop.read(id);
        assertThat(original.at("/status")).isEqualTo("unable");
        assertThat(original.at("/next/id")).isEqualTo(late.id());
    }

    @Test
    void approvingALateStopCancelsItAsTheGoodsStandStill() {
        var number = released(2);
        var late = shop.answer(unanswered(number), "stopped", "").expect(202);
        var verdict = shop.answer(late.id(), "approved", "").expect(200);
        assertThat(verdict.at("/status")).isEqualTo("successful");
        assertThat(verdict.at("/verdict/by")).isEqualTo("approval");
        assertThat(verdict.number("/money/total")).isEqualTo(2500);
        assertThat(shop.units(number, "1")).isEqualTo("canceled 2");
        assertThat(queued(number)).isEmpty();
    }

    @Test
    void denyingALateStopLetsTheWarehouseGoOn() {
        var number = released(2);
        var late = shop.answer(unanswered(number), "stopped", "").expect(202);
        assertThat(shop.answer(late.id(), "denied", "").expect(200).at("/status"))
                .isEqualTo("unable");
        assertThat(shop.units(number, "1")).isEqualTo("released 2");
        assertThat(told(late.id())).containsExactly("resume planned");
    }

    @Test
    void denyingAPartOfALateStopLetsThatPartGoOnAtOnce() {
        var number = released(2);
        var late = shop.answer(unanswered(number), "stopped", "").expect(202);
        shop.answer(late.id(), "denied", "1:1").expect(200);
        assertThat(told(late.id())).containsExactly("resume planned");
        assertThat(shop.answer(late.id(), "approved", "").expect(200).at("/status"))
                .isEqualTo("partly");
        assertThat(shop.units(number, "1")).isEqualTo("released 1 canceled 1");
    }

    @Test
    void silenceAfterALateStopResumesTheOrder() {
        var number = released(2);
        var late = shop.answer(unanswered(number), "stopped", "").expect(202);
        clock.advance(Duration.ofHours(24));
        deadlines.tick();
        assertThat(shop.read(late.id()).at("/status")).isEqualTo("unable");
        assertThat(shop.units(number, "1")).isEqualTo("released 2");
        assertThat(told(late.id())).containsExactly("resume planned");
        stops.tick();
        assertThat(told(late.id())).containsExactly("resume done");
    }

    @Test
    void aLateStopToldAgainIsAnsweredWithTheAttemptItOpened() {
        var number = released(2);
        var id = unanswered(number);
        var late = shop.answer(id, "stopped", "").expect(202);
        assertThat(shop.answer(id, "stopped", "").expect(200).body()).isEqualTo(late.body());
        assertThat(shop.answer(late.id(), "stopped", "").expect(200).body()).isEqualTo(late.body());
        assertThat(shop.list(number).body().path("cancellations")).hasSize(2);
    }

    @Test
    void aLateStopHoldsOnlyWhatHasNotGoneOn() {
        var number = released(3);
        var id = unanswered(number);
        shop.claim(number, "p1", "1:2").expect(201);
        var late = shop.answer(id, "stopped", "").expect(202);
        assertThat(late.number("/lines/0/requested")).isEqualTo(1);
        assertThat(shop.units(number, "1")).isEqualTo("stopping 1 shipped 2");
    }

    @Test
    void aLateStopOfWhatHasLeftIsTooLateItself() {
        var number = released(2);
        var id = unanswered(number);
        shop.claim(number, "p1", "").expect(201);
        assertThat(shop.answer(id, "stopped", "").expect(409).at("/code")).isEqualTo("verdict_final");
        assertThat(shop.units(number, "1")).isEqualTo("shipped 2");
    }

    @Test
    void tooLateAfterSilenceSaysTheSame() {
        var number = released(2);
        var id = unanswered(number);
        assertThat(shop.answer(id, "too_late", "").expect(200).id()).isEqualTo(id);
        assertThat(shop.units(number, "1")).isEqualTo("released 2");
    }

    @Test
    void anAnswerAfterTheDeadlineIsLateEvenWhenTheClockHasNotLooked() {
        var number = released(2);
        var id = shop.cancel(number, "").expect(202).id();
        clock.advance(Duration.ofHours(24));
        var late = shop.answer(id, "stopped", "").expect(202);
        assertThat(late.at("/follows")).isEqualTo(id);
        assertThat(shop.read(id).at("/status")).isEqualTo("unable");
        assertThat(shop.kinds(number)).containsExactly("attempting", "unable", "stopped_late", "waiting");
    }

    @Test
    void tooLateAfterTheDeadlineLeavesTheVerdictToSilence() {
        var number = released(2);
        var id = shop.cancel(number, "").expect(202).id();
        clock.advance(Duration.ofHours(24));
        var verdict = shop.answer(id, "too_late", "").expect(200);
        assertThat(verdict.at("/verdict/by")).isEqualTo("silence");
        assertThat(verdict.at("/status")).isEqualTo("unable");
    }

    @Test
    void aStopAfterAWithdrawalIsLate() {
        var number = released(2);
        var id = shop.cancel(number, "").expect(202).id();
        shop.withdraw(id).expect(200);
        var late = shop.answer(id, "stopped", "").expect(202);
        assertThat(late.at("/follows")).isEqualTo(id);
        assertThat(shop.read(id).at("/status")).isEqualTo("withdrawn");
        assertThat(shop.units(number, "1")).isEqualTo("stopping 2");
    }

    @Test
    void aStopAfterAVerdictByClaimIsNotLateButWrong() {
        var number = released(2);
        var id = shop.cancel(number, "").expect(202).id();
        shop.claim(number, "p1", "").expect(201);
        assertThat(shop.answer(id, "stopped", "").expect(409).at("/code")).isEqualTo("verdict_final");
    }

    @Test
    void aSecondLateStopFollowsTheFirst() {
        var number = released(1);
        var first = shop.answer(unanswered(number), "stopped", "").expect(202);
        clock.advance(Duration.ofHours(24));
        deadlines.tick();
        var second = shop.answer(first.id(), "stopped", "").expect(202);
        assertThat(second.at("/follows")).isEqualTo(first.id());
        assertThat(shop.units(number, "1")).isEqualTo("stopping 1");
    }

    @Test
    void aClaimTakesWhatALateStopHolds() {
        var number = released(2);
        var late = shop.answer(unanswered(number), "stopped", "").expect(202);
        shop.claim(number, "p1", "").expect(201);
        var verdict = shop.read(late.id());
        assertThat(verdict.at("/status")).isEqualTo("unable");
        assertThat(verdict.at("/verdict/by")).isEqualTo("claim");
        assertThat(shop.units(number, "1")).isEqualTo("shipped 2");
    }

    @Test
    void theCustomerIsNotAskedAboutACancellationOfTheStore() {
        var number = released(1);
        var id = shop.ask(number, "{\"reason\": \"recall\"}", null).expect(202).id();
        clock.advance(Duration.ofHours(24));
        deadlines.tick();
        shop.answer(id, "stopped", "").expect(202);
        assertThat(shop.facts(number).getLast().at("/data/byStore").asBoolean()).isTrue();
    }
}
