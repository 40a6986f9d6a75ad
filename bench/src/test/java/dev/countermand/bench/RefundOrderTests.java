package dev.countermand.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// The orders that the refunds are made of.
class RefundOrderTests {

    private static final int ORDERS = 20_000;

    @Test
    void noneCostsNothing() {
        var chance = new Random(1);
        for (int i = 0; i < ORDERS; i++) {
            var order = RefundOrder.any("R" + i, chance);
            assertThat(order.snapshot().total()).as("%s", order.json()).isPositive();
        }
    }
}
