package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.orders.Order;
import dev.countermand.orders.Order.Tender;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What each tender means, and in which order they are given back.
class TenderTests {

    @Test
    void everyTenderThatAnOrderMayNameHasAMeaning() {
        assertThat(Arrays.stream(TenderKind.values()).map(TenderKind::word).sorted())
                .containsExactlyElementsOf(Order.TENDERS);
        assertThat(TenderKind.of("seashells")).isEqualTo(TenderKind.OTHER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            card             | RELEASED     | SOURCE         | -              | yes
            paypal           | RELEASED     | SOURCE         | -              | yes
            gift_card        | UNLOCKED     | BALANCE        | -              | no
            store_credit     | UNLOCKED     | BALANCE        | -              | no
            installment      | PLAN_LOWERED | PLAN           | -              | yes
            bank_transfer    | NOTHING      | TRANSFER       | bank_details   | yes
            cash_on_delivery | NOTHING      | TRANSFER       | bank_details   | yes
            marketplace      | RELEASED     | SELLER_BALANCE | seller_balance | yes
            other            | RELEASED     | PERSON         | person         | yes
            """)
    void notChargedAndRefundMeanSomethingElseForEach(
            String word, TenderKind.Unpaid unpaid, TenderKind.Way way, String needs, String credit) {
        assertThat(TenderKind.of(word))
                .returns(unpaid, TenderKind::unpaid)
                .returns(way, TenderKind::way)
                .returns(credit.equals("yes"), TenderKind::mayBecomeCredit);
        assertThat(way.needs()).isEqualTo(needs);
    }

    // Five payments of 100 each; + is taken, - is only held. What goes back of so much, in order.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            # payments                                           | terms                        | amount | back
            gift_card+ store_credit- card- bank_transfer+ card+  |                              | 500    | card2:void100 store_credit1:void100 card4:refund100 bank_transfer3:refund100 gift_card0:refund100
            gift_card+ store_credit- card- bank_transfer+ card+  | gift_card                    | 250    | gift_card0:refund100 card2:void100 store_credit1:void50
            gift_card+ store_credit- card- bank_transfer+ card+  | card store_credit            | 350    | card2:void100 card4:refund100 store_credit1:void100 bank_transfer3:refund50
            gift_card+ store_credit- card- bank_transfer+ card+  | paypal                       | 150    | card2:void100 store_credit1:void50
            gift_card+ gift_card- gift_card+ card+ card-         | card gift_card               | 300    | card4:void100 card3:refund100 gift_card1:void100
            """)
    void theTermsNameTheOrderAndTheRestFollowsTheUsualOne(String payments, String terms, long amount, String back) {
        var named = terms == null ? List.<String>of() : List.of(terms.split(" "));
        var promises = TenderRules.promises(
                payments(payments), amount, new RefundTerms("always", "always", named, null, false));
        assertThat(promises.stream()
                        .map(p -> p.payment().callerId() + ":" + p.kind().word() + p.amount())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(back);
        assertThat(TenderRules.available(payments(payments))).isEqualTo(500);
    }

    @Test
    void storeCreditIsGivenOnlyInPlaceOfMoneyThatWasTaken() {
        var promises = TenderRules.promises(
                payments("gift_card+ store_credit+ card- bank_transfer+ marketplace+"),
                500,
                new RefundTerms("always", "always", List.of(), null, true));
        assertThat(promises)
                .extracting(p -> p.payment().tender() + " " + p.kind())
                .containsExactly(
                        "card VOID",
                        "marketplace CREDIT",
                        "bank_transfer CREDIT",
                        "store_credit REFUND",
                        "gift_card REFUND");
    }

    @Test
    void whoMustAddSomethingIsToldWhat() {
        var order = TestOrders.order(
                "EUR",
                true,
                List.of(TestOrders.line("1", 4, 100, 0, 0)),
                0,
                0,
                0,
                List.of(
                        new Tender("m", "marketplace", "manual", 100, true),
                        new Tender("b", "bank_transfer", "manual", 100, true),
                        new Tender("c", "cash_on_delivery", "manual", 100, false),
                        new Tender("k", "card", "manual", 100, true)),
                0);
        var money = new Book(order).giveBack(Map.of("1", 4), new RefundTerms("always"));
        assertThat(money.tenders())
                .extracting(t -> t.payment() + " " + t.action() + " " + t.needs())
                .containsExactly(
                        "c not_charged null", "k refund null", "b refund bank_details", "m refund seller_balance");
    }

    private static List<Payment> payments(String text) {
        var tenders = List.of(text.split(" "));
        return java.util.stream.IntStream.range(0, tenders.size())
                .mapToObj(i -> payment(tenders.get(i), i))
                .toList();
    }

    private static Payment payment(String text, int position) {
        var tender = text.substring(0, text.length() - 1);
        var id = new java.util.UUID(0, position);
        var fresh = Payment.fresh(id, tender + position, position, tender, "manual", 100);
        return text.endsWith("+") ? fresh.after(Change.captured(100)) : fresh;
    }
}
