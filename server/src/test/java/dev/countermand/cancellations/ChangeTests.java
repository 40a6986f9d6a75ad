package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.promises.Promises;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Units make place for others under the same number, told over HTTP.
@ByHand
class ChangeTests extends Bench {

    @Autowired
    Promises promises;

    @AfterEach
    void everyPromiseIsKept() {
        var found = new ArrayList<String>();
        jdbc.sql("select number from orders.shop_order where seller = :seller")
                .param("seller", shop.seller)
                .query(String.class)
                .list()
                .forEach(number -> promises.check(new Promises.Scope(null, ref(number)), new Complaints(found)));
        assertThat(found).isEmpty();
    }

    @Test
    void openUnitsMakePlaceAtOnceAndTheDifferenceComesBack() {
        var number = order(3);
        var changed = shop.swap(number, "1", 2, "S1-blue", 900).expect(201);
        assertThat(changed.at("/status")).isEqualTo("changed");
        assertThat(changed.at("/added/0/line")).isEqualTo("1~1");
        assertThat(changed.number("/money/total")).isEqualTo(200);
        assertThat(changed.number("/money/notCharged")).isEqualTo(200);
        assertThat(changed.number("/more")).isZero();
        assertThat(shop.units(number, "1")).isEqualTo("open 1 canceled 2");
        assertThat(shop.units(number, "1~1")).isEqualTo("open 2");
        assertThat(shop.get("/v1/changes/" + changed.id()).expect(200).text()).isEqualTo(changed.text());
        assertThat(shop.kinds(number)).containsExactly("change.changed");
        assertThat(shop.cancel(number, "").expect(201).number("/money/total")).isEqualTo(3300);
    }

    @Test
    void whatCostsMoreIsDueUntilTheShopTellsThePayment() {
        var number = order(1);
        var changed = shop.swap(number, "1", 1, "S1-gold", 1700).expect(201);
        assertThat(changed.number("/more")).isEqualTo(700);
        assertThat(changed.number("/money/total")).isZero();
        assertThat(shop.stands(number).number("/amountDue")).isEqualTo(700);
        assertThat(queueTexts(number)).containsExactly("money");
        var paid = again(number, """
                , {"id": "pay2", "tender": "card", "gateway": "manual", "amount": 700}""", "");
        assertThat(paid.expect(200).number("/amountDue")).isZero();
        assertThat(queueTexts(number)).isEmpty();
        var money = shop.cancel(number, "").expect(201);
        assertThat(money.number("/money/notCharged")).isEqualTo(2200);
    }

    @Test
    void aSnapshotThatDoesNotKnowOfTheChangeUndoesNothing() {
        var number = order(1);
        shop.swap(number, "1", 1, "S1-gold", 1700).expect(201);
        var same = again(number, "", "");
        assertThat(same.expect(200).number("/amountDue")).isEqualTo(700);
        assertThat(shop.units(number, "1~1")).isEqualTo("open 1");
        var beyond = again(number, """
                , {"id": "pay2", "tender": "card", "gateway": "manual", "amount": 701}""", "");
        assertThat(beyond.expect(422).text()).contains("sum_mismatch");
        var withLine = again(number, """
                , {"id": "pay2", "tender": "card", "gateway": "manual", "amount": 700}""", """
                , {"line": "1~1", "sku": "S1-gold", "title": "Other S1-gold", "quantity": 1, "unitPrice": 1700}""");
        assertThat(withLine.expect(200).number("/amountDue")).isZero();
    }

    private Shop.Reply again(String number, String payments, String lines) {
        return shop.send(
                "PUT",
                "/v1/orders/" + number,
                """
                {"seller": "%s", "number": "%s", "placedAt": "%s", "currency": "EUR",
                 "customer": {"id": "c1", "name": "Ada Example", "email": "ada@example.org", "locale": "en-GB"},
                 "billingAddress": {"name": "Ada Example", "line1": "1 Test Street", "city": "Berlin",
                                    "postalCode": "10115", "country": "DE"},
                 "lines": [{"line": "1", "sku": "S1", "title": "Thing 1", "quantity": 1, "unitPrice": 1000}%s],
                 "shipping": 500,
                 "payments": [{"id": "pay1", "tender": "card", "gateway": "manual", "amount": 1500}%s]}
                """.formatted(shop.seller, number, shop.stands(number).at("/placedAt"), lines, payments),
                null);
    }

