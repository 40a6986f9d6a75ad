package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.kernel.Problem;
import dev.countermand.orders.Order;
import dev.countermand.payments.OrderMoney.PaymentMoney;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DisputeTests extends PretendShop {

    @Test
    void anOpenDisputeHoldsRefundsAndTellsTheDesk() {
        var order = paid(true);
        cancel(order, 1);
        dispute(order, 4000);
        assertThat(effect(order, 0).heldFor()).isEqualTo("dispute");
        assertThat(facts(order)).contains("payment.disputed", "payment.held");
        assertThat(summaries(order))
                .singleElement()
                .asString()
                .startsWith("dispute:")
                .contains("disputes")
                .contains("waits to be sent back");
        cancel(order, 1);
        sender.tick();
        assertThat(effect(order, 1).heldFor()).isEqualTo("dispute");
        assertThat(provider.sent()).isEmpty();
        assertThat(payment(order))
                .returns(4000L, PaymentMoney::disputed)
                .returns(2000L, PaymentMoney::waiting)
                .returns(0L, PaymentMoney::lost);
    }

    @Test
    void aWonDisputeLetsThemGo() {
        var order = paid(true);
        cancel(order, 1);
        dispute(order, 4000);
        close(order, true);
        sender.tick();
        assertThat(states(order)).containsExactly("refund 1000 done");
        assertThat(facts(order)).contains("payment.dispute_won", "payment.resumed");
        assertThat(summaries(order)).isEmpty();
        assertThat(gone(order)).isEqualTo(1000);
    }

    @Test
    void aLostDisputeCountsAsMoneyGoneAndNothingIsSentOnTop() {
        var order = paid(true);
        cancel(order, 1);
        dispute(order, 4000);
        close(order, false);
        sender.tick();
        assertThat(states(order)).containsExactly("refund 1000 superseded");
        assertThat(payment(order))
                .returns(4000L, PaymentMoney::lost)
                .returns(0L, PaymentMoney::disputed)
                .returns(0L, PaymentMoney::refunding);
        assertThat(money(order).already()).isEqualTo(1000);
        cancel(order, 3);
        sender.tick();
        assertThat(provider.sent()).isEmpty();
        assertThat(money(order).already()).isEqualTo(4000);
    }

    @Test
    void whatIsPromisedOfADisputedPaymentSaysThatItWaits() {
        var order = paid(true);
        dispute(order, 4000);
        assertThat(cancel(order, 1).tenders())
                .singleElement()
                .returns("refund", MoneyBack.TenderShare::action)
                .returns("dispute", MoneyBack.TenderShare::needs);
    }

    @Test
    void afterAPartWasLostAPersonDecidesAboutWhatWaited() {
        var order = paid(true);
        cancel(order, 1);
        dispute(order, 1000);
        close(order, false);
        sender.tick();
        assertThat(effect(order, 0).heldFor()).isEqualTo("dispute");
        assertThat(summaries(order)).singleElement().asString().contains("while a dispute was lost");
        clock.advance(Duration.ofSeconds(1));
        in(() -> payments.decide(effect(order, 0).id(), true, KEY));
        sender.tick();
        assertThat(states(order)).containsExactly("refund 1000 done");
        assertThat(payment(order)).returns(1000L, PaymentMoney::lost).returns(1000L, PaymentMoney::refunded);
    }

    @Test
    void aRefundInFlightMarksTheDisputeAndWhatGoesTwiceIsSaid() {
        var order = paid(true);
        cancel(order, 4);
        provider.pend(instruction -> true);
        sender.tick();
        dispute(order, 4000);
        assertThat(payment(order).disputes())
                .singleElement()
                .satisfies(dispute -> assertThat(dispute.refunding()).isEqualTo(4000));
        assertThat(summaries(order)).singleElement().asString().contains("was on its way back");
        provider.arrive(effect(order, 0).id());
        close(order, false);
        assertThat(payment(order)).returns(4000L, PaymentMoney::refunded).returns(0L, PaymentMoney::lost);
        assertThat(summaries(order)).singleElement().asString().contains("went back twice");
    }

    @Test
    void aDisputeThatOpensInTheSameMomentLeavesALinkedRefundThatWaits() {
        var order = paid(true);
        cancel(order, 1);
        employ(new PretendRace(provider, () -> provider.dispute(at(order), "dp_1", 4000)));
        sender.tick();
        sender.tick();
        assertThat(states(order)).containsExactly("refund 1000 failed", "refund 1000 planned");
        assertThat(effect(order, 1).heldFor()).isEqualTo("dispute");
        close(order, true);
        sender.tick();
        assertThat(states(order)).containsExactly("refund 1000 failed", "refund 1000 done");
        assertThat(gone(order)).isEqualTo(1000);
    }

    @Test
    void aLostOneMayBeWonAfterAllAndNothingOpensAgain() {
        var order = paid(true);
        dispute(order, 4000);
        close(order, false);
        assertThat(payment(order).lost()).isEqualTo(4000);
        close(order, true);
        assertThat(payment(order).lost()).isZero();
        provider.dispute(at(order), "dp_1", 4000);
        look(order);
        assertThat(payment(order).disputed()).isZero();
        assertThat(payment(order).disputes()).hasSize(1);
    }

    @Test
    void aShopWithoutAnApiReportsThemAndTwiceIsFine() {
        var order = take("[" + card(4000, true) + "]");
        cancel(order, 1);
        assertThat(told(order, PaymentEvent.Type.DISPUTED, 4000L).repeated()).isFalse();
        assertThat(told(order, PaymentEvent.Type.DISPUTED, 4000L).repeated()).isTrue();
        worker.tick();
        assertThat(effect(order, 0).heldFor()).isEqualTo("dispute");
        assertThat(told(order, PaymentEvent.Type.DISPUTE_LOST, null).repeated()).isFalse();
        assertThat(told(order, PaymentEvent.Type.DISPUTE_LOST, 4000L).repeated())
                .isTrue();
        assertThat(payment(order).lost()).isEqualTo(4000);
        assertThat(payment(order).events())
                .extracting(OrderMoney.Movement::type)
                .containsExactly("disputed", "dispute_lost");
    }

    @Test
    void whatCannotBeIsRefusedWithTheWayOn() {
        var order = take("[" + card(4000, true) + "]");
        refused(order, PaymentEvent.Type.DISPUTED, 4001L, "exceeds_captured");
        refused(order, PaymentEvent.Type.DISPUTE_WON, null, "unknown_dispute");
        told(order, PaymentEvent.Type.DISPUTED, 3000L);
        refused(order, PaymentEvent.Type.DISPUTED, 2000L, "dispute_differs");
        told(order, PaymentEvent.Type.DISPUTE_WON, null);
        refused(order, PaymentEvent.Type.DISPUTE_LOST, null, "dispute_final");
        assertThat(payment(order).lost()).isZero();
    }

    private void refused(Order order, PaymentEvent.Type type, @Nullable Long amount, String code) {
        assertThatThrownBy(() -> told(order, type, amount))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(List.of(
                                        problem.code(),
                                        problem.errors().isEmpty()
                                                ? ""
                                                : problem.errors().getFirst().code()))
                                .contains(code));
    }

    private Payments.Reported told(Order order, PaymentEvent.Type type, @Nullable Long amount) {
        return report(order, new PaymentEvent(type, amount, "cb-7", null, null, null));
    }

    private void dispute(Order order, long amount) {
        clock.advance(Duration.ofSeconds(1));
        provider.dispute(at(order), "dp_1", amount);
        look(order);
    }

    private void close(Order order, boolean won) {
        provider.closeDispute(at(order), "dp_1", won);
        look(order);
    }
}
