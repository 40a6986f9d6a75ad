package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.orders.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What shops complained about elsewhere, as tables: an order, what is given back step by step, and what
/// that must be. Lines are `quantity x unit price`, then `-line discount` and `+tax`; a step names lines
/// and units. Each table ends with everything given back, so the sums are what was paid.
class ComplaintTests {

    private static final String DISCOUNT_SHARE_WANDERS_TO_OTHER_LINES = """
            prices | lines                            | discount | shipping | terms          | steps                      -> amounts
            incl   | 1x1000 1x1000 1x1000             | 1000     | 0        | always         | a1; b1; c1                 -> 666 667 667
            incl   | 1x1000 1x1000 1x1000             | 1000     | 0        | always         | c1; b1; a1                 -> 667 667 666
            incl   | 1x2000 1x1000 1x3000             | 1000     | 0        | always         | b1; a1 c1                  -> 833 4167
            incl   | 3x1000                           | 1000     | 0        | always         | a1; a1; a1                 -> 666 667 667
            incl   | 2x999 3x333                      | 100      | 0        | always         | a1 b1; a1; b1; b1          -> 1287 966 322 322
            """;

    private static final String WHOLE_ORDER_DISCOUNT_REFUNDS_TOO_MUCH_OR_TOO_LITTLE = """
            prices | lines                            | discount | shipping | terms          | steps                      -> amounts
            incl   | 1x5000 1x100                     | 5000     | 0        | always         | a1; b1                     -> 98 2
            incl   | 1x5000 1x100                     | 5100     | 0        | always         | a1; b1                     -> 0 0
            incl   | 1x5000 1x100                     | 5300     | 495      | always         | b1; a1                     -> 6 289
            incl   | 1x5000-6000 2x1000               | 0        | 0        | always         | a1; b1; b1                 -> 0 500 500
            incl   | 1x1 1x1 1x1                      | 2        | 0        | always         | a1; b1; c1                 -> 0 0 1
            """;

    private static final String TAX_OF_THE_WHOLE_ORDER_OR_TWICE = """
            prices | lines                            | discount | shipping | terms          | steps                      -> amounts
            excl   | 2x1000+380 1x500+95              | 0        | 0        | always         | a1; b1; a1                 -> 1190 595 1190
            excl   | 3x1000+571                       | 0        | 0        | always         | a1; a1; a1                 -> 1191 1190 1190
            incl   | 2x1000+319 1x500+80              | 0        | 0        | always         | a1; b1; a1                 -> 1000 500 1000
            excl   | 1x1000+190 1x1000+70             | 500      | 0        | always         | b1; a1                     -> 820 940
            """;

    private static final String SHIPPING_TAX_IS_OFF_BY_A_CENT = """
            prices | lines                            | discount | shipping | terms          | steps                      -> amounts
            excl   | 1x1000+190 1x1000+190 1x1000+190 | 0        | 499+95   | always         | a1; b1; c1                 -> 1389 1388 1387
            excl   | 3x333+190                        | 0        | 100+19   | always         | a1; a1; a1                 -> 438 435 435
            excl   | 1x1000+190 1x1000+190            | 0        | 499+95   | with_last_unit | a1; b1                     -> 1190 1784
            excl   | 1x1000+190 1x1000+190            | 0        | 499+95   | never          | a1; b1                     -> 1190 1190
            """;

    private static final String SHIPPING_TAX_IS_FORGOTTEN_AND_COUPON_ORDERS_CANNOT_BE_REFUNDED = """
            prices | lines                            | discount | shipping | terms          | steps                      -> amounts
            excl   | 2x1000+380                       | 0        | 500+95   | with_last_unit | a2                         -> 2975
            excl   | 2x1000+380                       | 0        | 500+95   | with_last_unit | a1; a1                     -> 1190 1785
            incl   | 1x2000                           | 2000     | 500      | with_last_unit | a1                         -> 500
            excl   | 1x2000+380                       | 2600     | 500+95   | always         | a1                         -> 375
            """;

    private static final String REFUND_WITHOUT_TAX_AND_SHIPPING_TAKEN_OFF_WRONGLY = """
            prices | lines                            | discount | shipping | terms          | steps                      -> amounts
            excl   | 1x10000+1900 1x1+0               | 0        | 900      | never          | a1; b1                     -> 11900 1
            incl   | 1x10000+1597 1x5000+798          | 0        | 900      | never          | b1; a1                     -> 5000 10000
            incl   | 1x10000+1597 1x5000+798          | 0        | 900      | with_last_unit | b1; a1                     -> 5000 10900
            """;

