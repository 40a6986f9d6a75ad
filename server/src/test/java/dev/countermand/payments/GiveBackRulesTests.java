package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.orders.Order.Tender;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GiveBackRulesTests {

    private static final int ORDERS = 5_000;
    private static final RefundTerms ALWAYS = new RefundTerms("always");
    private static final RefundTerms NEVER = new RefundTerms("never");
    private static final RefundTerms WITH_LAST = new RefundTerms("with_last_unit");

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void anySequenceTotalsExactlyWhatWasPaid(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < ORDERS; i++) {
            var book = new Book(TestOrders.random(random));
            var terms = List.of(ALWAYS, WITH_LAST);
            while (book.left() > 0) {
                checked(book, book.giveBack(book.some(random), terms.get(random.nextInt(2))));
            }
            assertThat(book.bill.back()).isEqualTo(book.bill.total());
            assertThat(book.bill.remaining()).isZero();
            assertThat(book.bill.stillDue()).isZero();
            assertThat(book.payments.values()).allMatch(p -> p.held() == 0 && p.refundable() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {14, 15})
    void whateverTheTermsKeepTheRestGoesBackAndNothingTwice(long seed) {
        var random = new Random(seed);
        var terms = List.of(ALWAYS, WITH_LAST, NEVER);
        for (int i = 0; i < ORDERS; i++) {
            var book = new Book(TestOrders.random(random));
            while (book.left() > 0) {
                checked(book, book.giveBack(book.some(random), terms.get(random.nextInt(3))));
            }
            assertThat(book.bill.back() + book.bill.kept()).isEqualTo(book.bill.total());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {16, 17})
    void theSameUnitsGiveTheSameTotalInAnyOrder(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < ORDERS; i++) {
            var order = TestOrders.random(random);
            var terms = List.of(ALWAYS, WITH_LAST, NEVER).get(random.nextInt(3));
            var target = new Book(order).some(random);
            var atOnce = new Book(order);
            atOnce.giveBack(target, terms);
            var stepped = new Book(order);
            var rest = new LinkedHashMap<>(target);
            while (!rest.isEmpty()) {
                var line = List.copyOf(rest.keySet()).get(random.nextInt(rest.size()));
                int step = 1 + random.nextInt(rest.getOrDefault(line, 0));
                stepped.giveBack(Map.of(line, step), terms);
                rest.computeIfPresent(line, (l, left) -> left == step ? null : left - step);
            }
            assertThat(stepped.bill).isEqualTo(atOnce.bill);
            assertThat(stepped.payments).isEqualTo(atOnce.payments);
        }
    }

    @Test
    void unpaidMoneyGoesFirstThenHoldsThenWhatWasTakenTheLastTenderFirst() {
        var order = TestOrders.order(
                "EUR",
                true,
                List.of(TestOrders.line("1", 10, 100, 0, 0)),
                0,
                0,
                0,
                List.of(
                        new Tender("gift", "gift_card", "manual", 200, true),
                        new Tender("card", "card", "manual", 300, false),
                        new Tender("bank", "bank_transfer", "manual", 250, true),
                        new Tender("credit", "store_credit", "manual", 150, false)),
                100);
        var book = new Book(order);
        assertThat(book.giveBack(Map.of("1", 3), ALWAYS))
                .returns(100L, MoneyBack::notDue)
                .returns(200L, MoneyBack::notCharged)
                .returns(700L, MoneyBack::remaining)
                .extracting(MoneyBack::tenders)
                .asString()
                .contains("payment=credit, tender=store_credit, action=not_charged, amount=150")
                .contains("payment=card, tender=card, action=not_charged, amount=50");
        assertThat(book.giveBack(Map.of("1", 7), ALWAYS))
                .returns(250L, MoneyBack::notCharged)
                .returns(450L, MoneyBack::refunded)
                .extracting(money -> money.tenders().stream()
                        .map(MoneyBack.TenderShare::payment)
                        .toList())
                .isEqualTo(List.of("card", "bank", "gift"));
    }

    @Test
    void whatTheShopRefundedByItselfIsNotGivenTwice() {
        var book = new Book(TestOrders.order(true, List.of(TestOrders.line("1", 2, 500, 0, 0)), 0, 0, 0));
        book.payments.computeIfPresent("pay1", (id, p) -> p.after(Change.moved(EffectKind.REFUND, 600)));
        assertThat(book.giveBack(Map.of("1", 1), ALWAYS))
                .returns(400L, MoneyBack::refunded)
                .returns(100L, MoneyBack::already);
        assertThat(book.giveBack(Map.of("1", 1), ALWAYS))
                .returns(0L, MoneyBack::refunded)
                .returns(500L, MoneyBack::already)
                .returns(0L, MoneyBack::remaining);
    }

    @Test
    void whatFailedStaysPromisedToItsOwnEffect() {
        var book = new Book(TestOrders.order(true, List.of(TestOrders.line("1", 2, 500, 0, 0)), 0, 0, 0));
        book.giveBack(Map.of("1", 1), ALWAYS);
        book.payments.computeIfPresent("pay1", (id, p) -> p.after(Change.failed(EffectKind.REFUND, 500)));
        assertThat(book.giveBack(Map.of("1", 1), ALWAYS).refunded()).isEqualTo(500);
        assertThat(book.payments.get("pay1")).returns(500L, Payment::refundOpen).returns(500L, Payment::failed);
        assertThat(TenderRules.promises(List.copyOf(book.payments.values()), 500, ALWAYS))
                .isEmpty();
    }

    @Test
    void moreUnitsThanAreLeftIsABug() {
        var book = new Book(TestOrders.order(true, List.of(TestOrders.line("1", 2, 500, 0, 0)), 0, 0, 0));
        book.giveBack(Map.of("1", 1), ALWAYS);
        assertThatThrownBy(() -> book.giveBack(Map.of("1", 2), ALWAYS)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> book.giveBack(Map.of("9", 1), ALWAYS)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> book.giveBack(Map.of("1", 0), ALWAYS)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void checked(Book book, MoneyBack money) {
        assertThat(money.total())
                .isEqualTo(money.notCharged() + money.refunded() + money.notDue() + money.kept() + money.already());
        assertThat(money.credited()).isZero();
        assertThat(List.of(money.notCharged(), money.refunded(), money.notDue(), money.kept(), money.remaining()))
                .allMatch(amount -> amount >= 0);
        assertThat(money.already()).isZero();
        assertThat(money.total())
                .isEqualTo(money.lines().stream()
                        .mapToLong(MoneyBack.LineShare::total)
                        .sum());
        assertThat(book.bill.back() + book.bill.kept()).isLessThanOrEqualTo(book.bill.total());
        for (var payment : book.payments.values()) {
            assertThat(payment.held()).isNotNegative();
            assertThat(payment.refundable()).isNotNegative();
        }
    }
}
