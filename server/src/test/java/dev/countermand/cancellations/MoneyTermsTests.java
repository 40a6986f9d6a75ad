package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.cancellations.Shop.Reply;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// What a seller's terms withhold and in which form money comes back: quoted, done and told alike.
@ByHand
class MoneyTermsTests extends Bench {

    private static final Actor OPERATOR = new Actor(Actor.Kind.OPERATOR, "operator", Set.of(), null, Actor.Channel.API);

    @Autowired
    Cancellations cancellations;

    @Autowired
    PlatformTransactionManager transactions;

    /// Two units at 10.00 and 15.00 for express shipping, standard being 5.00, and 1.00 of fees; paid by
    /// card.
    private String bought(String number, boolean captured) {
        // Terms bind what is placed after them.
        clock.advance(Duration.ofSeconds(1));
        shop.send("PUT", "/v1/orders/" + number, """
                        {"seller": "%s", "number": "%s", "placedAt": "%s", "currency": "EUR",
                         "customer": {"id": "c1", "name": "Ada Example", "email": "ada@example.org"},
                         "billingAddress": {"name": "Ada Example", "line1": "1 Test Street", "city": "Berlin",
                                            "postalCode": "10115", "country": "DE"},
                         "lines": [{"line": "1", "sku": "A", "title": "Thing", "quantity": 2, "unitPrice": 1000}],
                         "shipping": 1500, "shippingStandard": 500, "fees": 100,
                         "payments": [{"id": "pay1", "tender": "card", "gateway": "manual", "amount": 3600,
                                       "captured": %s}]}
                        """.formatted(shop.seller, number, now(), captured), null)
                .expect(201);
        return number;
    }

    private static String money(Reply reply) {
        var money = reply.body().path("money");
        var said = new ArrayList<String>();
        for (var figure : List.of("notCharged", "refunded", "credited", "notDue", "kept", "already", "remaining")) {
            if (money.path(figure).asLong() > 0) {
                said.add(figure + " " + money.path(figure).asLong());
            }
        }
        return String.join(", ", said);
    }

    private static String withheld(Reply reply) {
        var said = new ArrayList<String>();
        reply.body()
                .path("money")
                .path("withheld")
                .forEach(w -> said.add(w.path("what").asString() + " "
                        + w.path("amount").asLong() + " of " + w.path("of").asLong()));
        return String.join(", ", said);
    }

    @Test
    void theOrderIsReadBackWithWhatItTold() {
        var order = shop.stands(bought("M0", true)).expect(200);
        assertThat(order.number("/fees")).isEqualTo(100);
        assertThat(order.number("/shippingStandard")).isEqualTo(500);
        assertThat(shop.stands(order(1)).expect(200).body().has("shippingStandard"))
                .isFalse();
    }

    @Test
    void theArithmeticIsToldStepByStepAsThePageTellsIt() {
        shop.terms("{\"shipping\": \"cheapest_standard\", \"fees\": \"never\", \"fee\": {\"percent\": 10}}")
                .expect(201);
        var number = bought("M9", true);
        shop.release(number, "1:1").expect(200);
        var id = shop.cancel(number, "1:2").expect(202).body().path("id").asString();
        shop.answer(id, "stopped", "").expect(200);
        var whole = shop.read(id).expect(200).body();
        var why = shop.get("/v1/cancellations/" + id + "/money").expect(200).body();
        assertThat(why.path("money")).isEqualTo(whole.path("money"));
        assertThat(why.path("steps")).hasSize(2);
        assertThat(sum(why.path("steps"), "/money/total")).isEqualTo(3600);
        assertThat(sum(why.path("steps"), "/money/kept"))
                .isEqualTo(whole.at("/money/kept").asLong());
        assertThat(sum(why.path("words"), "/amount")).as("%s", why).isEqualTo(3600);
        assertThat(why.path("words").toString()).contains("10");
        assertThat(sum(why.path("effects"), "/amount"))
                .isEqualTo(whole.at("/money/refunded").asLong());
        shop.get("/v1/cancellations/can_" + "0".repeat(32) + "/money").expect(404);
    }

    private static long sum(JsonNode of, String figure) {
        return of.valueStream().mapToLong(each -> each.at(figure).asLong()).sum();
    }

    @Test
    void onlyTheCheapestStandardShippingComesBackAndTheFeeIsCountedOpenly() {
        shop.terms("{\"shipping\": \"cheapest_standard\", \"fees\": \"never\", \"fee\": {\"percent\": 10}}")
                .expect(201);
        var number = bought("M1", true);
        var offered = shop.options(number).expect(200).body().path("options").path(0);
        assertThat(offered.path("money").path("kept").asLong()).isEqualTo(1000 + 100 + 250);
        assertThat(offered.path("money").path("payouts").path(0).asString()).isEqualTo("source");
        var one = shop.cancel(number, "1:1").expect(201);
        assertThat(money(one)).isEqualTo("refunded 900, kept 150, remaining 2700");
        assertThat(withheld(one)).isEqualTo("fees 50 of 50, cancellation_fee 100 of 1000");
        var rest = shop.cancel(number, "").expect(201);
        assertThat(money(rest)).isEqualTo("refunded 1350, kept 1200, remaining 1350");
        assertThat(withheld(rest))
                .isEqualTo("shipping_surcharge 1000 of 1500, fees 50 of 50, cancellation_fee 150 of 2500");
        assertThat(money(shop.read(rest.id()).expect(200))).isEqualTo(money(rest));
    }

