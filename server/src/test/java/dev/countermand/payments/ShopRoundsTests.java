package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.cases.Entry;
import dev.countermand.orders.Order;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Instructions for the shop's people that are told at once.
class ShopRoundsTests extends Shop {

    @BeforeEach
    void nothingDueOfOtherTests() {
        jdbc.sql("update payments.effect set due_at = null").update();
    }

    @Test
    void manyToldAtOnceAreWhatEachToldAloneIs() {
        var alone = List.of(told(true, 1), told(true, 4), told(false, 1), told(false, 4));
        var orders = List.of(canceled(true, 1), canceled(true, 4), canceled(false, 1), canceled(false, 4));
        worker.tick();

        assertThat(orders.stream().map(this::picture)).containsExactlyElementsOf(alone);
        assertThat(alone.getFirst()).contains("state=sent", "action=refund", "payment.instructed");
        assertThat(alone.getLast()).contains("state=sent", "action=void");
    }

    @Test
    void ofTwoPromisesOfOneHoldOnlyTheLastReleasesItWhole() {
        var order = take("[" + card(4000, false) + "]");
        cancel(order, 1);
        cancel(order, 3);
        worker.tick();

        assertThat(payment(order).effects())
                .extracting(OrderMoney.EffectMoney::action)
                .containsExactly("reduce", "void");
    }

    @Test
    void amongManyOneThatIsDisputedIsHeldAllTheSame() {
        var disputed = take("[" + card(4000, true) + "]");
        report(disputed, PaymentEvent.Type.DISPUTED, 4000L, "dp_1");
        cancel(disputed, 1);
        var refunded = canceled(true, 1);
        report(refunded, PaymentEvent.Type.REFUNDED, 1000L, "by hand");
        cancel(refunded, 1);
        var plain = List.of(canceled(true, 1), canceled(true, 1));
        worker.tick();

        assertThat(effect(disputed, 0).heldFor()).isEqualTo("dispute");
        assertThat(facts(disputed)).doesNotContain("payment.instructed");
        assertThat(facts(refunded)).contains("payment.instructed");
        assertThat(plain).allSatisfy(order -> assertThat(waiting(order)).hasSize(1));
    }

    private String told(boolean captured, int units) {
        var order = canceled(captured, units);
        worker.tick();
        return picture(order);
    }

    private Order canceled(boolean captured, int units) {
        var order = take("[" + card(4000, captured) + "]");
        cancel(order, units);
        return order;
    }

    /// Everything that is written of an order's money, but for the names of things.
    private String picture(Order order) {
        var facts = log.timeline(order.ref().id(), 0, 1000).stream()
                .map(entry -> entry.seq() + " " + entry.kind() + " " + entry.actorName() + " " + body(entry))
                .toList();
        var all = money(order) + "\n" + facts + "\n" + waiting(order);
        return all.replace(order.ref().number(), "#").replaceAll("[0-9a-f]{8}-?[0-9a-f-]{23,27}", "*");
    }

    private static String body(Entry entry) {
        return entry.body().toString();
    }
}
