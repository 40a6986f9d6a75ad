package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The requester wants his goods after all.
@ByHand
class WithdrawTests extends Bench {

    @Test
    void withdrawingLetsTheOrderGoOnAndTellsTheWarehouse() {
        var number = released(2);
        var id = shop.cancel(number, "").expect(202).id();
        stops.tick();
        var withdrawn = shop.withdraw(id).expect(200);
        assertThat(withdrawn.at("/status")).isEqualTo("withdrawn");
        assertThat(withdrawn.at("/verdict/by")).isEqualTo("withdrawal");
        assertThat(shop.units(number, "1")).isEqualTo("released 2");
        assertThat(told(id)).containsExactly("ask done", "resume planned");
        assertThat(queued(number)).isEmpty();
        assertThat(shop.kinds(number)).containsExactly("attempting", "withdrawn");
        assertThat(shop.facts(number).getLast().at("/data/resumed/0/quantity").asInt())
                .isEqualTo(2);
    }

    @Test
    void whatWasCanceledAtOnceStaysCanceled() {
        var number = order(3);
        shop.release(number, "1:1").expect(200);
        var id = shop.cancel(number, "").expect(202).id();
        var withdrawn = shop.withdraw(id).expect(200);
        assertThat(withdrawn.number("/lines/0/canceled")).isEqualTo(2);
        assertThat(withdrawn.number("/money/total")).isEqualTo(2000);
        assertThat(shop.units(number, "1")).isEqualTo("released 1 canceled 2");
    }

    @Test
    void aWithdrawnRequestForApprovalGoesBackToWhereItCameFrom() {
        shop.terms("{\"open\": \"person\", \"released\": \"person\"}").expect(201);
        var number = order(2);
        shop.release(number, "1:1").expect(200);
        var id = shop.cancel(number, "").expect(202).id();
        shop.withdraw(id).expect(200);
        assertThat(shop.units(number, "1")).isEqualTo("open 1 released 1");
        assertThat(told(id)).isEmpty();
    }

    @Test
    void withdrawingTwiceIsFine() {
        var number = released(1);
        var id = shop.cancel(number, "").expect(202).id();
        var first = shop.withdraw(id).expect(200);
        assertThat(shop.withdraw(id).expect(200).body()).isEqualTo(first.body());
        assertThat(shop.kinds(number)).containsExactly("attempting", "withdrawn");
    }

    @Test
    void thereIsNothingToWithdrawAfterAVerdict() {
        var number = released(1);
        var id = shop.cancel(number, "").expect(202).id();
        shop.answer(id, "stopped", "").expect(200);
        var no = shop.withdraw(id).expect(409);
        assertThat(no.at("/code")).isEqualTo("verdict_final");
        assertThat(no.at("/stands")).isEqualTo("successful");
        assertThat(shop.units(number, "1")).isEqualTo("canceled 1");
    }

    @Test
    void whatWasCanceledAtOnceCannotBeWithdrawn() {
        var id = shop.cancel(order(1), "").expect(201).id();
        assertThat(shop.withdraw(id).expect(409).at("/code")).isEqualTo("verdict_final");
    }

    @Test
    void withdrawingAfterTheDeadlineFindsTheVerdictOfSilenceAlsoInTheRecord() {
        var number = released(1);
        var id = shop.cancel(number, "").expect(202).id();
        clock.advance(Duration.ofHours(24));
        var no = shop.withdraw(id).expect(409);
        assertThat(no.at("/stands")).isEqualTo("unable");
        assertThat(shop.read(id).at("/verdict/by")).isEqualTo("silence");
        assertThat(shop.kinds(number)).containsExactly("attempting", "unable");
    }

    @Test
    void aNewRequestAfterAWithdrawalIsANewAttempt() {
        var number = released(1);
        var first = shop.cancel(number, "").expect(202).id();
        shop.withdraw(first).expect(200);
        var second = shop.cancel(number, "").expect(202).id();
        assertThat(second).isNotEqualTo(first);
        assertThat(shop.answer(second, "stopped", "").expect(200).at("/status")).isEqualTo("successful");
    }

    @Test
    void anEmptyBodyWithdrawsAndAnythingElseIsATypo() {
        var id = shop.cancel(released(1), "").expect(202).id();
        shop.post("/v1/cancellations/" + id + "/withdraw", "{\"reason\": \"other\"}")
                .expect(422);
        shop.send("POST", "/v1/cancellations/" + id + "/withdraw", null, null).expect(200);
    }
}
