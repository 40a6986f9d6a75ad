package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.orders.Order;
import dev.countermand.payments.OrderMoney.PaymentMoney;
import dev.countermand.payments.spi.PaymentGateway.Action;
import dev.countermand.payments.spi.PaymentGateway.Instruction;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// An effect promises an amount; how the payment stands at the provider decides what is done.
class ProviderStateTests extends PretendShop {

    @Test
    void aHoldIsReducedThenVoided() {
        var order = paid(false);
        cancel(order, 1);
        sender.tick();
        cancel(order, 3);
        sender.tick();
        assertThat(provider.sent()).extracting(Instruction::action).containsExactly(Action.REDUCE, Action.VOID);
        assertThat(provider.truth(at(order)).released()).isEqualTo(4000);
        assertThat(states(order)).containsExactly("void 1000 done", "void 3000 done");
    }

    @Test
    void aCaptureBeforeTheReleaseEndsAsOneLinkedRefund() {
        var order = paid(false);
        cancel(order, 4);
        provider.capture(at(order), 4000);
        sender.tick();
        sender.tick();
        assertThat(states(order)).containsExactly("void 4000 superseded", "refund 4000 done");
        assertThat(effect(order, 1).follows()).isEqualTo(effect(order, 0).id());
        assertThat(gone(order)).isEqualTo(4000);
        assertThat(provider.sent())
                .singleElement()
                .satisfies(i -> assertThat(i.action()).isEqualTo(Action.REFUND));
    }

    @Test
    void aCaptureBetweenLookingAndReleasingEndsAsOneLinkedRefund() {
        var order = paid(false);
        cancel(order, 2);
        var races = new PretendRace(provider, () -> provider.capture(at(order), 4000));
        employ(races);
        sender.tick();
        sender.tick();
        assertThat(states(order)).containsExactly("void 2000 superseded", "refund 2000 done");
        assertThat(gone(order)).isEqualTo(2000);
        assertThat(provider.truth(at(order)).released()).isZero();
        assertThat(payment(order)).returns(4000L, PaymentMoney::captured).returns(2000L, PaymentMoney::refunded);
        assertThat(summaries(order)).isEmpty();
    }

    @Test
    void whatTheProviderStillHoldsIsReleasedWhateverTheSnapshotSaid() {
        var order = paid(false);
        report(order, PaymentEvent.Type.CAPTURED, 4000L, "said too early");
        cancel(order, 4);
        sender.tick();
        assertThat(provider.sent())
                .singleElement()
                .satisfies(i -> assertThat(i.action()).isEqualTo(Action.VOID));
        assertThat(provider.truth(at(order)).held()).isZero();
        assertThat(states(order)).containsExactly("refund 4000 done");
    }

    @Test
    void whereNoPartCanBeReleasedTheCaptureSettlesIt() {
        provider.withoutParts();
        var order = paid(false);
        cancel(order, 1);
        sender.tick();
        assertThat(states(order)).containsExactly("void 1000 sent");
        provider.capture(at(order), 3000);
        look(order);
        assertThat(states(order)).containsExactly("void 1000 done");
        assertThat(payment(order)).returns(3000L, PaymentMoney::captured).returns(1000L, PaymentMoney::voided);
    }

    @Test
    void whereNoPartCanBeReleasedAllIsOnceAllIsPromised() {
        provider.withoutParts();
        var order = paid(false);
        cancel(order, 1);
        sender.tick();
        cancel(order, 3);
        sender.tick();
        looker.tick();
        assertThat(provider.truth(at(order)).held()).isZero();
        assertThat(states(order)).containsExactly("void 1000 done", "void 3000 done");
    }

    @Test
    void aHoldThatEndedByItselfNeedsNoRelease() {
        var order = paid(false);
        provider.expire(at(order));
        cancel(order, 4);
        sender.tick();
        assertThat(provider.sent()).isEmpty();
        assertThat(states(order)).containsExactly("void 4000 done");
        assertThat(effect(order, 0).message()).isEqualTo("expired");
        assertThat(facts(order)).contains("payment.expired", "payment.voided");
        assertThat(payment(order).provider().holdEndedAt()).isNotNull();
    }

    @Test
    void aHoldThatEndsBetweenLookingAndReleasingIsNotCharged() {
        var order = paid(false);
        cancel(order, 4);
        employ(new PretendRace(provider, () -> provider.expire(at(order))));
        sender.tick();
        assertThat(states(order)).containsExactly("void 4000 done");
        assertThat(effect(order, 0).message()).isEqualTo("expired");
        assertThat(summaries(order)).isEmpty();
    }

    @Test
    void aReleaseThatWasDeclinedIsSettledByALaterOneOfTheWholeHold() {
        var order = paid(false);
        provider.decline(instruction -> instruction.action() == Action.REDUCE);
        cancel(order, 1);
        sender.tick();
        assertThat(states(order)).containsExactly("void 1000 failed");
        assertThat(summaries(order)).singleElement().asString().contains("10.00");
        cancel(order, 3);
        sender.tick();
        looker.tick();
        assertThat(provider.sent()).extracting(Instruction::action).containsExactly(Action.REDUCE, Action.VOID);
        isSettled(order, "void 1000 failed", "void 3000 done", "void 1000 done");
        assertThat(effect(order, 2).follows()).isEqualTo(effect(order, 0).id());
        assertThat(log.latest(order.ref().id(), "payment.retried", 1)
                        .getFirst()
                        .body()
                        .path("why")
                        .asString())
                .isEqualTo("released");
    }

