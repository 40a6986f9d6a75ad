package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Terms that want a person to decide.
@ByHand
class WaitingTests extends Bench {

    @Test
    void aPersonDecidesBeforeAnythingIsDone() {
        shop.terms("{\"open\": \"person\"}").expect(201);
        var number = order(2);
        var waiting = shop.cancel(number, "").expect(202);
        assertThat(waiting.at("/status")).isEqualTo("waiting");
        assertThat(waiting.at("/waitsFor")).isEqualTo("seller");
        assertThat(waiting.at("/because")).isEqualTo("stage_needs_person");
        assertThat(waiting.number("/lines/0/pending")).isEqualTo(2);
        assertThat(shop.units(number, "1")).isEqualTo("stopping 2");
        assertThat(queued(number)).containsExactly("approval");
        assertThat(told(waiting.id())).isEmpty();
        assertThat(shop.kinds(number)).containsExactly("waiting");
    }

    @Test
    void approvedOpenUnitsAreCanceled() {
        shop.terms("{\"open\": \"person\"}").expect(201);
        var number = order(2);
        var id = shop.cancel(number, "").expect(202).id();
        var verdict = shop.answer(id, "approved", "").expect(200);
        assertThat(verdict.at("/status")).isEqualTo("successful");
        assertThat(verdict.at("/verdict/by")).isEqualTo("approval");
        assertThat(verdict.number("/money/total")).isEqualTo(2500);
        assertThat(shop.units(number, "1")).isEqualTo("canceled 2");
        assertThat(queued(number)).isEmpty();
        assertThat(shop.answer(id, "approved", "").expect(200).body()).isEqualTo(verdict.body());
        assertThat(shop.answer(id, "denied", "").expect(409).at("/code")).isEqualTo("verdict_final");
    }

    @Test
    void deniedUnitsGoBackToWhereTheyCameFrom() {
        shop.terms("{\"open\": \"person\", \"released\": \"person\"}").expect(201);
        var number = order(3);
        shop.release(number, "1:1").expect(200);
        var id = shop.cancel(number, "").expect(202).id();
        var verdict = shop.answer(id, "denied", "").expect(200);
        assertThat(verdict.at("/status")).isEqualTo("unable");
        assertThat(verdict.at("/verdict/by")).isEqualTo("denial");
        assertThat(shop.units(number, "1")).isEqualTo("open 2 released 1");
        assertThat(shop.answer(id, "denied", "").expect(200).body()).isEqualTo(verdict.body());
    }

    @Test
    void approvedReleasedUnitsBecomeAnAttemptWithItsOwnDeadline() {
        shop.terms("{\"released\": \"person\"}").expect(201);
        var number = released(2);
        var id = shop.cancel(number, "").expect(202).id();
        clock.advance(Duration.ofHours(20));
        var approved = shop.answer(id, "approved", "").expect(200);
        assertThat(approved.at("/status")).isEqualTo("attempting");
        assertThat(approved.at("/waitsFor")).isEqualTo("warehouse");
        assertThat(Instant.parse(approved.at("/deadline"))).isEqualTo(now().plus(Duration.ofHours(24)));
        assertThat(told(id)).containsExactly("ask planned");
        assertThat(queued(number)).containsExactly("attempt");
        assertThat(shop.kinds(number)).containsExactly("waiting", "answered", "attempting");
        assertThat(shop.answer(id, "stopped", "").expect(200).at("/status")).isEqualTo("successful");
        assertThat(shop.units(number, "1")).isEqualTo("canceled 2");
    }

    @Test
    void anApprovalOfOpenAndReleasedUnitsCancelsTheOnesAndAsksForTheOthers() {
        shop.terms("{\"personKinds\": [\"physical\"]}").expect(201);
        var number = order(3);
        shop.release(number, "1:1").expect(200);
        var id = shop.cancel(number, "").expect(202).id();
        var approved = shop.answer(id, "approved", "").expect(200);
        assertThat(approved.at("/status")).isEqualTo("attempting");
        assertThat(approved.number("/lines/0/canceled")).isEqualTo(2);
        assertThat(approved.number("/lines/0/pending")).isEqualTo(1);
        assertThat(shop.units(number, "1")).isEqualTo("stopping 1 canceled 2");
    }

