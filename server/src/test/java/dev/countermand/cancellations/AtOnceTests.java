package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Units that the warehouse has not got are canceled at once.
@ByHand
class AtOnceTests extends Bench {

    @Test
    void openUnitsAreCanceledAtOnce() {
        var number = order(3, 1);
        var canceled = shop.cancel(number, "1:2").expect(201);
        assertThat(canceled.at("/status")).isEqualTo("canceled");
        assertThat(canceled.number("/lines/0/canceled")).isEqualTo(2);
        assertThat(canceled.number("/lines/0/canceledAtOnce")).isEqualTo(2);
        assertThat(Shop.units(canceled.body().path("lines"), "1")).isEqualTo("open 1 canceled 2");
        assertThat(shop.units(number, "1")).isEqualTo("open 1 canceled 2");
        assertThat(shop.units(number, "2")).isEqualTo("open 1");
        assertThat(canceled.body().has("verdict")).isFalse();
        assertThat(canceled.body().has("deadline")).isFalse();
        assertThat(queued(number)).isEmpty();
    }

    @Test
    void withoutLinesTheWholeOrderIsMeant() {
        var number = order(3, 1);
        shop.cancel(number, "").expect(201);
        assertThat(shop.units(number, "1")).isEqualTo("canceled 3");
        assertThat(shop.units(number, "2")).isEqualTo("canceled 1");
    }

    @Test
    void unitsElsewhereAreListedAsRefusedWhenTheWholeOrderIsMeant() {
        var number = order(3, 1);
        shop.claim(number, "p1", "1:1 2:1").expect(201);
        var canceled = shop.cancel(number, "").expect(201);
        assertThat(canceled.at("/status")).isEqualTo("canceled");
        assertThat(canceled.number("/lines/0/canceled")).isEqualTo(2);
        assertThat(canceled.number("/lines/0/refused")).isEqualTo(1);
        assertThat(canceled.at("/lines/0/because")).isEqualTo("already_shipped");
        assertThat(canceled.body().path("refused")).hasSize(2);
        assertThat(canceled.at("/refused/1/line")).isEqualTo("2");
        assertThat(canceled.number("/refused/1/quantity")).isEqualTo(1);
        assertThat(canceled.at("/refused/1/reason")).isEqualTo("already_shipped");
    }

    @Test
    void aPostAnswersWhatAGetOfItsIdWould() {
        var number = order(3, 1);
        var posted = shop.ask(number, """
                {"lines": [{"line": "1", "quantity": 1}], "reason": "other", "note": "zu groß ☂", "ifUnable": "keep"}
                """, null).expect(201);
        assertThat(posted.response().headers().firstValue("Location")).hasValue("/v1/cancellations/" + posted.id());
        assertThat(shop.read(posted.id()).expect(200).body()).isEqualTo(posted.body());
        assertThat(posted.at("/order")).isEqualTo(number);
        assertThat(posted.at("/orderId")).isEqualTo(ref(number).id().toString());
        assertThat(posted.at("/seller")).isEqualTo(shop.seller);
        assertThat(posted.at("/note")).isEqualTo("zu groß ☂");
        assertThat(posted.at("/reason")).isEqualTo("other");
        assertThat(posted.at("/policyVersion")).isEqualTo("default-1");
        assertThat(posted.at("/requestedBy")).isEqualTo("operator");
    }

    @Test
    void moneyOfUnitsCanceledOneByOneAddsUpToWhatWasPaid() {
        var number = order(3, 1);
        var totals = new ArrayList<Integer>();
        for (int i = 0; i < 3; i++) {
            totals.add(shop.cancel(number, "1:1").expect(201).number("/money/total"));
        }
        var last = shop.cancel(number, "").expect(201);
        totals.add(last.number("/money/total"));
        assertThat(totals).containsExactly(1000, 1000, 1000, 1500);
        assertThat(last.number("/money/remaining")).isZero();
    }

    @Test
    void oneFactIsRecordedFromWhichTheMailIsMade() {
        var number = order(3);
        var canceled = shop.cancel(number, "1:2").expect(201);
        assertThat(shop.kinds(number)).containsExactly("canceled");
        var fact = shop.facts(number).getFirst().path("data");
        assertThat(fact.path("cancellation").asString()).isEqualTo(canceled.id());
        assertThat(fact.at("/items/0/quantity").asInt()).isEqualTo(2);
        assertThat(fact.at("/items/0/title").asString()).isEqualTo("Thing 1");
        assertThat(fact.at("/remaining/0/quantity").asInt()).isEqualTo(1);
        assertThat(fact.at("/recipient/email").asString()).isEqualTo("ada@example.org");
        assertThat(fact.at("/money/total").asInt()).isEqualTo(canceled.number("/money/total"));
        assertThat(fact.path("byStore").asBoolean()).isFalse();
    }

    @Test
    void theStoreCancelsForAReasonOfItsOwnAndSaysSo() {
        var number = order(1);
        shop.ask(number, "{\"reason\": \"out_of_stock\"}", null).expect(201);
        assertThat(shop.kinds(number)).containsExactly("store_canceled");
        assertThat(shop.facts(number).getFirst().at("/data/byStore").asBoolean())
                .isTrue();
    }

    @Test
    void aMemberOfTheStaffMayGiveABuyersReasonInHisPlace() {
        var number = order(1);
        shop.ask(number, "{\"reason\": \"duplicate\"}", null).expect(201);
        assertThat(shop.kinds(number)).containsExactly("canceled");
    }

    @Test
    void numbersWithHashSlashAndBlankWork() {
        var number = shop.order("#W 10/01", now(), 2);
        var canceled = shop.cancel(number, "1:1").expect(201);
        assertThat(canceled.at("/order")).isEqualTo(number);
        assertThat(shop.list(number).expect(200).at("/cancellations/0/id")).isEqualTo(canceled.id());
    }

    @Test
    void theSellerMayBeNamedInTheBody() {
        var number = order(1);
        shop.send(
                        "POST",
                        "/v1/orders/" + number + "/cancellations",
                        "{\"seller\": \"%s\", \"reason\": \"other\"}".formatted(shop.seller),
                        null)
                .expect(201);
    }

    @Test
    void cancellationsOfAnOrderAreListedNewestFirst() {
        var number = order(2);
        var first = shop.cancel(number, "1:1").expect(201);
        clock.advance(java.time.Duration.ofSeconds(1));
        var second = shop.cancel(number, "1:1").expect(201);
        clock.advance(java.time.Duration.ofSeconds(1));
        shop.cancel(number, "").expect(409);
        var list = shop.list(number).expect(200).body().path("cancellations");
        assertThat(list).hasSize(3);
        assertThat(list.get(0).path("status").asString()).isEqualTo("refused");
        assertThat(list.get(1).path("id").asString()).isEqualTo(second.id());
        assertThat(list.get(2).path("id").asString()).isEqualTo(first.id());
    }
}
