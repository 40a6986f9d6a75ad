package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.cancellations.Shop.Reply;
import dev.countermand.cases.spi.Finding;
import dev.countermand.cases.spi.PromiseCheck;
import dev.countermand.cases.spi.Stretch;
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

/// Goods of an exception that bear another fee: quoted, done and kept alike, one by one and together.
@ByHand
class OwnFeeTests extends Bench {

    private static final Actor OPERATOR = new Actor(Actor.Kind.OPERATOR, "operator", Set.of(), null, Actor.Channel.API);

    private static final String TERMS = """
            {"fee": {"percent": 5}, "exceptions": [
              {"name": "Made to order", "when": {"skus": ["S2"]}, "fee": {"percent": 20}},
              {"name": "Free", "when": {"skus": ["S3"]}, "fee": {}}]}""";

    @Autowired
    Cancellations cancellations;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    List<PromiseCheck> checks;

    private static String fees(Reply reply) {
        var said = new ArrayList<String>();
        reply.body()
                .path("money")
                .path("withheld")
                .forEach(w -> said.add(
                        w.path("amount").asLong() + " of " + w.path("of").asLong()));
        return String.join(", ", said);
    }

    private List<String> verified(String number) {
        var place = new Stretch.Place(ref(number).part(), ref(number).id().value());
        var found = new ArrayList<Finding>();
        checks.forEach(check -> check.orders(Stretch.of(place, now()), found::add));
        return found.stream().map(Finding::check).toList();
    }

    private Map<String, Object> bill(String number) {
        return jdbc.sql("""
                        select back, kept, fee, fee_base, fee_parts::text
                          from payments.bill
                         where order_id = :order
                        """).param("order", ref(number).id().value()).query().singleRow();
    }

    @Test
    void eachOfThemIsQuotedAndWithheldFromItsOwnMoney() {
        shop.terms(TERMS).expect(201);
        var number = order(2, 2, 1);
        var options = shop.options(number).expect(200);
        assertThat(options.number("/options/0/money/kept")).isEqualTo(100);
        assertThat(options.number("/options/1/money/kept")).isEqualTo(400);
        assertThat(options.number("/options/2/money/kept")).isZero();
        assertThat(fees(shop.cancel(number, "1:1 3:1").expect(201))).isEqualTo("50 of 1000");
        assertThat(fees(shop.cancel(number, "2:1").expect(201))).isEqualTo("200 of 1000");
        assertThat(fees(shop.cancel(number, "").expect(201))).isEqualTo("240 of 2200, 60 of 2200");
        assertThat(bill(number))
                .containsEntry("fee", 550L)
                .containsEntry("fee_base", 5500L)
                .containsEntry("back", 4950L)
                .containsEntry("fee_parts", "{\"0\": [1100, 0], \"500 bp\": [2200, 110], \"2000 bp\": [2200, 440]}");
        assertThat(verified(number)).isEmpty();
        jdbc.sql("update payments.bill set fee_parts = '{\"0\": [5500, 549]}' where order_id = :order")
                .param("order", ref(number).id().value())
                .update();
        assertThat(verified(number)).containsExactly("bill_ceiling");
    }

    @Test
    void whatTheWarehouseStopsLaterBearsWhatWasSaid() {
        shop.terms(TERMS).expect(201);
        var number = released(1, 2);
        var attempt = shop.cancel(number, "2:2").expect(202);
        var settled = shop.answer(attempt.id(), "stopped", "").expect(200);
        assertThat(fees(settled)).isEqualTo("400 of 2000");
        assertThat(shop.ask(number, "{\"reason\": \"recall\"}", null)
                        .expect(202)
                        .at("/money/kept"))
                .isEqualTo("0");
        assertThat(verified(number)).isEmpty();
    }

    @Test
    void manyTogetherBearWhatEachWouldHaveBorneAlone() {
        shop.terms(TERMS).expect(201);
        var alone = shop.order("OF-1", now(), 1, 2, 1);
        var money = shop.cancel(alone, "").expect(201).body().path("money");
        var numbers = List.of(shop.order("OF-2", now(), 1, 2, 1), shop.order("OF-3", now(), 1, 2, 1));
        var together = new TransactionTemplate(transactions)
                .execute(status -> cancellations.ask(numbers.stream()
                        .map(number -> new Cancellations.Wanted(
                                new SellerId(shop.seller),
                                number,
                                null,
                                RequestReason.CHANGED_MIND,
                                null,
                                null,
                                Payout.SOURCE,
                                OPERATOR))
                        .toList()));
        assertThat(together).allMatch(Optional::isPresent);
        for (var number : numbers) {
            var read =
                    shop.list(number).expect(200).body().path("cancellations").path(0);
            assertThat(read.path("money")).isEqualTo(money);
            assertThat(bill(number)).isEqualTo(bill(alone)).containsEntry("fee", 506L);
            assertThat(verified(number)).isEmpty();
        }
    }

    @Test
    void ordersBoundToTermsWithOneFeeKeepNoParts() {
        shop.terms("{\"fee\": {\"percent\": 5}, \"exceptions\": [{\"name\": \"slow\", \"window\": \"PT3H\"}]}")
                .expect(201);
        var number = order(2, 2);
        assertThat(fees(shop.cancel(number, "1:1").expect(201))).isEqualTo("50 of 1000");
        assertThat(bill(number).get("fee_parts")).isNull();
        clock.advance(Duration.ofSeconds(1));
        assertThat(fees(shop.cancel(number, "").expect(201))).isEqualTo("175 of 4500");
    }

    @Test
    void aFeeOfAnExceptionThatIsNoneIsRefusedWithItsPlace() {
        for (var fee : List.of(
                "{\"percent\": 101}",
                "{\"percent\": 1e999999999}",
                "{\"percent\": 5, \"fixed\": {\"EUR\": 1}}",
                "{\"fixed\": {\"EUR\": null}}",
                "{\"fixed\": {\"EURO\": 5}}")) {
            var refused = shop.terms("{\"exceptions\": [{\"name\": \"x\", \"fee\": " + fee + "}]}");
            assertThat(refused.expect(422).at("/errors/0/pointer")).as(fee).startsWith("/exceptions/0/fee");
        }
    }
}
