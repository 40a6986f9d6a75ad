package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What shops complained about elsewhere, told as what happens here: money of whole orders, kept in the
/// database.
class ComplaintsAboutMoneyTests extends Shop {

    private static final String GIFT_AND_CARD = """
            [{"id": "gift", "tender": "gift_card", "gateway": "manual", "amount": 1500, "captured": true},
             {"id": "card", "tender": "card", "gateway": "manual", "amount": 2500, "captured": true}]
            """;

    @Test
    void complaint7ACapturedOrderIsCanceledAndARefundedOneComesToItsEnd() {
        var order = take("[" + card(4000, true) + "]");
        cancel(order, 4);
        worker.tick();
        report(order, PaymentEvent.Type.REFUNDED, 4000L, effect(order, 0).id());
        assertThat(money(order))
                .returns(0L, OrderMoney::remaining)
                .returns(4000L, OrderMoney::refunded)
                .returns(0L, OrderMoney::refunding);
        assertThat(waiting(order)).isEmpty();
    }

    @Test
    void complaint8AHoldThatCannotBeReleasedIsVisibleAndItsCaptureBecomesARefund() {
        var order = take("[" + card(4000, false) + "]");
        cancel(order, 4);
        worker.tick();
        report(order, PaymentEvent.Type.FAILED, null, effect(order, 0).id());
        assertThat(states(order)).containsExactly("void 4000 failed");
        assertThat(waiting(order)).hasSize(1);
        assertThat(money(order).failed()).isEqualTo(4000);
        report(order, PaymentEvent.Type.CAPTURED, 4000L, "ch_1");
        retry(effect(order, 0).id());
        assertThat(states(order)).containsExactly("void 4000 failed", "refund 4000 planned");
    }

    @Test
    void complaint9AnEarlierPartialRefundTakesNothingFromTheNext() {
        var order = take("[" + card(4000, true) + "]");
        assertThat(cancel(order, 1).refunded()).isEqualTo(1000);
        worker.tick();
        report(order, PaymentEvent.Type.REFUNDED, 1000L, effect(order, 0).id());
        assertThat(cancel(order, 2).refunded()).isEqualTo(2000);
        assertThat(cancel(order, 1))
                .returns(1000L, MoneyBack::refunded)
                .returns(0L, MoneyBack::already)
                .returns(0L, MoneyBack::remaining);
    }

    @Test
    void complaint10ARefundToldOrAskedTwiceIsOneAndSoIsStoreCredit() {
        var order = take("[" + card(4000, true) + "]");
        cancelFor(order, 2, new RefundTerms("always", "always", List.of(), null, true));
        worker.tick();
        worker.tick();
        var credit = effect(order, 0).id();
        assertThat(states(order)).containsExactly("credit 2000 sent");
        assertThat(waiting(order)).hasSize(1);
        assertThat(report(order, PaymentEvent.Type.REFUNDED, 2000L, credit).repeated())
                .isFalse();
        assertThat(report(order, PaymentEvent.Type.REFUNDED, 2000L, credit).repeated())
                .isTrue();
        assertThat(payment(order))
                .returns(2000L, OrderMoney.PaymentMoney::refunded)
                .returns(2000L, OrderMoney.PaymentMoney::credited);
        assertThat(facts(order)).contains("payment.credited").doesNotContain("payment.refunded");
        assertThat(cancel(order, 2).refunded()).isEqualTo(2000);
    }

    @Test
    void complaint10StoreCreditThatFailedIsPlannedAgainAsStoreCreditAndOnce() {
        var order = take("[" + card(4000, true) + "]");
        cancelFor(order, 1, new RefundTerms("always", "always", List.of(), null, true));
        worker.tick();
        report(order, PaymentEvent.Type.FAILED, null, effect(order, 0).id());
        assertThat(retry(effect(order, 0).id()).repeated()).isFalse();
        assertThat(retry(effect(order, 0).id()).repeated()).isTrue();
        assertThat(states(order)).containsExactly("credit 1000 failed", "credit 1000 planned");
    }

    @Test
    void complaint11ACancellationAlwaysPlansItsMoney() {
        for (boolean captured : List.of(true, false)) {
            var order = take("[" + card(4000, captured) + "]");
            assertThat(cancel(order, 3).total()).isEqualTo(3000);
            assertThat(states(order)).containsExactly((captured ? "refund" : "void") + " 3000 planned");
        }
    }

    @Test
    void complaint14CanceledUnitsComeBackOnceAndSoDoesTheirMoney() {
        var order = take("[" + card(4000, true) + "]");
        cancel(order, 3);
        assertThatThrownBy(() -> cancel(order, 2)).isInstanceOf(IllegalStateException.class);
        assertThat(units(order, Stage.CANCELED)).isEqualTo(3);
        assertThat(units(order, Stage.OPEN)).isEqualTo(1);
        assertThat(money(order).refunding()).isEqualTo(3000);
        assertThat(jdbc.sql("select sum(quantity) from orders.move where order_id = :order and to_stage = 'canceled'")
                        .param("order", order.ref().id().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void complaint17AGiftCardGetsBackWhatItPaidAndNothingElseDoes() {
        var order = take(4, GIFT_AND_CARD, 0);
        assertThat(tenders(cancel(order, 2))).containsExactly("card refund 2000");
        assertThat(tenders(cancel(order, 2))).containsExactly("card refund 500", "gift_card refund 1500");
        var chosen = take(4, GIFT_AND_CARD, 0);
        var terms = new RefundTerms("always", "always", List.of("gift_card"), null, true);
        assertThat(tenders(cancelFor(chosen, 2, terms)))
                .containsExactly("gift_card refund 1500", "card store_credit 500");
        worker.tick();
        assertThat(money(chosen).payments())
                .extracting(p -> p.tender() + " " + p.refunding() + " " + p.crediting())
                .containsExactly("gift_card 1500 0", "card 500 500");
    }

    private static List<String> tenders(MoneyBack money) {
        return money.tenders().stream()
                .map(t -> t.tender() + " " + t.action() + " " + t.amount())
                .toList();
    }

    private int units(Order order, Stage stage) {
        return orders.find(order.ref().id()).orElseThrow().unitsIn(stage);
    }

    private MoneyBack cancelFor(Order order, int units, RefundTerms terms) {
        return cancel(order, Map.of("1", units), terms);
    }
}
