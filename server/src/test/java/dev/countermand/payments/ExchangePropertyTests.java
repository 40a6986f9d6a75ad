package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.orders.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Thousands of random orders in euros, yen and dinars, whose units are exchanged and canceled at random until none is
/// left: whatever happens, every figure adds up to the last minor unit.
class ExchangePropertyTests {

    private static final int ORDERS = 3_000;
    private static final int CHANGES_MAX = 12;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void whateverIsChangedAndCanceledAddsUp(long seed) {
        var random = new Random(seed);
        int cheaper = 0;
        int dearer = 0;
        for (int i = 0; i < ORDERS; i++) {
            var book = new Book(TestOrders.random(random));
            var terms = terms(random);
            int changes = 0;
            while (book.left() > 0) {
                var where = seed + "/" + i;
                if (changes < CHANGES_MAX && random.nextBoolean()) {
                    var before = book.bill;
                    var done = book.exchange(swaps(book, random, ++changes), terms);
                    costs(before, book.bill, done, where);
                    cheaper += done.money().total() > 0 ? 1 : 0;
                    dearer += done.more() > 0 ? 1 : 0;
                } else {
                    book.giveBack(book.some(random), terms);
                }
                adds(book, where);
            }
            comesToAnEnd(book, seed + "/" + i);
        }
        assertThat(cheaper).isGreaterThan(ORDERS / 2);
        assertThat(dearer).isGreaterThan(ORDERS / 2);
    }

    /// The difference is what comes back or what is due, and the order costs that much less or more.
    private static void costs(Bill before, Bill after, Exchanged done, String where) {
        long was = done.lines().stream().mapToLong(Exchanged.Line::was).sum();
        long now = done.lines().stream().mapToLong(Exchanged.Line::now).sum();
        assertThat(done.money().total()).as(where).isEqualTo(Math.max(0, was - now));
        assertThat(done.more()).as(where).isEqualTo(Math.max(0, now - was));
        assertThat(after.remaining() - before.remaining()).as(where).isEqualTo(now - was);
        assertThat(done.money().remaining()).as(where).isEqualTo(after.remaining());
    }

    private static void adds(Book book, String where) {
        var bill = book.bill;
        var shares = book.shares.values();
        long promised = book.payments.values().stream()
                .mapToLong(p -> p.voidOpen() + p.refundOpen())
                .sum();
        long paid =
                book.order.payments().stream().mapToLong(Order.Tender::amount).sum();
        assertThat(bill.total())
                .as("%s: the shares of all lines", where)
                .isEqualTo(shares.stream()
                        .mapToLong(s -> s.whole(bill.taxIncluded()))
                        .sum());
        assertThat(bill.total()).as("%s: who pays it", where).isEqualTo(paid + bill.due() + bill.carried());
        assertThat(bill.back())
                .as("%s: where it went", where)
                .isEqualTo(promised + bill.notDue() + bill.carried() + bill.already());
        assertThat(bill.back() + bill.kept()).as(where).isLessThanOrEqualTo(bill.total());
        assertThat(bill.notDue()).as(where).isBetween(0L, bill.due());
        assertThat(bill.already()).as("%s: nobody sent anything himself", where).isZero();
        long left = shares.stream()
                .filter(s -> s.left() > 0)
                .mapToLong(s -> s.next(s.left(), bill.taxIncluded()).total())
                .sum();
        assertThat(bill.remaining()).as("%s: what stays", where).isGreaterThanOrEqualTo(left);
        assertThat(shares).as(where).allMatch(s -> s.orderDiscount() <= s.goods() && s.goods() >= 0 && s.tax() >= 0);
        assertThat(shares.stream().mapToLong(Share::shipping).sum()).as(where).isEqualTo(bill.shipping());
        assertThat(bill.shippingSettled()).as(where).isBetween(0L, bill.shipping());
        assertThat(bill.feesSettled()).as(where).isBetween(0L, bill.fees());
    }

    private static void comesToAnEnd(Book book, String where) {
        assertThat(book.bill.back() + book.bill.kept()).as(where).isEqualTo(book.bill.total());
        assertThat(book.bill.shippingSettled()).as(where).isEqualTo(book.bill.shipping());
        assertThat(book.payments.values()).as(where).allMatch(p -> p.voidOpen() + p.captured() <= p.authorized());
    }

    private static List<Swap> swaps(Book book, Random random, int change) {
        var swaps = new ArrayList<Swap>();
        for (var chosen : book.some(random).entrySet()) {
            var line = chosen.getKey();
            int units = chosen.getValue();
            int come = random.nextInt(3) == 0 ? units + random.nextInt(3) : units;
            Long goods = random.nextInt(3) == 0 ? null : random.nextLong(50_000L * come);
            boolean taxed = goods != null && random.nextInt(3) == 0;
            swaps.add(new Swap(
                    line, units, line + "~" + change, come, goods, taxed ? random.nextLong(goods / 4 + 1) : null));
        }
        return swaps;
    }

    private static RefundTerms terms(Random random) {
        var shipping = List.of("never", "always", "with_last_unit", "cheapest_standard");
        var fees = List.of("never", "always", "with_last_unit");
        return new RefundTerms(
                shipping.get(random.nextInt(4)),
                fees.get(random.nextInt(3)),
                List.of(),
                random.nextInt(3) == 0 ? new RefundTerms.Fee(1 + random.nextInt(3_000), Map.of()) : null,
                false);
    }

    @Test
    void theSameGoodsForTheSamePriceMoveNothing() {
        var book = new Book(TestOrders.order(true, List.of(TestOrders.line("1", 3, 1_000, 100, 7)), 500, 80, 50));
        for (int unit = 1; unit <= 3; unit++) {
            var done = book.exchange(
                    List.of(new Swap("1", 1, "n" + unit, 1, null, null)), new RefundTerms("with_last_unit"));
            assertThat(done.more()).isZero();
            assertThat(done.money().total()).isZero();
        }
        assertThat(book.bill.remaining()).isEqualTo(3_350);
    }

    @Test
    void whatIsCheaperThanItsDiscountCostsNothingAndNeverLess() {
        var book = new Book(TestOrders.order(true, List.of(TestOrders.line("1", 1, 1_000, 0, 0)), 0, 0, 600));
        var done = book.exchange(List.of(new Swap("1", 1, "n", 1, 300L, null)), new RefundTerms("always"));
        assertThat(done.money().refunded()).isEqualTo(400);
        assertThat(book.bill.remaining()).isZero();
    }
}
