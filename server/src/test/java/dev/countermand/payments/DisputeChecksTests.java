package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.cases.spi.Finding;
import dev.countermand.orders.Order;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `verify` says about disputes, held refunds and refunds that others made: nothing, unless it is damage.
class DisputeChecksTests extends PretendShop {

    @Test
    void whatHappensAtProvidersIsNoDamage() {
        var held = disputed(1);
        var won = disputed(1);
        close(won, true);
        sender.tick();
        var lost = disputed(4);
        close(lost, false);
        var wonAfterAll = disputed(1);
        close(wonAfterAll, false);
        close(wonAfterAll, true);
        var captured = paid(false);
        cancel(captured, 2);
        provider.capture(at(captured), 4000);
        sender.tick();
        var expired = paid(false);
        provider.expire(at(expired));
        cancel(expired, 1);
        sender.tick();
        var discovered = paid(true);
        cancel(discovered, 4);
        clock.advance(Duration.ofSeconds(1));
        provider.refundByHand(at(discovered), 3000);
        sender.tick();
        for (var order : List.of(held, won, lost, wonAfterAll, captured, expired, discovered)) {
            assertThat(verified(order)).as("%s", states(order)).isEmpty();
        }
    }

    @Test
    void countersThatDoNotFollowFromDisputesAreFound() {
        var order = disputed(1);
        damage("update payments.payment set disputed = 3999", order);
        assertThat(verified(order)).extracting(Finding::check).containsExactly("payment_disputes");
        damage("update payments.payment set disputed = 4000", order);
        close(order, false);
        damage("update payments.payment set lost = lost - 1", order);
        assertThat(verified(order)).extracting(Finding::check).contains("payment_disputes", "ledger_told");
    }

    @Test
    void aHeldRefundThatNobodyIsShownIsFound() {
        var order = disputed(1);
        damage("delete from cases.queue_item", order);
        assertThat(verified(order)).extracting(Finding::check).containsExactly("held_hidden");
    }

    private Order disputed(int canceled) {
        var order = paid(true);
        cancel(order, canceled);
        clock.advance(Duration.ofSeconds(1));
        provider.dispute(at(order), "dp_1", 4000);
        look(order);
        return order;
    }

    private void close(Order order, boolean won) {
        provider.closeDispute(at(order), "dp_1", won);
        look(order);
    }

    private void damage(String sql, Order order) {
        int rows = jdbc.sql(sql + " where part = :part and order_id = :order")
                .param("part", order.ref().part())
                .param("order", order.ref().id().value())
                .update();
        assertThat(rows).isPositive();
    }
}