    private static final String CREDIT_AFTER_AN_EARLIER_PARTIAL_REFUND_IS_WRONG = """
            prices | lines                            | discount | shipping | terms          | steps                      -> amounts
            incl   | 4x1000 1x500                     | 450      | 0        | always         | a1; a2; b1; a1             -> 900 1800 450 900
            excl   | 3x1000+570 2x500+190             | 1000     | 300+57   | with_last_unit | b1; a2; b1; a1             -> 470 1880 470 1297
            """;

    @TestFactory
    Stream<DynamicTest> complaint1DiscountShareWandersToOtherLines() {
        return table(DISCOUNT_SHARE_WANDERS_TO_OTHER_LINES);
    }

    @TestFactory
    Stream<DynamicTest> complaint2WholeOrderDiscountRefundsTooMuchOrTooLittle() {
        return table(WHOLE_ORDER_DISCOUNT_REFUNDS_TOO_MUCH_OR_TOO_LITTLE);
    }

    @TestFactory
    Stream<DynamicTest> complaint3TaxOfTheWholeOrderOrTwice() {
        return table(TAX_OF_THE_WHOLE_ORDER_OR_TWICE);
    }

    @TestFactory
    Stream<DynamicTest> complaint4ShippingTaxIsOffByACent() {
        return table(SHIPPING_TAX_IS_OFF_BY_A_CENT);
    }

    @TestFactory
    Stream<DynamicTest> complaint5ShippingTaxIsForgottenAndCouponOrdersCannotBeRefunded() {
        return table(SHIPPING_TAX_IS_FORGOTTEN_AND_COUPON_ORDERS_CANNOT_BE_REFUNDED);
    }

    @TestFactory
    Stream<DynamicTest> complaint6RefundWithoutTaxAndShippingTakenOffWrongly() {
        return table(REFUND_WITHOUT_TAX_AND_SHIPPING_TAKEN_OFF_WRONGLY);
    }

    @TestFactory
    Stream<DynamicTest> complaint9CreditAfterAnEarlierPartialRefundIsWrong() {
        return table(CREDIT_AFTER_AN_EARLIER_PARTIAL_REFUND_IS_WRONG);
    }

    private static Stream<DynamicTest> table(String table) {
        return table.lines().skip(1).map(row -> DynamicTest.dynamicTest(row, () -> check(row)));
    }

    private static void check(String row) {
        var cells = Arrays.stream(row.split("\\||->")).map(String::strip).toList();
        boolean included = cells.get(0).equals("incl");
        long[] shipping = plus(cells.get(3));
        var order =
                TestOrders.order(included, lines(cells.get(1)), shipping[0], shipping[1], Long.parseLong(cells.get(2)));
        var book = new Book(order);
        var terms = new RefundTerms(cells.get(4));
        var amounts = Arrays.stream(cells.get(5).split(";"))
                .map(step -> book.giveBack(units(step.strip()), terms).refunded())
                .toList();
        assertThat(amounts)
                .isEqualTo(Arrays.stream(cells.get(6).split(" "))
                        .map(Long::valueOf)
                        .toList());
        assertThat(book.left()).isZero();
        assertThat(book.bill.back() + book.bill.kept()).isEqualTo(book.bill.total());
    }

    private static List<Order.Line> lines(String text) {
        var lines = new ArrayList<Order.Line>();
        for (var each : text.split(" ")) {
            long[] tax = plus(each.replaceFirst("^[^+]*", "0"));
            var parts = each.replaceFirst("\\+.*", "").split("[x-]");
            long discount = parts.length > 2 ? Long.parseLong(parts[2]) : 0;
            var id = String.valueOf((char) ('a' + lines.size()));
            lines.add(TestOrders.line(id, Integer.parseInt(parts[0]), Long.parseLong(parts[1]), discount, tax[1]));
        }
        return lines;
    }

    private static Map<String, Integer> units(String step) {
        var units = new LinkedHashMap<String, Integer>();
        for (var each : step.split(" ")) {
            units.put(each.substring(0, 1), Integer.valueOf(each.substring(1)));
        }
        return units;
    }

    private static long[] plus(String text) {
        var parts = text.split("\\+");
        return new long[] {Long.parseLong(parts[0]), parts.length > 1 ? Long.parseLong(parts[1]) : 0};
    }
}