    private List<String> queueTexts(String number) {
        return queue.of(ref(number).id().value()).stream()
                .filter(item -> item.said() != null && item.said().key().equals("payments.queue.owed"))
                .map(dev.countermand.cases.CaseQueue.Item::kind)
                .toList();
    }

    @Test
    void releasedUnitsMakePlaceOnlyWhenTheyWereStopped() {
        var number = released(2);
        var attempt = shop.swap(number, "1", 2, "S1-blue", 1200).expect(202);
        assertThat(attempt.at("/status")).isEqualTo("attempting");
        assertThat(shop.units(number, "1")).isEqualTo("stopping 2");
        assertThat(shop.stands(number).body().path("lines")).hasSize(1);
        assertThat(told(attempt.id())).containsExactly("ask planned");
        shop.answer(attempt.id(), "stopped", "").expect(200);
        assertThat(shop.units(number, "1")).isEqualTo("canceled 2");
        assertThat(shop.units(number, "1~1")).isEqualTo("open 2");
        assertThat(shop.stands(number).number("/amountDue")).isEqualTo(400);
        assertThat(shop.kinds(number)).containsExactly("change.attempting", "change.successful");
        assertThat(shop.answer(attempt.id(), "stopped", "").status()).isEqualTo(200);
        assertThat(shop.answer(attempt.id(), "too_late", "").status()).isEqualTo(409);
        assertThat(shop.stands(number).body().path("lines")).hasSize(2);
    }

    @Test
    void whatCannotBeStoppedStaysAsItWas() {
        var number = released(2);
        var attempt = shop.swap(number, "1", 2, "S1-blue", 1200).expect(202);
        shop.answer(attempt.id(), "too_late", "").expect(200);
        assertThat(shop.units(number, "1")).isEqualTo("released 2");
        assertThat(shop.stands(number).number("/amountDue")).isZero();
        assertThat(shop.get("/v1/changes/" + attempt.id()).at("/status")).isEqualTo("unable");
        assertThat(shop.kinds(number)).containsExactly("change.attempting", "change.unable");
    }

    @Test
    void ofAPartWhatWasStoppedChanges() {
        var number = order(4);
        shop.release(number, "1:3").expect(200);
        var attempt = shop.swap(number, "1", 4, "S1-blue", 700).expect(202);
        assertThat(shop.units(number, "1~1")).isEqualTo("open 1");
        shop.answer(attempt.id(), "stopped", "1:1").expect(200);
        assertThat(shop.units(number, "1~2")).isEqualTo("open 1");
        shop.answer(attempt.id(), "too_late", "1:2").expect(200);
        assertThat(shop.units(number, "1")).isEqualTo("released 2 canceled 2");
        var read = shop.get("/v1/changes/" + attempt.id());
        assertThat(read.at("/status")).isEqualTo("partly");
        assertThat(read.number("/money/total")).isEqualTo(600);
        assertThat(shop.kinds(number)).containsExactly("change.attempting", "change.answered", "change.partly");
    }

    @Test
    void moreOrFewerComeThanGo() {
        var number = order(3);
        var more = shop.change(number, """
                {"lines": [{"line": "1", "quantity": 1, "newQuantity": 3, "unitPrice": 1000}]}""");
        assertThat(more.expect(201).number("/more")).isEqualTo(2000);
        assertThat(shop.units(number, "1~1")).isEqualTo("open 3");
        var fewer = shop.change(number, """
                {"lines": [{"line": "1", "quantity": 2, "newQuantity": 1, "sku": "B", "unitPrice": 1500}]}""");
        assertThat(fewer.expect(201).number("/more")).isZero();
        assertThat(shop.units(number, "1")).isEqualTo("canceled 3");
        assertThat(shop.units(number, "1~2")).isEqualTo("open 1");
        assertThat(shop.stands(number).number("/amountDue")).isEqualTo(2000);
        assertThat(fewer.number("/money/notDue")).isEqualTo(500);
    }

