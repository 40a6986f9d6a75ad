package dev.countermand.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Releases, claims, reports and what carriers say. Line 1 has three units, line 2 one.
@AppTest
class ShippingTests extends ParcelDoor {

    @Test
    void aReleaseWithoutLinesTakesWhatIsOpen() {
        move("1", Stage.OPEN, Stage.CANCELED, 1);
        var reply = shop.post(number, "releases", "");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.shares("granted")).isEqualTo("1:2 2:1");
        assertThat(reply.shares("rest")).isEmpty();
        assertThat(units("1")).isEqualTo("released=2 canceled=1");
        assertThat(reply.json().path("order")).isEqualTo(shop.order(number).json());
        assertThat(kinds()).containsExactly("order.taken", "order.released");
    }

    @Test
    void aReleaseBeyondWhatIsOpenGetsWhatIsOpenAndListsTheRest() {
        var reply = shop.post(number, "releases", """
                {"lines": [{"line": "1", "quantity": 5}, {"line": "2", "quantity": 1}]}""");
        assertThat(reply.shares("granted")).isEqualTo("1:3 2:1");
        assertThat(reply.shares("rest")).isEqualTo("1:2");
        var again = shop.post(number, "releases", "{}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.shares("granted")).isEmpty();
        assertThat(kinds()).containsExactly("order.taken", "order.released");
    }

    @Test
    void faultyLinesAreNamedByPointer() {
        assertThat(shop.post(number, "releases", "{\"lines\": []}").faults()).containsExactly("/lines too_few");
        assertThat(shop.post(number, "releases", "{\"line\": \"1\"}").faults())
                .containsExactly("/line unknown_property");
        assertThat(shop.post(number, "releases", """
                        {"lines": [{"line": "1", "quantity": 1}, {"line": "9", "quantity": 1}]}""").faults()).containsExactly("/lines/1/line unknown_line");
        assertThat(shop.post(number, "releases", """
                        {"lines": [{"line": "1", "quantity": 1}, {"line": "1", "quantity": 0}, {"quantity": 1}]}""").faults())
                .containsExactlyInAnyOrder(
                        "/lines/1/quantity range", "/lines/1/line duplicate", "/lines/2/line required");
    }

    @Test
    void aClaimTakesReleasedAndOpenUnits() {
        move("1", Stage.OPEN, Stage.RELEASED, 2);
        var reply = shop.post(number, "shipments", """
                {"id": "p1", "carrier": "dhl", "tracking": "T1"}""");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.units("1")).isEqualTo("shipped=3");
        assertThat(reply.shares("lines")).isEqualTo("1:3 2:1");
        var order = OrderId.parse(reply.json().path("orderId").asString()).orElseThrow();
        var publicId = Ids.text("shp", Ids.derive(order, "shp", "p1"));
        assertThat(reply.json().path("publicId").asString()).isEqualTo(publicId);
        assertThat(shop.get("/v1/shipments/" + publicId).text()).isEqualTo(reply.text());
        assertThat(shop.order(number).json().at("/shipments/0/publicId").asString())
                .isEqualTo(publicId);
    }

    @Test
    void partsOfAnOrderShipInSeveralParcels() {
        assertThat(claim("p1", "1:1").units("1")).isEqualTo("open=2 shipped=1");
        assertThat(claim("p2", "1:2").units("1")).isEqualTo("shipped=3");
        assertThat(claim("p3", "").shares("lines")).isEqualTo("2:1");
        assertThat(claim("p4", "").code()).isEqualTo("already_shipped");
        assertThat(claim("p5", "1:1").code()).isEqualTo("already_shipped");
        assertThat(claim("p5", "1:1").status()).isEqualTo(409);
    }

    @Test
    void aClaimWithoutLinesIsRefusedWhenAnyUnitIsCanceled() {
        move("1", Stage.OPEN, Stage.CANCELED, 1);
        var reply = claim("p1", "");
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("units_canceled");
        assertThat(reply.shares("shippable")).isEqualTo("1:2 2:1");
        assertThat(reply.shares("canceled")).isEqualTo("1:1");
        assertThat(units("1")).isEqualTo("open=2 canceled=1");
        assertThat(kinds()).containsExactly("order.taken");
        assertThat(claim("p1", "1:2 2:1").status()).isEqualTo(201);
    }

    @Test
    void aClaimThatReachesIntoCanceledUnitsIsRefusedAsAWhole() {
        move("1", Stage.OPEN, Stage.CANCELED, 1);
        var reply = claim("p1", "1:3 2:1");
        assertThat(reply.code()).isEqualTo("units_canceled");
        assertThat(reply.shares("shippable")).isEqualTo("1:2 2:1");
        assertThat(units("2")).isEqualTo("open=1");
        assertThat(claim("p1", "1:4").faults()).containsExactly("/lines/0/quantity more_than_ordered");
    }

    @Test
    void aClaimTakesUnitsThatAnAttemptHoldsLast() {
        move("1", Stage.OPEN, Stage.RELEASED, 2);
        move("1", Stage.RELEASED, Stage.STOPPING, 1);
        var first = claim("p1", "1:2");
        assertThat(first.json().at("/lines/0/fromStopping").intValue()).isZero();
        assertThat(first.units("1")).isEqualTo("stopping=1 shipped=2");
        var second = claim("p2", "1:1");
        assertThat(second.json().at("/lines/0/fromStopping").intValue()).isEqualTo(1);
    }

    @Test
    void theSameParcelAgainIs200AndAnotherContentIs409() {
        var first = claim("p1", "1:1");
        var again = shop.post(number, "shipments", """
                { "lines":[ {"quantity":1, "line":"1"} ], "carrier":"dhl", "id":"p1" }""");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(claim("p1", "1:2").code()).isEqualTo("shipment_conflict");
        assertThat(claim("p1", "").status()).isEqualTo(409);
        assertThat(units("1")).isEqualTo("open=2 shipped=1");
    }

    @Test
    void aDecidedRefusalIsReplayedByItsKey() {
        move("1", Stage.OPEN, Stage.CANCELED, 3);
        var path = "/v1/orders/" + number + "/shipments";
        var body = "{\"id\": \"p1\", \"carrier\": \"dhl\"}";
        var refused = shop.call("POST", path, body, "k1");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(shop.call("POST", path, body, "k1").text()).isEqualTo(refused.text());
        assertThat(refused.raw().headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void faultyParcelsAreNamedByPointer() {
        assertThat(shop.post(number, "shipments", "{}").faults())
                .containsExactlyInAnyOrder("/id required", "/carrier required");
        assertThat(shop.post(number, "shipments", """
                        {"id": "p", "carrier": "dhl", "shippedAt": "2099-01-01T00:00:00Z", "label": 1}""").faults())
                .containsExactlyInAnyOrder("/shippedAt future", "/label unknown_property");
        assertThat(shop.post("unknown", "shipments", "{\"id\": \"p\", \"carrier\": \"dhl\"}")
                        .status())
                .isEqualTo(404);
    }

    /// Whoever claims first gets the units; nobody gets a unit twice.
    @Test
    void thirtyTwoPackersClaimTheSameUnitsWhileOthersCancelAndRelease() throws Exception {
        var results = new ArrayList<Future<Integer>>();
        var releases = new ArrayList<Future<Integer>>();
        try (var packers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 32; i++) {
                var id = "p" + i;
                results.add(packers.submit(() -> claim(id, "1:1").status()));
                results.add(packers.submit(() -> cancelOne()));
                releases.add(
                        packers.submit(() -> shop.post(number, "releases", "").status()));
            }
        }
        for (var release : releases) {
            assertThat(release.get()).isEqualTo(200);
        }
        int shipped = 0;
        int canceled = 0;
        for (var result : results) {
            shipped += result.get() == 201 ? 1 : 0;
            canceled += result.get() == 1 ? 1 : 0;
        }
        var line = orders.find(shop.seller(), number).orElseThrow().line("1").orElseThrow();
        assertThat(line.units().in(Stage.SHIPPED)).isEqualTo(shipped);
        assertThat(line.units().in(Stage.CANCELED)).isEqualTo(canceled);
        assertThat(shipped + canceled).isEqualTo(3);
    }

    private int cancelOne() {
        return inTransaction(() -> {
            var order = goods.lock(orders.ref(shop.seller(), number).orElseThrow());
            for (var from : List.of(Stage.OPEN, Stage.RELEASED)) {
                if (order.line("1").orElseThrow().units().in(from) > 0) {
                    goods.move(
                            order, List.of(new Goods.Move("1", from, Stage.CANCELED, 1)), new Goods.Cause("test", "t"));
                    return 1;
                }
            }
            return 0;
        });
    }
}