    @Test
    void whenTheStoreCancelsItKeepsNothing() {
        shop.terms("{\"shipping\": \"never\", \"fees\": \"never\", \"fee\": {\"fixed\": {\"EUR\": 700}}}")
                .expect(201);
        var byStore = shop.ask(bought("M2", true), "{\"reason\": \"out_of_stock\"}", null)
                .expect(201);
        assertThat(money(byStore)).isEqualTo("refunded 3600");
        assertThat(withheld(byStore)).isEmpty();
        var byCustomer = shop.cancel(bought("M3", false), "").expect(201);
        assertThat(money(byCustomer)).isEqualTo("notCharged 1300, kept 2300, remaining 2300");
        assertThat(withheld(byCustomer))
                .isEqualTo("shipping 1500 of 1500, fees 100 of 100, cancellation_fee 700 of 2000");
    }

    @Test
    void storeCreditIsGivenOnlyWhereItIsOfferedAndChosen() {
        var number = bought("M4", true);
        var chosen = "{\"reason\": \"changed_mind\", \"payout\": \"store_credit\"}";
        assertThat(shop.ask(number, chosen, null).expect(422).at("/errors/0/code"))
                .isEqualTo("payout_not_offered");
        assertThat(shop.ask(number, "{\"reason\": \"changed_mind\", \"payout\": \"cash\"}", null)
                        .expect(422)
                        .at("/errors/0/code"))
                .isEqualTo("unknown_payout");
        shop.terms("{\"storeCredit\": \"by_choice\"}").expect(201);
        var offered = bought("M5", true);
        assertThat(shop.ask(offered, "{\"reason\": \"recall\", \"payout\": \"store_credit\"}", null)
                        .expect(422)
                        .at("/errors/0/pointer"))
                .isEqualTo("/payout");
        var options = shop.options(offered).expect(200).body().path("options").path(0);
        assertThat(options.path("money").path("payouts").path(1).asString()).isEqualTo("store_credit");
        var usual = shop.cancel(offered, "1:1").expect(201);
        assertThat(money(usual)).isEqualTo("refunded 1000, remaining 2600");
        assertThat(usual.at("/payout")).isEqualTo("source");
        var credit = shop.ask(offered, chosen, null).expect(201);
        assertThat(money(credit)).isEqualTo("credited 2600");
        assertThat(credit.at("/payout")).isEqualTo("store_credit");
        assertThat(credit.at("/money/tenders/0/action")).isEqualTo("store_credit");
        assertThat(shop.read(credit.id()).expect(200).at("/payout")).isEqualTo("store_credit");
        assertThat(money(shop.ask(bought("M6", false), chosen, null).expect(201)))
                .isEqualTo("notCharged 3600");
    }

    @Test
    void theChoiceOutlivesTheWaitForTheWarehouse() {
        shop.terms("{\"storeCredit\": \"by_choice\", \"fee\": {\"fixed\": {\"EUR\": 300}}}")
                .expect(201);
        var number = bought("M7", true);
        shop.release(number, "1:1").expect(200);
        var attempt = shop.ask(number, "{\"reason\": \"too_slow\", \"payout\": \"store_credit\"}", null)
                .expect(202);
        assertThat(money(attempt)).isEqualTo("credited 700, kept 300, remaining 2900");
        var settled = shop.answer(attempt.id(), "stopped", "").expect(200);
        assertThat(money(settled)).isEqualTo("credited 3300, kept 300, remaining 300");
        assertThat(withheld(settled)).isEqualTo("cancellation_fee 300 of 3600");
    }

    @Test
    void manyTogetherGetWhatEachWouldHaveGotAlone() {
        shop.terms("""
                {"shipping": "cheapest_standard", "fees": "always", "storeCredit": "by_choice",
                 "fee": {"percent": 2.5}, "tenderOrder": ["gift_card", "card"]}
                """).expect(201);
        var alone = shop.ask(
                        bought("T60-1", true), "{\"reason\": \"changed_mind\", \"payout\": \"store_credit\"}", null)
                .expect(201);
        var numbers = List.of(bought("T60-2", true), bought("T60-3", true));
        var together = new TransactionTemplate(transactions)
                .execute(status -> cancellations.ask(numbers.stream()
                        .map(number -> new Cancellations.Wanted(
                                new SellerId(shop.seller),
                                number,
                                null,
                                RequestReason.CHANGED_MIND,
                                null,
                                null,
                                Payout.STORE_CREDIT,
                                OPERATOR))
                        .toList()));
        assertThat(together).allMatch(Optional::isPresent);
        for (var number : numbers) {
            var read =
                    shop.list(number).expect(200).body().path("cancellations").path(0);
            assertThat(read.path("money")).isEqualTo(alone.body().path("money"));
            assertThat(read.path("payout").asString()).isEqualTo("store_credit");
            assertThat(bill(number)).isEqualTo(bill("T60-1"));
        }
        assertThat(bill("T60-1")).containsEntry("fee", 65L).containsEntry("fee_base", 2600L);
    }

    private Map<String, Object> bill(String number) {
        return jdbc.sql("""
                        select back, kept, fee, fee_base, fees, fees_settled, surcharge, shipping_settled
                          from payments.bill
                         where order_id = :order
                        """).param("order", ref(number).id().value()).query().singleRow();
    }
}
