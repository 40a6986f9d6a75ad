package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.orders.Order;
import dev.countermand.payments.MoneyBack.TenderShare;
import dev.countermand.payments.MoneyBack.Withheld;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tens of thousands of random orders under random terms, given back in random steps: in euros and yen and
/// dinars, with fees, surcharges, discounts beyond the goods, several tenders, and something still due.
class TermsPropertyTests {

    private static final int ORDERS = 5_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {101, 102, 103})
    void whatGoesBackAndWhatIsKeptIsExactlyWhatWasPaid(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < ORDERS; i++) {
            var order = TestOrders.random(random);
            var terms = terms(random, order.currency());
            var book = new Book(order);
            while (book.left() > 0) {
                adds(order, book.giveBack(book.some(random), terms));
                ceilings(book, seed + "/" + i);
            }
            assertThat(book.bill.back() + book.bill.kept()).as("%s/%s", seed, i).isEqualTo(book.bill.total());
            assertThat(book.bill.stillDue()).isBetween(0L, book.bill.kept() - book.bill.fee());
            keepsOnlyWhatTheTermsSay(book, terms);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {201, 202})
    void theGrandTotalDoesNotDependOnStepsOrTheirOrder(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < ORDERS; i++) {
            var order = TestOrders.random(random);
            var terms = terms(random, order.currency());
            var target = new Book(order).some(random);
            var one = inSteps(order, target, terms, random);
            var other = inSteps(order, target, terms, random);
            assertThat(one.bill).as("%s/%s %s", seed, i, terms).isEqualTo(other.bill);
            assertThat(one.payments).as("%s/%s %s", seed, i, terms).isEqualTo(other.payments);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {301})
    void storeCreditTakesThePlaceOfRefundsAndChangesNoOtherFigure(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < ORDERS; i++) {
            var order = TestOrders.random(random);
            var money = terms(random, order.currency());
            var credit = new RefundTerms(money.shipping(), money.fees(), money.tenderOrder(), money.fee(), true);
            var source = new RefundTerms(money.shipping(), money.fees(), money.tenderOrder(), money.fee(), false);
            var units = new Book(order).some(random);
            var chosen = new Book(order).giveBack(units, credit);
            var usual = new Book(order).giveBack(units, source);
            assertThat(usual.credited()).isZero();
            assertThat(chosen.refunded() + chosen.credited()).isEqualTo(usual.refunded());
            assertThat(List.of(chosen.notCharged(), chosen.notDue(), chosen.kept(), chosen.already()))
                    .isEqualTo(List.of(usual.notCharged(), usual.notDue(), usual.kept(), usual.already()));
            assertThat(chosen.tenders()).allMatch(TermsPropertyTests::goesBackAsWhatItWas);
        }
    }

    private static boolean goesBackAsWhatItWas(TenderShare share) {
        boolean balance = share.tender().equals("gift_card") || share.tender().equals("store_credit");
        return !share.action().equals(balance ? "store_credit" : "refund");
    }

    private static RefundTerms terms(Random random, String currency) {
        var tenders = new ArrayList<>(Order.TENDERS);
        Collections.shuffle(tenders, random);
        var fee = switch (random.nextInt(3)) {
            case 0 -> new RefundTerms.Fee(1 + random.nextInt(10_000), Map.of());
            case 1 -> new RefundTerms.Fee(0, Map.of(currency, (long) random.nextInt(3_000)));
            default -> null;
        };
        return new RefundTerms(
                List.of("never", "always", "with_last_unit", "cheapest_standard")
                        .get(random.nextInt(4)),
                List.of("never", "always", "with_last_unit").get(random.nextInt(3)),
                tenders.subList(0, random.nextInt(tenders.size())),
                fee,
                random.nextBoolean());
    }

    private static Book inSteps(Order order, Map<String, Integer> target, RefundTerms terms, Random random) {
        var book = new Book(order);
        var rest = new LinkedHashMap<>(target);
        while (!rest.isEmpty()) {
            var line = List.copyOf(rest.keySet()).get(random.nextInt(rest.size()));
            int step = 1 + random.nextInt(rest.getOrDefault(line, 0));
            book.giveBack(Map.of(line, step), terms);
            rest.computeIfPresent(line, (l, left) -> left == step ? null : left - step);
        }
        return book;
    }

    /// The arithmetic of one step shows itself: lines, tenders and withheld amounts are the sums.
    private static void adds(Order order, MoneyBack money) {
        assertThat(money.notCharged() + money.refunded() + money.credited() + money.notDue() + money.kept())
                .isEqualTo(money.total());
        assertThat(money.already()).isZero();
        assertThat(money.lines().stream().mapToLong(MoneyBack.LineShare::total).sum())
                .isEqualTo(money.total());
        for (var line : money.lines()) {
            long taxes = order.taxIncluded() ? 0 : line.tax() + line.shippingTax();
            assertThat(line.goods() - line.orderDiscount() + line.shipping() + line.fees() + taxes)
                    .isEqualTo(line.total())
                    .isNotNegative();
        }
        assertThat(money.tenders().stream().mapToLong(TenderShare::amount).sum())
                .isEqualTo(money.notCharged() + money.refunded() + money.credited());
        assertThat(money.withheld().stream().mapToLong(Withheld::amount).sum()).isEqualTo(money.kept());
        assertThat(money.withheld()).allMatch(w -> 0 <= w.amount() && w.amount() <= w.of());
        assertThat(money.remaining()).isNotNegative();
    }

    private static void ceilings(Book book, String which) {
        for (var payment : book.payments.values()) {
            assertThat(payment.held()).as(which).isNotNegative();
            assertThat(payment.refundable()).as(which).isNotNegative();
        }
        for (var share : book.shares.values()) {
            long most = book.given.stream()
                    .flatMap(money -> money.lines().stream())
                    .filter(line -> line.line().equals(share.line()))
                    .mapToLong(line -> line.goods() - line.orderDiscount() + (book.bill.taxIncluded() ? 0 : line.tax()))
                    .sum();
            assertThat(most)
                    .as("%s line %s", which, share.line())
                    .isLessThanOrEqualTo(
                            share.goods() - share.orderDiscount() + (book.bill.taxIncluded() ? 0 : share.tax()));
        }
    }

    private static void keepsOnlyWhatTheTermsSay(Book book, RefundTerms terms) {
        var bill = book.bill;
        long shipping = bill.shipping() + (bill.taxIncluded() ? 0 : bill.shippingTax());
        long surcharge = bill.surcharge() + (bill.taxIncluded() ? 0 : bill.surchargeTax());
        long ofShipping = switch (terms.shipping()) {
            case "never" -> shipping;
            case "cheapest_standard" -> surcharge;
            default -> 0;
        };
        long ofFees = terms.fees().equals("never") ? bill.fees() : 0;
        var fee = terms.fee();
        long liable = Math.max(0, bill.total() - ofShipping - ofFees - bill.due());
        assertThat(bill.feeBase()).isEqualTo(fee == null ? 0 : liable);
        assertThat(bill.fee()).isEqualTo(fee == null ? 0 : fee.of(liable, bill.currency()));
        assertThat(bill.kept()).isEqualTo(ofShipping + ofFees + bill.fee());
        assertThat(bill.shippingSettled()).isEqualTo(bill.shipping());
        assertThat(bill.feesSettled()).isEqualTo(bill.fees());
    }
}
