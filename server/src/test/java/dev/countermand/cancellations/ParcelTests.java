package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A parcel and a cancellation want the same units.
@ByHand
class ParcelTests extends Bench {

    @Test
    void aClaimSettlesExactlyTheUnitsItTakesAsTooLate() {
        var number = released(3);
        var id = shop.cancel(number, "").expect(202).id();
        shop.claim(number, "p1", "1:2").expect(201);
        var attempt = shop.read(id);
        assertThat(attempt.at("/status")).isEqualTo("attempting");
        assertThat(attempt.number("/lines/0/unable")).isEqualTo(2);
        assertThat(attempt.number("/lines/0/pending")).isEqualTo(1);
        assertThat(shop.units(number, "1")).isEqualTo("stopping 1 shipped 2");
        assertThat(shop.kinds(number)).containsExactly("attempting", "answered");
        shop.claim(number, "p2", "1:1").expect(201);
        var verdict = shop.read(id);
        assertThat(verdict.at("/status")).isEqualTo("unable");
        assertThat(verdict.at("/verdict/by")).isEqualTo("claim");
        assertThat(queued(number)).isEmpty();
    }

    @Test
    void aClaimTakesFreeUnitsBeforeHeldOnes() {
        var number = released(3);
        var id = shop.cancel(number, "1:2").expect(202).id();
        shop.claim(number, "p1", "1:1").expect(201);
        assertThat(shop.read(id).number("/lines/0/pending")).isEqualTo(2);
        assertThat(shop.units(number, "1")).isEqualTo("stopping 2 shipped 1");
    }

    @Test
    void aClaimSettlesTheOldestAttemptFirst() {
        var number = released(2);
        var first = shop.cancel(number, "1:1").expect(202).id();
        clock.advance(java.time.Duration.ofSeconds(1));
        var second = shop.cancel(number, "1:1").expect(202).id();
        shop.claim(number, "p1", "1:1").expect(201);
        assertThat(shop.read(first).at("/status")).isEqualTo("unable");
        assertThat(shop.read(second).at("/status")).isEqualTo("attempting");
    }

    @Test
    void aClaimOfCanceledUnitsIsRefusedAndNothingMoves() {
        var number = released(2);
        var id = shop.cancel(number, "1:1").expect(202).id();
        shop.answer(id, "stopped", "").expect(200);
        assertThat(shop.claim(number, "p1", "").expect(409).at("/code")).isEqualTo("units_canceled");
        assertThat(shop.units(number, "1")).isEqualTo("released 1 canceled 1");
        shop.claim(number, "p1", "1:1").expect(201);
    }

    @Test
    void aReportOfHeldUnitsIsTooLate() {
        var number = released(1);
        var id = shop.cancel(number, "").expect(202).id();
        shop.report(number, "p1", now(), "").expect(201);
        var verdict = shop.read(id);
        assertThat(verdict.at("/status")).isEqualTo("unable");
        assertThat(verdict.at("/verdict/by")).isEqualTo("report");
    }

    @Test
    void aReportOfCanceledUnitsIsAVisibleCaseWhileVerdictAndRefundStand() {
        var number = released(2);
        var id = shop.cancel(number, "").expect(202).id();
        var verdict = shop.answer(id, "stopped", "").expect(200);
        shop.report(number, "p1", now(), "").expect(201);
        assertThat(shop.units(number, "1")).isEqualTo("shipped 2");
        assertThat(queued(number)).containsExactly("shipped_despite_cancel");
        assertThat(shop.kinds(number)).containsExactly("attempting", "successful", "shipped_despite_cancel");
        var fact = shop.facts(number).getLast().path("data");
        assertThat(fact.path("cancellation").asString()).isEqualTo(id);
        assertThat(fact.at("/items/0/quantity").asInt()).isEqualTo(2);
        var after = shop.read(id);
        assertThat(after.at("/status")).isEqualTo("successful");
        assertThat(after.body().path("money")).isEqualTo(verdict.body().path("money"));
        assertThat(after.number("/lines/0/canceled")).isEqualTo(2);
    }

    @Test
    void contradictionsAreChargedToTheNewestCancellationThatStillHasUnits() {
        var number = order(2);
        var first = shop.cancel(number, "1:1").expect(201).id();
        clock.advance(java.time.Duration.ofSeconds(1));
        var second = shop.cancel(number, "1:1").expect(201).id();
        shop.report(number, "p1", now(), "1:1").expect(201);
        shop.report(number, "p2", now(), "1:1").expect(201);
        assertThat(shop.facts(number).stream()
                        .filter(f -> f.path("kind").asString().endsWith("shipped_despite_cancel"))
                        .map(f -> f.at("/data/cancellation").asString()))
                .containsExactly(second, first);
    }

    @Test
    void aReportOfHeldAndCanceledUnitsDoesBoth() {
        var number = order(2);
        shop.release(number, "1:1").expect(200);
        var id = shop.cancel(number, "").expect(202).id();
        shop.report(number, "p1", now(), "").expect(201);
        assertThat(shop.read(id).at("/status")).isEqualTo("partly");
        assertThat(shop.kinds(number)).containsExactly("attempting", "partly", "shipped_despite_cancel");
        assertThat(shop.units(number, "1")).isEqualTo("shipped 2");
    }
}