    @Test
    void silenceAndWithdrawalLeaveTheOrderAsItWas() {
        var number = released(2);
        var first = shop.swap(number, "1", 1, "A", 900).expect(202).id();
        assertThat(shop.withdraw(first).expect(200).at("/status")).isEqualTo("withdrawn");
        var second = shop.swap(number, "1", 1, "A", 900).expect(202).id();
        clock.advance(Duration.ofHours(25));
        deadlines.tick();
        assertThat(shop.read(second).at("/status")).isEqualTo("unable");
        assertThat(shop.units(number, "1")).isEqualTo("released 2");
        var late = shop.answer(second, "stopped", "").expect(202);
        shop.answer(late.id(), "approved", "").expect(200);
        assertThat(shop.units(number, "1~1")).isEqualTo("open 1");
        assertThat(shop.units(number, "1")).isEqualTo("released 1 canceled 1");
    }

    @Test
    void aRefusalIsKeptAndAnsweredWithWhatIsPossible() {
        var number = order(1);
        shop.claim(number, "p1", "").expect(201);
        var no = shop.swap(number, "1", 1, "A", 900).expect(409);
        assertThat(no.at("/code")).isEqualTo("already_shipped");
        assertThat(no.body().path("options")).isNotEmpty();
        assertThat(shop.get("/v1/changes/" + no.at("/change")).expect(200).at("/status"))
                .isEqualTo("refused");
        assertThat(shop.kinds(number)).containsExactly("change.refused");
    }

    @Test
    void theSameKeyIsTheSameAnswerAndChangesOnce() {
        var number = order(2);
        var body = "{\"lines\": [{\"line\": \"1\", \"quantity\": 1, \"sku\": \"B\", \"unitPrice\": 1100}]}";
        var first = shop.change(number, body, "k1").expect(201);
        assertThat(shop.change(number, body, "k1").expect(201).text()).isEqualTo(first.text());
        assertThat(shop.change(number, body.replace("1100", "1200"), "k1")
                        .expect(422)
                        .at("/code"))
                .isEqualTo("key_reused");
        assertThat(shop.units(number, "1")).isEqualTo("open 1 canceled 1");
    }

    @Test
    void whatMakesNoSenseIsSaidClearly() {
        var number = order(2);
        assertThat(shop.change(number, "{}").expect(422).text()).contains("either");
        assertThat(shop.change(number, "{\"lines\": [{\"line\": \"9\", \"quantity\": 1, \"sku\": \"B\"}]}")
                        .expect(422)
                        .text())
                .contains("unknown_line");
        assertThat(shop.swap(number, "1", 3, "B", 1).expect(422).text()).contains("quantity_out_of_range");
        assertThat(shop.change(number, "{\"lines\": [{\"line\": \"1\", \"quantity\": 1}]}")
                        .expect(422)
                        .text())
                .contains("no_change");
        assertThat(shop.swap(number, "1", 1, "B", -1).expect(422).text()).contains("range");
        assertThat(shop.swap(number, "1", 1, "B", Long.MAX_VALUE).expect(422).text())
                .contains("range");
        assertThat(shop.neighbor().swap(number, "1", 1, "B", 1).status()).isEqualTo(404);
    }

    @Test
    void whatTheShopOffersInItsPlaceIsWhatMayBeChosen() {
        var line = """
                {"line": "1", "sku": "S-red", "title": "Shirt", "quantity": 1, "unitPrice": 1000, "metadata":
                 {"alternatives": [{"sku": "S-blue", "title": "Shirt, blue", "attributes": {"color": "blue"}}]}}""";
        shop.put("A1", now(), line, 1500).expect(201);
        var no = shop.change("A1", "{\"lines\": [{\"line\": \"1\", \"quantity\": 1, \"sku\": \"HAT\"}]}");
        assertThat(no.expect(409).at("/code")).isEqualTo("not_offered");
        var yes = shop.change("A1", "{\"lines\": [{\"line\": \"1\", \"quantity\": 1, \"sku\": \"S-blue\"}]}");
        assertThat(yes.expect(201).at("/added/0/title")).isEqualTo("Shirt, blue");
        assertThat(yes.number("/more")).isZero();
        assertThat(shop.stands("A1").at("/lines/1/attributes/color")).isEqualTo("blue");
        var back = shop.change("A1", """
                {"reason": "out_of_stock", "lines": [{"line": "1~1", "quantity": 1, "sku": "HAT", "unitPrice": 800}]}""");
        assertThat(back.expect(201).at("/added/0/line")).isEqualTo("1~2");
        assertThat(back.number("/money/total")).isEqualTo(200);
    }
}