    @Test
    void aReleaseThatIsDeclinedAfterTheWholeHoldWentIsSettled() {
        var order = paid(false);
        provider.decline(instruction -> instruction.action() == Action.REDUCE);
        cancel(order, 1);
        cancel(order, 3);
        sender.tick();
        looker.tick();
        // Both are told at once: if the part is told last, it finds the hold gone and is not declined at all.
        if (states(order).size() == 2) {
            isSettled(order, "void 1000 done", "void 3000 done");
        } else {
            isSettled(order, "void 1000 failed", "void 3000 done", "void 1000 done");
        }
    }

    @Test
    void aReleaseThatWasDeclinedIsSettledByTheEndOfTheHold() {
        var order = paid(false);
        provider.decline(instruction -> true);
        cancel(order, 1);
        sender.tick();
        provider.expire(at(order));
        look(order);
        assertThat(states(order)).containsExactly("void 1000 failed", "void 1000 done");
        assertThat(summaries(order)).isEmpty();
        assertThat(payment(order)).returns(4000L, PaymentMoney::voided).returns(0L, PaymentMoney::failed);
        assertThat(verified(order)).isEmpty();
    }

    @Test
    void aReleaseThatWasDeclinedStaysWithAPersonWhenItsMoneyWasTaken() {
        var order = paid(false);
        provider.decline(instruction -> true);
        cancel(order, 1);
        sender.tick();
        provider.capture(at(order), 4000);
        look(order);
        assertThat(states(order)).containsExactly("void 1000 failed");
        assertThat(summaries(order)).hasSize(1);
        assertThat(payment(order).failed()).isEqualTo(1000);
        assertThat(verified(order)).isEmpty();
    }

    @Test
    void whichPartOfAHoldWasReleasedIsNotGuessedWhenSeveralAnswersAreLost() {
        var order = paid(false);
        provider.decline(instruction -> instruction.amount() == 1000);
        provider.lose(instruction -> true);
        cancel(order, 1);
        cancel(order, 2);
        sender.tick();
        assertThat(states(order)).containsExactly("void 1000 unknown", "void 2000 unknown");
        provider.lose(instruction -> false);
        look(order);
        pass(Duration.ofSeconds(10));
        assertThat(states(order)).containsExactly("void 1000 failed", "void 2000 done");
        assertThat(payment(order).voided())
                .isEqualTo(provider.truth(at(order)).released())
                .isEqualTo(2000);
        assertThat(verified(order)).isEmpty();
    }

    @Test
    void whatAMarketplacePaidOutWaitsForTheSellersWordAtAConnectedGateway() {
        var id = "pi_" + UUID.randomUUID();
        provider.hold(id, 4000);
        provider.capture(id, 4000);
        var order = take(
                4,
                "[{\"id\": \"%s\", \"tender\": \"marketplace\", \"gateway\": \"pretend\", \"amount\": 4000, \"captured\": true}]"
                        .formatted(id),
                0);
        cancel(order, 1);
        sender.tick();
        assertThat(states(order)).containsExactly("refund 1000 planned");
        assertThat(effect(order, 0).heldFor()).isEqualTo("seller_balance");
        assertThat(provider.sent()).isEmpty();
        assertThat(summaries(order)).singleElement().asString().contains("10.00", "balance there suffices");
        assertThat(verified(order)).isEmpty();
        in(() -> payments.decide(effect(order, 0).id(), true, KEY));
        sender.tick();
        assertThat(states(order)).containsExactly("refund 1000 done");
        assertThat(summaries(order)).isEmpty();
        assertThat(gone(order)).isEqualTo(1000);
    }

    private void isSettled(Order order, String... states) {
        assertThat(provider.truth(at(order)).held()).isZero();
        assertThat(states(order)).containsExactly(states);
        assertThat(summaries(order)).isEmpty();
        assertThat(payment(order)).returns(4000L, PaymentMoney::voided).returns(0L, PaymentMoney::failed);
        assertThat(verified(order)).isEmpty();
    }

    @Test
    void aSilentProviderIsToldNothingAndPeopleSeeItAfterFifteenMinutes() {
        var order = paid(true);
        cancel(order, 1);
        provider.silent(true);
        sender.tick();
        assertThat(states(order)).containsExactly("refund 1000 planned");
        var until = clock.instant().plus(EffectRounds.VISIBLE_AFTER);
        while (clock.instant().isBefore(until)) {
            pass(Duration.ofMinutes(1));
        }
        assertThat(summaries(order)).singleElement().asString().contains("does not answer");
        assertThat(provider.sent()).isEmpty();
        provider.silent(false);
        pass(Duration.ofMinutes(6));
        assertThat(states(order)).containsExactly("refund 1000 done");
        assertThat(summaries(order)).isEmpty();
    }

    @Test
    void anUnknownOutcomeIsFoundByItsKeyAndNothingIsSentAgain() {
        var order = paid(true);
        cancel(order, 1);
        provider.lose(instruction -> true);
        sender.tick();
        assertThat(states(order)).containsExactly("refund 1000 unknown");
        pass(Duration.ofSeconds(10));
        assertThat(states(order)).containsExactly("refund 1000 done");
        assertThat(provider.sent()).hasSize(1);
        assertThat(gone(order)).isEqualTo(1000);
    }

    @Test
    void moreThanTheOrderHoldsIsForPeopleAndNothingIsWritten() {
        var order = paid(false);
        provider.hold(at(order), 9000);
        provider.capture(at(order), 9000);
        look(order);
        assertThat(payment(order).captured()).isEqualTo(4000);
        assertThat(summaries(order)).singleElement().asString().contains("50.00 more");
    }
}
