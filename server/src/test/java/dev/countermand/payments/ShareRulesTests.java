package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.orders.Order;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareRulesTests {

    private static final int ORDERS = 20_000;

    @Test
    void splitsByLargestRemainderAndTheFirstOfEqualsFirst() {
        assertThat(ShareRules.split(10, new long[] {1, 1, 1})).containsExactly(4, 3, 3);
        assertThat(ShareRules.split(1000, new long[] {2000, 1000, 3000})).containsExactly(333, 167, 500);
        assertThat(ShareRules.split(5, new long[] {0, 7, 0})).containsExactly(0, 5, 0);
        assertThat(ShareRules.split(2, new long[] {1, 1, 1})).containsExactly(1, 1, 0);
        assertThat(ShareRules.split(0, new long[] {3, 4})).containsExactly(0, 0);
        assertThat(ShareRules.split(Long.MAX_VALUE / 2, new long[] {Long.MAX_VALUE / 4, Long.MAX_VALUE / 4}))
                .containsExactly(Long.MAX_VALUE / 4 + 1, Long.MAX_VALUE / 4);
    }

    @Test
    void aLineDiscountAboveItsLineIsBorneByTheOthers() {
        var order = TestOrders.order(
                true, List.of(TestOrders.line("1", 1, 500, 800, 0), TestOrders.line("2", 2, 1000, 0, 0)), 0, 0, 0);
        var shares = ShareRules.freeze(order).shares();
        assertThat(shares.get(0).goods()).isZero();
        assertThat(shares.get(1).next(2, true).total()).isEqualTo(1700);
    }

    @Test
    void anOrderDiscountAboveTheGoodsFallsOnShippingThenOnTaxes() {
        var lines = List.of(TestOrders.line("1", 2, 500, 0, 100));
        var shares =
                ShareRules.freeze(TestOrders.order(false, lines, 400, 40, 1430)).shares();
        assertThat(shares.getFirst().next(2, false).total()).isEqualTo(110);
        assertThat(shares.getFirst().orderDiscount()).isEqualTo(1000);
        assertThat(shares.getFirst().shipping()).isZero();
        assertThat(shares.getFirst().tax()).isEqualTo(70);
        assertThat(shares.getFirst().shippingTax()).isEqualTo(40);
    }

    @Test
    void whatCostsNothingSharesShippingByItsUnits() {
        var lines = List.of(TestOrders.line("1", 1, 0, 0, 0), TestOrders.line("2", 3, 0, 0, 0));
        var shares = ShareRules.freeze(TestOrders.order(true, lines, 400, 0, 0)).shares();
        assertThat(shares).extracting(Share::shipping).containsExactly(100L, 300L);
    }

    @Test
    void refusesAnOrderWhosePaymentsAreNotItsSum() {
        var order = TestOrders.order("EUR", true, List.of(TestOrders.line("1", 1, 500, 0, 0)), 0, 0, 0, List.of(), 499);
        assertThatThrownBy(() -> ShareRules.freeze(order)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sharesAddUpToTheOrderAndNoneIsBelowZero(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < ORDERS; i++) {
            var order = TestOrders.random(random);
            var frozen = ShareRules.freeze(order);
            assertThat(sum(frozen, s -> s.next(s.units(), order.taxIncluded()).total()))
                    .isEqualTo(paid(order));
            assertThat(frozen.bill().total()).isEqualTo(paid(order));
            assertThat(sum(frozen, Share::shipping)).isEqualTo(frozen.bill().shipping());
            assertThat(sum(frozen, Share::shippingTax)).isEqualTo(frozen.bill().shippingTax());
            for (var share : frozen.shares()) {
                assertThat(share.orderDiscount()).isBetween(0L, share.goods());
                assertThat(List.of(share.tax(), share.shipping(), share.shippingTax()))
                        .allMatch(amount -> amount >= 0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void unitsAddUpToTheirLineInAnyStepsAndDifferByAtMostOneMinorUnitEach(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < ORDERS; i++) {
            var order = TestOrders.random(random);
            for (var share : ShareRules.freeze(order).shares()) {
                long whole = share.next(share.units(), order.taxIncluded()).total();
                long stepped = 0;
                var rest = share;
                while (rest.left() > 0) {
                    int step = 1 + random.nextInt(rest.left());
                    var part = rest.next(step, order.taxIncluded());
                    assertThat(part.total()).isNotNegative();
                    assertThat(part.goods() - share.goods() / share.units() * step)
                            .isBetween(0L, (long) step);
                    stepped += part.total();
                    rest = rest.givingBack(step);
                }
                assertThat(stepped).isEqualTo(whole);
            }
        }
    }

    private static long sum(ShareRules.Frozen frozen, ToLongFunction<Share> amount) {
        return frozen.shares().stream().mapToLong(amount).sum();
    }

    private static long paid(Order order) {
        return order.payments().stream().mapToLong(Order.Tender::amount).sum() + order.amountDue();
    }
}