    @Test
    void unitsThatNeedNobodyAreNotHeldUpByThoseThatDo() {
        shop.terms("{\"released\": \"person\"}").expect(201);
        var number = order(3);
        shop.release(number, "1:1").expect(200);
        var waiting = shop.cancel(number, "").expect(202);
        assertThat(waiting.at("/status")).isEqualTo("waiting");
        assertThat(waiting.number("/lines/0/canceledAtOnce")).isEqualTo(2);
        assertThat(waiting.number("/money/total")).isEqualTo(2000);
        assertThat(shop.facts(number).getFirst().at("/data/canceled/0/quantity").asInt())
                .isEqualTo(2);
        assertThat(shop.answer(waiting.id(), "denied", "").expect(200).at("/status"))
                .isEqualTo("partly");
    }

    @Test
    void theWarehouseIsAskedMeanwhileAboutWhatNeedsNobody() {
        shop.terms("{\"open\": \"person\"}").expect(201);
        var number = order(1, 1);
        shop.release(number, "2:1").expect(200);
        var id = shop.cancel(number, "").expect(202).id();
        assertThat(told(id)).containsExactly("ask planned");
        assertThat(queued(number)).containsExactlyInAnyOrder("approval", "attempt");
        assertThat(shop.answer(id, "stopped", "").expect(200).at("/status")).isEqualTo("waiting");
        assertThat(shop.units(number, "2")).isEqualTo("canceled 1");
        assertThat(queued(number)).containsExactly("approval");
        assertThat(shop.answer(id, "denied", "").expect(200).at("/status")).isEqualTo("partly");
        assertThat(shop.units(number, "1")).isEqualTo("open 1");
    }

    @Test
    void aPartialDecisionLeavesTheRestWaiting() {
        shop.terms("{\"open\": \"person\"}").expect(201);
        var number = order(3);
        var id = shop.cancel(number, "").expect(202).id();
        assertThat(shop.answer(id, "approved", "1:1").expect(200).at("/status")).isEqualTo("waiting");
        assertThat(shop.units(number, "1")).isEqualTo("stopping 2 canceled 1");
        assertThat(shop.answer(id, "denied", "").expect(200).at("/status")).isEqualTo("partly");
        assertThat(shop.units(number, "1")).isEqualTo("open 2 canceled 1");
    }

    @Test
    void aWarehouseThatIsTooLateSparesThePersonTheDecision() {
        shop.terms("{\"released\": \"person\"}").expect(201);
        var number = released(2);
        var id = shop.cancel(number, "").expect(202).id();
        assertThat(shop.answer(id, "too_late", "").expect(200).at("/status")).isEqualTo("unable");
        assertThat(shop.units(number, "1")).isEqualTo("released 2");
        assertThat(queued(number)).isEmpty();
    }

    @Test
    void silenceOfThePersonLetsTheOrderGoOn() {
        shop.terms("{\"open\": \"person\", \"deadline\": \"PT2H\"}").expect(201);
        var number = order(2);
        var id = shop.cancel(number, "").expect(202).id();
        clock.advance(Duration.ofHours(2));
        deadlines.tick();
        assertThat(shop.read(id).at("/status")).isEqualTo("unable");
        assertThat(shop.units(number, "1")).isEqualTo("open 2");
        assertThat(told(id)).isEmpty();
    }

    @Test
    void silenceOfThePersonMayCountAsYes() {
        shop.terms("{\"open\": \"person\", \"deadline\": \"PT2H\", \"silence\": \"successful\"}")
                .expect(201);
        var number = order(2);
        var id = shop.cancel(number, "").expect(202).id();
        clock.advance(Duration.ofHours(2));
        deadlines.tick();
        assertThat(shop.read(id).at("/status")).isEqualTo("successful");
        assertThat(shop.units(number, "1")).isEqualTo("canceled 2");
    }

    @Test
    void theStoreNeedsNobodysApprovalForItsOwnReasons() {
        shop.terms("{\"open\": \"person\", \"released\": \"never\", \"refusedKinds\": [\"physical\"]}")
                .expect(201);
        var number = order(2);
        shop.release(number, "1:1").expect(200);
        var attempt = shop.ask(number, "{\"reason\": \"price_error\"}", null).expect(202);
        assertThat(attempt.at("/status")).isEqualTo("attempting");
        assertThat(attempt.number("/lines/0/canceledAtOnce")).isEqualTo(1);
    }

    @Test
    void aClaimTakesUnitsThatWaitForAPerson() {
        shop.terms("{\"released\": \"person\"}").expect(201);
        var number = released(2);
        var id = shop.cancel(number, "").expect(202).id();
        shop.claim(number, "p1", "1:1").expect(201);
        assertThat(shop.read(id).number("/lines/0/pending")).isEqualTo(1);
        shop.claim(number, "p2", "1:1").expect(201);
        assertThat(shop.read(id).at("/status")).isEqualTo("unable");
        assertThat(queued(number)).isEmpty();
    }
}
