package dev.countermand.payments;

import static dev.countermand.payments.PaymentEvent.Type.AUTHORIZED;
import static dev.countermand.payments.PaymentEvent.Type.CAPTURED;
import static dev.countermand.payments.PaymentEvent.Type.FAILED;
import static dev.countermand.payments.PaymentEvent.Type.REFUNDED;
import static dev.countermand.payments.PaymentEvent.Type.VOIDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.kernel.Problem;
import dev.countermand.payments.OrderMoney.PaymentMoney;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PaymentsTests extends Shop {

    private static final String HELD = "[" + card(4000, false) + "]";
    private static final String TAKEN = "[" + card(4000, true) + "]";

    @Test
    void whatIsHeldIsNotChargedAndTheShopIsToldOnce() {
        var order = take(HELD);
        var money = cancel(order, 1);
        assertThat(money.notCharged()).isEqualTo(1000);
        assertThat(states(order)).containsExactly("void 1000 planned");
        worker.tick();
        worker.tick();
        assertThat(states(order)).containsExactly("void 1000 sent");
        assertThat(effect(order, 0).action()).isEqualTo("reduce");
        assertThat(facts(order)).containsExactly("payment.planned", "payment.instructed");
        assertThat(waiting(order)).singleElement().satisfies(item -> {
            assertThat(item.kind()).isEqualTo("money");
            assertThat(item.subject()).isEqualTo(effect(order, 0).id());
            assertThat(item.waitsFor()).isEqualTo("seller");
            assertThat(item.summary()).contains("€10.00").contains("card");
        });
        report(order, VOIDED, 1000L, effect(order, 0).id());
        assertThat(states(order)).containsExactly("void 1000 done");
        assertThat(waiting(order)).isEmpty();
        assertThat(facts(order)).endsWith("payment.voided");
        assertThat(payment(order)).returns(1000L, PaymentMoney::voided).returns(0L, PaymentMoney::releasing);
    }

    @Test
    void theLastReleaseReleasesTheWholeHold() {
        var order = take(HELD);
        cancel(order, 3);
        cancel(order, 1);
        worker.tick();
        assertThat(payment(order).effects())
                .extracting(OrderMoney.EffectMoney::action)
                .containsExactly("reduce", "void");
    }

    @Test
    void whatWasTakenIsRefundedAndSaidToBeSoOnlyWhenTheShopSaysSo() {
        var order = take(TAKEN);
        cancel(order, 2);
        worker.tick();
        assertThat(payment(order)).returns(0L, PaymentMoney::refunded).returns(2000L, PaymentMoney::refunding);
        assertThat(facts(order)).doesNotContain("payment.refunded");
        var effect = effect(order, 0).id();
        report(order, REFUNDED, 500L, effect);
        assertThat(states(order)).containsExactly("refund 2000 sent");
        assertThat(waiting(order)).hasSize(1);
        report(order, REFUNDED, 1500L, effect);
        assertThat(states(order)).containsExactly("refund 2000 done");
        assertThat(waiting(order)).isEmpty();
        assertThat(effect(order, 0).steps())
                .extracting(OrderMoney.Step::state)
                .containsExactly("planned", "sent", "done");
    }

    @Test
    void theShopMayBeFasterThanTheInstruction() {
        var order = take(TAKEN);
        cancel(order, 1);
        report(order, REFUNDED, 1000L, effect(order, 0).id());
        worker.tick();
        assertThat(states(order)).containsExactly("refund 1000 done");
        assertThat(facts(order)).doesNotContain("payment.instructed");
        assertThat(waiting(order)).isEmpty();
    }

    @Test
    void theSameEventAgainChangesNothing() {
        var order = take(TAKEN);
        cancel(order, 1);
        worker.tick();
        var effect = effect(order, 0).id();
        assertThat(report(order, REFUNDED, 1000L, effect).repeated()).isFalse();
        var once = money(order);
        assertThat(report(order, REFUNDED, 1000L, effect).repeated()).isTrue();
        assertThat(money(order)).isEqualTo(once);
    }

    @Test
    void twoEqualMovementsAreToldApartByTheirIds() {
        var order = take(TAKEN);
        assertThat(report(order, event(REFUNDED, 100, null, "r1")).repeated()).isFalse();
        assertThat(report(order, event(REFUNDED, 100, null, "r2")).repeated()).isFalse();
        assertThat(report(order, event(REFUNDED, 100, null, "r2")).repeated()).isTrue();
        assertThat(payment(order).refunded()).isEqualTo(200);
        assertProblem("event_conflict", () -> report(order, event(REFUNDED, 150, null, "r2")));
    }

    @Test
    void moreThanThereIsIsRefusedWithTheFigures() {
        var held = take(HELD);
        assertProblem("exceeds_authorized", () -> report(held, CAPTURED, 4001L, "ch"));
        assertProblem("exceeds_authorized", () -> report(held, VOIDED, 4001L, null));
        assertProblem("exceeds_captured", () -> report(held, REFUNDED, 1L, null));
        assertProblem("exceeds_payment", () -> report(held, AUTHORIZED, 4001L, null));
        var taken = take(TAKEN);
        cancel(taken, 4);
        var effect = effect(taken, 0).id();
        assertProblem("exceeds_effect", () -> report(taken, REFUNDED, 4001L, effect));
        assertProblem("wrong_effect", () -> report(taken, VOIDED, 4000L, effect));
        assertThatThrownBy(() -> report(taken, REFUNDED, 4000L, null)).isInstanceOfSatisfying(Problem.class, p -> {
            assertThat(p.code()).isEqualTo("exceeds_captured");
            assertThat(p.extra()).containsEntry("effects", List.of(effect)).containsEntry("captured", 4000L);
        });
        assertThat(payment(taken).events()).isEmpty();
    }

    @Test
    void whatCannotBeMeantIsNamed() {
        var order = take(TAKEN);
        var other = take(TAKEN);
        cancel(other, 1);
        var foreign = effect(other, 0).id();
        assertProblem("invalid", () -> report(order, REFUNDED, null, null));
        assertProblem("invalid", () -> report(order, REFUNDED, 0L, null));
        assertProblem("invalid", () -> report(order, REFUNDED, 100L, foreign));
        assertProblem("invalid", () -> report(order, REFUNDED, 100L, "eff_1"));
        assertProblem("invalid", () -> report(order, FAILED, 100L, "re_unknown"));
        var tomorrow = clock.instant().plus(Duration.ofDays(1));
        assertProblem("invalid", () -> report(order, new PaymentEvent(REFUNDED, 100L, null, null, tomorrow, null)));
    }

    @Test
    void aCaptureThatBeatsTheReleaseBecomesOneLinkedRefund() {
        var order = take(HELD);
        cancel(order, 4);
        worker.tick();
        report(order, CAPTURED, 4000L, "ch_1");
        assertThat(states(order)).containsExactly("void 4000 superseded", "refund 4000 planned");
        assertThat(effect(order, 1).follows()).isEqualTo(effect(order, 0).id());
        assertThat(payment(order)).satisfies(p -> {
            assertThat(p.captured()).isEqualTo(4000);
            assertThat(p.refunding()).isEqualTo(4000);
            assertThat(p.releasing()).isZero();
        });
        assertThat(report(order, CAPTURED, 4000L, "ch_1").repeated()).isTrue();
        assertProblem(
                "effect_superseded",
                () -> report(order, VOIDED, 4000L, effect(order, 0).id()));
        worker.tick();
        assertThat(waiting(order))
                .singleElement()
                .satisfies(item ->
                        assertThat(item.subject()).isEqualTo(effect(order, 1).id()));
        assertThat(facts(order))
                .containsExactly(
                        "payment.planned",
                        "payment.instructed",
                        "payment.captured",
                        "payment.superseded",
                        "payment.instructed");
    }

    @Test
    void aPartialCaptureTakesWhatIsFreeFirstAndSplitsTheRest() {
        var order = take(HELD);
        cancel(order, 3);
        report(order, CAPTURED, 1000L, "ch_1");
        assertThat(states(order)).containsExactly("void 3000 planned");
        report(order, CAPTURED, 1200L, "ch_2");
        assertThat(states(order))
                .containsExactlyInAnyOrder("void 3000 superseded", "refund 1200 planned", "void 1800 planned");
        worker.tick();
        assertThat(payment(order).effects())
                .filteredOn(e -> e.state().equals("sent"))
                .extracting(OrderMoney.EffectMoney::action)
                .containsExactlyInAnyOrder("refund", "void");
    }

    @Test
    void aRefundOfTheShopsOwnIsCountedAndNotGivenTwice() {
        var order = take(TAKEN);
        report(order, REFUNDED, 3500L, "re_dashboard");
        assertThat(payment(order).events()).singleElement().satisfies(event -> {
            assertThat(event.effect()).isNull();
            assertThat(event.reference()).isEqualTo("re_dashboard");
        });
        var money = cancel(order, 1);
        assertThat(money.refunded()).isEqualTo(500);
        assertThat(money.already()).isEqualTo(500);
        report(order, FAILED, 3500L, "re_dashboard");
        assertThat(payment(order).refunded()).isZero();
        assertProblem("exceeds_moved", () -> report(order, FAILED, 1L, "re_dashboard"));
    }

    @Test
    void whatFailsIsVisibleAndPlannedAgainOnlyThen() {
        var order = take(TAKEN);
        cancel(order, 1);
        worker.tick();
        var first = effect(order, 0).id();
        assertProblem("not_failed", () -> retry(first));
        report(order, new PaymentEvent(FAILED, null, first, null, null, "card closed"));
        assertThat(states(order)).containsExactly("refund 1000 failed");
        assertThat(effect(order, 0).message()).isEqualTo("card closed");
        assertThat(waiting(order))
                .singleElement()
                .satisfies(item -> assertThat(item.summary()).contains("failed or came back"));
        assertThat(report(order, FAILED, null, first).repeated()).isTrue();
        assertProblem("effect_failed", () -> report(order, REFUNDED, 1000L, first));
        var again = retry(first);
        assertThat(again.repeated()).isFalse();
        assertThat(retry(first))
                .returns(true, Payments.Retried::repeated)
                .returns(again.effects(), Payments.Retried::effects);
        assertThat(states(order)).containsExactly("refund 1000 failed", "refund 1000 planned");
        report(order, REFUNDED, 1000L, again.effects().getFirst());
        assertThat(waiting(order)).isEmpty();
        assertThat(payment(order)).returns(1000L, PaymentMoney::refunded).returns(0L, PaymentMoney::failed);
    }

    @Test
    void aRefundThatComesBackDaysLaterIsReversedVisibly() {
        var order = take(TAKEN);
        cancel(order, 1);
        worker.tick();
        var effect = effect(order, 0).id();
        report(order, REFUNDED, 1000L, effect);
        report(order, FAILED, 1000L, effect);
        assertThat(states(order)).containsExactly("refund 1000 failed");
        assertThat(payment(order)).returns(0L, PaymentMoney::refunded).returns(1000L, PaymentMoney::failed);
        assertThat(facts(order)).endsWith("payment.refunded", "payment.failed");
        assertThat(waiting(order)).hasSize(1);
    }

    @Test
    void aRetryOfWhatWentBackByOtherWaysPromisesNothing() {
        var order = take(TAKEN);
        cancel(order, 4);
        var effect = effect(order, 0).id();
        report(order, FAILED, null, effect);
        report(order, REFUNDED, 4000L, "re_dashboard");
        assertThat(retry(effect).effects()).isEmpty();
        assertThat(money(order)).returns(4000L, OrderMoney::already).returns(0L, OrderMoney::failed);
        assertThat(waiting(order)).isEmpty();
    }

    @Test
    void aLaterSnapshotAddsPaymentsAndTellsCaptures() {
        var number = "amended " + clock.instant().toEpochMilli() + Math.random();
        var order = take(number, 4, "[" + card(3000, false) + "]", 1000);
        var money = cancel(order, 2);
        assertThat(money).returns(1000L, MoneyBack::notDue).returns(1000L, MoneyBack::notCharged);
        var cash = "{\"id\": \"cash\", \"tender\": \"cash_on_delivery\", \"amount\": 1000, \"captured\": true}";
        take(number, 4, "[" + card(3000, true) + ", " + cash + "]", 0);
        assertThat(states(order)).containsExactly("void 1000 superseded", "refund 1000 planned");
        assertThat(money(order).payments().getLast().effects())
                .singleElement()
                .returns(1000L, OrderMoney.EffectMoney::amount)
                .returns("order", OrderMoney.EffectMoney::causeKind);
        assertThat(facts(order)).endsWith("payment.captured", "payment.superseded", "payment.overpaid");
    }

    @Test
    void quotingPromisesNothing() {
        var order = take(TAKEN);
        var quoted = payments.quote(order, Map.of("1", 3), TERMS);
        assertThat(payment(order).effects()).isEmpty();
        assertThat(cancel(order, 3)).isEqualTo(quoted);
    }

    private static PaymentEvent event(PaymentEvent.Type type, long amount, String reference, String id) {
        return new PaymentEvent(type, amount, reference, id, null, null);
    }

    private static void assertProblem(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo(code));
    }
}
