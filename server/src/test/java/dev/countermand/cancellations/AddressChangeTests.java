package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// An order goes elsewhere: at once while nobody packs it, as an attempt when somebody does, and not at all when it has
/// left.
@ByHand
class AddressChangeTests extends Bench {

    private static final String ELSEWHERE = """
            {"shippingAddress": {"name": "Ada Example", "line1": "2 New Street", "city": "Hamburg",
             "postalCode": "20095", "country": "DE"}, "reason": "wrong_address"}""";

    @Test
    void anOpenOrderGoesElsewhereAtOnceAndNoUnitMoves() {
        var number = order(2);
        var changed = shop.change(number, ELSEWHERE).expect(201);
        assertThat(changed.at("/status")).isEqualTo("changed");
        assertThat(changed.at("/shippingAddress/city")).isEqualTo("Hamburg");
        assertThat(changed.body().path("lines")).isEmpty();
        assertThat(shop.stands(number).at("/shippingAddress/line1")).isEqualTo("2 New Street");
        assertThat(shop.units(number, "1")).isEqualTo("open 2");
        assertThat(shop.kinds(number)).containsExactly("change.changed");
        assertThat(shop.change(number, ELSEWHERE).expect(422).text()).contains("no_change");
    }

    @Test
    void aSnapshotThatDoesNotKnowOfItDoesNotUndoIt() {
        var number = order(1);
        var placed = now();
        shop.change(number, ELSEWHERE).expect(201);
        var line = "{\"line\": \"1\", \"sku\": \"S1\", \"title\": \"Thing 1\", \"quantity\": 1, \"unitPrice\": 1000}";
        shop.put(number, placed, line, 1500).expect(200);
        assertThat(shop.stands(number).at("/shippingAddress/city")).isEqualTo("Hamburg");
    }

    @Test
    void aReleasedOrderIsStoppedFirst() {
        var number = released(2);
        var attempt = shop.change(number, ELSEWHERE).expect(202);
        assertThat(shop.stands(number).body().path("shippingAddress").isObject())
                .isFalse();
        assertThat(shop.units(number, "1")).isEqualTo("stopping 2");
        shop.answer(attempt.id(), "stopped", "").expect(200);
        assertThat(shop.stands(number).at("/shippingAddress/city")).isEqualTo("Hamburg");
        assertThat(shop.units(number, "1")).isEqualTo("canceled 2");
        assertThat(shop.units(number, "1~1")).isEqualTo("open 2");
        var read = shop.get("/v1/changes/" + attempt.id());
        assertThat(read.at("/status")).isEqualTo("successful");
        assertThat(read.number("/money/total")).isZero();
        assertThat(read.number("/more")).isZero();
    }

    @Test
    void ofTwoPlacesOnlyWhatIsBeingPackedIsStopped() {
        var number = order(3);
        shop.release(number, "1:1").expect(200);
        var attempt = shop.change(number, ELSEWHERE).expect(202);
        assertThat(shop.units(number, "1")).isEqualTo("open 2 stopping 1");
        shop.answer(attempt.id(), "too_late", "").expect(200);
        assertThat(shop.units(number, "1")).isEqualTo("open 2 released 1");
        assertThat(shop.stands(number).body().path("shippingAddress").isObject())
                .isFalse();
    }

    @Test
    void whatHasLeftGoesWhereItGoes() {
        var number = order(1);
        shop.claim(number, "p1", "").expect(201);
        var no = shop.change(number, ELSEWHERE).expect(409);
        assertThat(no.at("/code")).isEqualTo("already_shipped");
        assertThat(no.at("/detail")).contains("refuse the parcel");
        assertThat(shop.change(number, "{\"shippingAddress\": {\"name\": \"Ada\"}}")
                        .expect(422)
                        .text())
                .contains("/shippingAddress/line1");
    }
}
