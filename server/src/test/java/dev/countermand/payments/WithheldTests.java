package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.orders.Order;
import dev.countermand.orders.Order.Tender;
import dev.countermand.payments.MoneyBack.Withheld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the terms withhold, step by step, with its arithmetic.
class WithheldTests {

    // An order of 3 units at 10.00 and shipping. Each step takes one unit; what is told for it is
    // "what amount/of".
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # prices | shipping | standard | fees | terms of both                     | back            | withheld
            incl     | 1500     | 500      | 0    | cheapest_standard with_last_unit  | 1000 1000 1500  | no; no; shipping_surcharge 1000/1500
            excl     | 1500+285 | 500      | 0    | cheapest_standard with_last_unit  | 1000 1000 1595  | no; no; shipping_surcharge 1190/1785
            incl     | 1500     | 1500     | 0    | cheapest_standard with_last_unit  | 1000 1000 2500  | no; no; no
            incl     | 1500     | -        | 0    | cheapest_standard with_last_unit  | 1000 1000 2500  | no; no; no
            incl     | 500      | 0        | 0    | cheapest_standard with_last_unit  | 1000 1000 1000  | no; no; shipping_surcharge 500/500
            incl     | 500      | -        | 0    | never with_last_unit              | 1000 1000 1000  | shipping 167/167; shipping 167/167; shipping 166/166
            incl     | 500      | -        | 100  | with_last_unit with_last_unit     | 1000 1000 1600  | no; no; no
            incl     | 500      | -        | 100  | with_last_unit always             | 1034 1033 1533  | no; no; no
            incl     | 500      | -        | 100  | with_last_unit never              | 1000 1000 1500  | fees 34/34; fees 33/33; fees 33/33
            incl     | 1500     | 500      | 200  | cheapest_standard never           | 1000 1000 1500  | fees 67/67; fees 67/67; shipping_surcharge 1000/1500, fees 66/66
            """)
    void shippingAndFeesGoBackByTheTerms(
            String prices,
            String shipping,
            @Nullable Long standard,
            long fees,
            String terms,
            String back,
            String withheld) {
        var parts = shipping.split("\\+");
        long tax = parts.length > 1 ? Long.parseLong(parts[1]) : 0;
        var lines = List.of(TestOrders.line("1", 3, 1000, 0, 0));
        var order = TestOrders.order(prices.equals("incl"), lines, Long.parseLong(parts[0]), tax, 0);
        var words = terms.split(" ");
        var steps = steps(
                TestOrders.with(order, fees, standard),
                new RefundTerms(words[0], words[1], List.of(), null, false),
                "1 1 1");
        assertThat(steps.stream().map(m -> String.valueOf(m.back())).collect(Collectors.joining(" ")))
                .isEqualTo(back);
        assertThat(steps.stream().map(WithheldTests::told).collect(Collectors.joining("; ")))
                .isEqualTo(withheld);
    }

    // 5 units at 10.00 on a card that was charged; each step takes so many units.
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # fee    | due  | steps     | withheld for canceling
            10%      | 0    | 1 1 1 1 1 | 100 100 100 100 100
            10%      | 0    | 5         | 500
            0.33%    | 0    | 1 1 1 1 1 | 3 3 3 4 3
            0.33%    | 0    | 2 3       | 6 10
            100%     | 0    | 2 3       | 2000 3000
            700      | 0    | 1 1 3     | 700 0 0
            1700     | 0    | 1 1 3     | 1000 700 0
            9900     | 0    | 2 3       | 2000 3000
            10%      | 2500 | 2 1 2     | 0 50 200
            700      | 2500 | 2 1 2     | 0 500 200
            700      | 5000 | 5         | 0
            """)
    void theFeeIsCountedFromAllThatWouldGoBackSoFar(String fee, long due, String steps, String withheld) {
        var order = TestOrders.order(
                "EUR",
                true,
                List.of(TestOrders.line("1", 5, 1000, 0, 0)),
                0,
                0,
                0,
                List.of(new Tender("pay1", "card", "manual", 5000 - due, true)),
                due);
        var terms = new RefundTerms("always", "always", List.of(), fee(fee), false);
        assertThat(steps(order, terms, steps).stream()
                        .map(m -> String.valueOf(m.kept()))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(withheld);
    }

    @Test
    void theArithmeticOfTheFeeIsTold() {
        var order = TestOrders.order(true, List.of(TestOrders.line("1", 4, 1000, 0, 0)), 0, 0, 0);
        var percent = steps(order, new RefundTerms("always", "always", List.of(), fee("12.5%"), false), "1 2");
        assertThat(percent.getLast().withheld())
                .containsExactly(new Withheld("cancellation_fee", 250, 3000, 1250, 0, 125));
        assertThat(percent.getFirst().plus(percent.getLast()).withheld())
                .containsExactly(new Withheld("cancellation_fee", 375, 3000, 1250, 0, 0));
        var fixed = steps(order, new RefundTerms("always", "always", List.of(), fee("1500"), false), "1 2");
        assertThat(fixed.getLast().withheld())
                .containsExactly(new Withheld("cancellation_fee", 500, 3000, 0, 1500, 1000));
    }

    @Test
    void anotherCurrencyCostsNothingAndSmallUnitsAreWhole() {
        var yen = TestOrders.order(
                "JPY",
                true,
                List.of(TestOrders.line("1", 3, 333, 0, 0)),
                0,
                0,
                0,
                List.of(new Tender("pay1", "card", "manual", 999, true)),
                0);
        assertThat(steps(yen, new RefundTerms("always", "always", List.of(), fee("500"), false), "3")
                        .getFirst()
                        .kept())
                .isZero();
        assertThat(steps(yen, new RefundTerms("always", "always", List.of(), fee("10%"), false), "1 1 1"))
                .extracting(MoneyBack::kept)
                .containsExactly(33L, 33L, 33L);
    }

    @Test
    void whatTheShopHasSentBackByItselfCannotBeWithheldAnyMore() {
        var book = new Book(TestOrders.order(true, List.of(TestOrders.line("1", 2, 500, 0, 0)), 0, 0, 0));
        book.payments.computeIfPresent("pay1", (id, p) -> p.after(Change.moved(EffectKind.REFUND, 950)));
        var terms = new RefundTerms("always", "always", List.of(), fee("300"), false);
        assertThat(book.giveBack(Map.of("1", 2), terms))
                .returns(50L, MoneyBack::kept)
                .returns(0L, MoneyBack::refunded)
                .returns(950L, MoneyBack::already);
    }

    @Test
    void noFeeIsMoreThanEverythingOrLessThanNothing() {
        assertThatThrownBy(() -> new RefundTerms.Fee(10_001, Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RefundTerms.Fee(0, Map.of("EUR", -1L)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RefundTerms("sometimes")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RefundTerms("always", "cheapest_standard", List.of(), null, false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anOrderDiscountFallsOnFeesOnlyWhenGoodsAndShippingCannotBearIt() {
        var order = TestOrders.with(
                TestOrders.order(
                        "EUR",
                        false,
                        List.of(TestOrders.line("1", 1, 1000, 0, 190)),
                        500,
                        95,
                        1600,
                        List.of(new Tender("pay1", "card", "manual", 185, true)),
                        0),
                300,
                null);
        var share = ShareRules.freeze(order).shares().getFirst();
        assertThat(share)
                .returns(1000L, Share::orderDiscount)
                .returns(0L, Share::shipping)
                .returns(200L, Share::fees)
                .returns(190L, Share::tax)
                .returns(95L, Share::shippingTax);
    }

    private static RefundTerms.Fee fee(String text) {
        return text.endsWith("%")
                ? new RefundTerms.Fee(
                        new java.math.BigDecimal(text.substring(0, text.length() - 1))
                                .movePointRight(2)
                                .intValueExact(),
                        Map.of())
                : new RefundTerms.Fee(0, Map.of("EUR", Long.parseLong(text)));
    }

    private static List<MoneyBack> steps(Order order, RefundTerms terms, String units) {
        var book = new Book(order);
        var steps = new ArrayList<MoneyBack>();
        for (var count : units.split(" ")) {
            steps.add(book.giveBack(Map.of("1", Integer.valueOf(count)), terms));
        }
        return steps;
    }

    private static String told(MoneyBack money) {
        return money.withheld().isEmpty()
                ? "no"
                : money.withheld().stream()
                        .map(w -> w.what() + " " + w.amount() + "/" + w.of())
                        .collect(Collectors.joining(", "));
    }
}
