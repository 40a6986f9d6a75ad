package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.orders.Order;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Store credit in place of money that a provider took: the shop gives it, and the provider never hears of
/// it.
class StoreCreditAtProviderTests extends PretendShop {

    private static final RefundTerms CREDIT = new RefundTerms("always", "always", List.of(), null, true);

    private Order credited() {
        var order = paid(true);
        cancel(order, Map.of("1", 1), CREDIT);
        sender.tick();
        report(order, PaymentEvent.Type.REFUNDED, 1000L, effect(order, 0).id());
        return order;
    }

    @Test
    void theShopIsToldAndTheProviderIsNot() {
        var order = paid(true);
        cancel(order, Map.of("1", 1), CREDIT);
        sender.tick();
        assertThat(provider.sent()).isEmpty();
        assertThat(states(order)).containsExactly("credit 1000 sent");
        assertThat(effect(order, 0).action()).isEqualTo("credit");
        assertThat(summaries(order)).singleElement().asString().contains("Give €10.00 as store credit");
    }

    @Test
    void aRefundFromTheDashboardIsFoundBesideIt() {
        var order = credited();
        provider.refundByHand(at(order), 1500);
        look(order);
        look(order);
        assertThat(payment(order))
                .returns(2500L, OrderMoney.PaymentMoney::refunded)
                .returns(1000L, OrderMoney.PaymentMoney::credited);
        assertThat(cancel(order, 3)).returns(1500L, MoneyBack::refunded).returns(1500L, MoneyBack::already);
        sender.tick();
        assertThat(gone(order)).isEqualTo(3000);
    }

    @Test
    void lookingAtTheProviderDoesNotTakeItForARefundOfHis() {
        var order = credited();
        look(order);
        assertThat(payment(order).refunded()).isEqualTo(1000);
        assertThat(gone(order)).isZero();
        assertThat(waiting(order)).isEmpty();
    }
}
