package dev.countermand.payments.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.payments.MoneyBack.Withheld;
import dev.countermand.payments.OrderMoney;
import dev.countermand.payments.OrderMoney.LineMoney;
import dev.countermand.payments.web.GivenBack.Line;
import dev.countermand.payments.web.WhyAmounts.Outcome;
import dev.countermand.site.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The arithmetic that people read, of three totes and a belt with a discount and shipping.
class WhyAmountsTests {

    private static final Amounts AMOUNTS = new Amounts(new Texts(true), "EUR", false);
    private static final Instant AT = Instant.parse("2026-11-22T18:56:00Z");
    private static final Line TOTE = new Line("1", "Tote", "", 1, 4000, 297, 0, 0, 0, 3703);
    private static final Line TOTES = new Line("1", "Tote", "", 3, 12000, 889, 440, 0, 0, 11551);
    private static final Line BELT = new Line("2", "Belt", "", 1, 1500, 111, 55, 0, 0, 1444);

    @Test
    void onlyTheSharesThatAreThereHaveAColumnAndEachHasItsTotal() {
        var table = ShareTable.of(List.of(TOTES, BELT), AMOUNTS);
        assertThat(table.heads()).containsExactly("Goods", "Discount", "Shipping", "Total");
        assertThat(table.rows().getFirst().title()).isEqualTo("3 × Tote");
        assertThat(table.rows().getLast().amounts()).containsExactly("€15.00", "-€1.11", "€0.55", "€14.44");
        assertThat(table.totals()).containsExactly("€135.00", "-€10.00", "€4.95", "€129.95");
    }

    @Test
    void shippingThatStaysIsExplainedAndTheWholeOrderIsShownToo() {
        var why = why(given(List.of(TOTE), 3703, Map.of("refunded", 3703L), List.of()), 1, 0);
        assertThat(why.back()).singleElement().satisfies(back -> {
            assertThat(back.caption()).startsWith("Refund for what was canceled on ");
            assertThat(back.withoutShipping()).isTrue();
            assertThat(back.outcome()).containsExactly(new Outcome("Refund", "€37.03"));
        });
        assertThat(why.items())
                .isNotNull()
                .satisfies(items -> assertThat(items.rows().getFirst().note()).isEqualTo("1 canceled"));
    }

    @Test
    void theFeeSaysHowManyPercentOfWhatAndTheSameTableStandsOnce() {
        var fee = new Withheld("cancellation_fee", 1299, 12995, 1000, 0, 0);
        var why =
                why(given(List.of(TOTES, BELT), 12995, Map.of("kept", 1299L, "refunded", 11696L), List.of(fee)), 3, 1);
        assertThat(why.items()).isNull();
        assertThat(why.back()).singleElement().satisfies(back -> {
            assertThat(back.withoutShipping()).isFalse();
            assertThat(back.outcome())
                    .containsExactlyInAnyOrder(
                            new Outcome("Fee for canceling, by the terms: 10 % of €129.95", "-€12.99"),
                            new Outcome("Refund", "€116.96"));
        });
    }

    private static GivenBack given(List<Line> lines, long total, Map<String, Long> sums, List<Withheld> kept) {
        return new GivenBack(AT, "can_1", lines, total, sums, kept);
    }

    private static WhyAmounts why(GivenBack given, int totes, int belts) {
        var lines = List.of(
                new LineMoney("1", 3, totes, 12000, 889, 0, 440, 0, 0, 11551),
                new LineMoney("2", 1, belts, 1500, 111, 0, 55, 0, 0, 1444));
        var ref = new OrderRef(new OrderId(new UUID(0, 1)), new SellerId("totes"), "1");
        var money = new OrderMoney(ref, "EUR", true, 12995, 0, 0, 0, 0, 0, 0, lines, List.of());
        return WhyAmounts.of(money, List.of(given), Map.of("1", "Tote", "2", "Belt"), AMOUNTS);
    }
}
