package dev.countermand.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.accounts.Keys;
import dev.countermand.cases.CaseLog;
import dev.countermand.cases.Entry;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.SellerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/// Releases, claims, reports and what carriers say. Line 1 has three units, line 2 one.
@AppTest
class ShippingTests {

    @LocalServerPort
    int port;

    @Autowired
    Orders orders;

    @Autowired
    Goods goods;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    CaseLog log;

    @Autowired
    Keys keys;

    String number = "";
    Calls shop = new Calls(0, "");

    @BeforeEach
    void takeAnOrder() {
        shop = new Calls(port, "shipping");
        number = "S-" + UUID.randomUUID();
        shop.put(number, Snapshots.example());
    }

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
    void aReportIsAlwaysRecordedAndTakesCanceledUnitsLast() {
        move("1", Stage.OPEN, Stage.CANCELED, 2);
        var reply = report("p1", "1:2");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.units("1")).isEqualTo("canceled=1 shipped=2");
        assertThat(reply.json().at("/lines/0/fromCanceled").intValue()).isEqualTo(1);
        assertThat(reply.json().path("report").booleanValue()).isTrue();
        assertThat(kinds()).contains("order.shipment_reported");
    }

    @Test
    void aReportWithoutLinesMeansEverythingThatHasNotShipped() {
        move("1", Stage.OPEN, Stage.CANCELED, 1);
        claim("p1", "2:1");
        var reply = report("p2", "");
        assertThat(reply.shares("lines")).isEqualTo("1:3");
        assertThat(reply.units("1")).isEqualTo("shipped=3");
        assertThat(report("p3", "").status()).isEqualTo(201);
    }

    @Test
    void aReportOfUnitsThatHadShippedBeforeIsRecordedAsExcess() {
        claim("p1", "1:2");
        var reply = report("p2", "1:3");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().at("/lines/0/quantity").intValue()).isEqualTo(1);
        assertThat(reply.json().at("/lines/0/excess").intValue()).isEqualTo(2);
        assertThat(reply.units("1")).isEqualTo("shipped=3");
        assertThat(report("p3", "1:4").faults()).containsExactly("/lines/0/quantity more_than_ordered");
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

    @Test
    void aDeliveryMovesTheUnitsOfItsParcelOnly() {
        var first = claim("p1", "1:2");
        claim("p2", "1:1 2:1");
        var reply = event(first, "delivered", "2026-11-20T09:00:00Z");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.units("1")).isEqualTo("shipped=1 delivered=2");
        assertThat(reply.json().path("status").asString()).isEqualTo("delivered");
        assertThat(shop.get("/v1/shipments/" + publicId(first)).text()).isEqualTo(reply.text());
        var again = event(first, "delivered", "2026-11-20T09:00:00Z");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(reply.text());
        assertThat(event(first, "delivered", null).status()).isEqualTo(200);
        assertThat(kinds()).containsOnlyOnce("order.delivered");
    }

    @Test
    void whatTheCarrierSaysMayComeInAnyOrder() {
        var parcel = claim("p1", "1:3");
        event(parcel, "delivered", "2026-11-20T09:00:00Z");
        var late = event(parcel, "in_transit", "2026-11-19T09:00:00Z");
        assertThat(late.status()).isEqualTo(201);
        assertThat(late.json().path("status").asString()).isEqualTo("delivered");
        assertThat(late.json().at("/events/0/status").asString()).isEqualTo("in_transit");
        assertThat(late.units("1")).isEqualTo("delivered=3");
        assertThat(kinds()).endsWith("order.delivered", "order.tracked");
    }

    @Test
    void aLostParcelMayTurnUp() {
        var parcel = claim("p1", "1:3");
        assertThat(event(parcel, "lost", "2026-11-20T08:00:00Z").units("1")).isEqualTo("lost=3");
        assertThat(event(parcel, "delivered", "2026-11-20T09:00:00Z").units("1"))
                .isEqualTo("delivered=3");
        assertThat(event(parcel, "lost", "2026-11-20T10:00:00Z").units("1")).isEqualTo("delivered=3");
    }

    @Test
    void faultyEventsAreNamedByPointer() {
        var parcel = claim("p1", "1:3");
        var path = "/v1/shipments/" + publicId(parcel) + "/events";
        assertThat(shop.call("POST", path, "{\"status\": \"Delivered\", \"at\": \"today\"}", null)
                        .faults())
                .containsExactlyInAnyOrder("/status value", "/at time");
        assertThat(shop.call("POST", path, "{}", null).faults()).containsExactly("/status required");
        assertThat(shop.call("POST", "/v1/shipments/shp_0/events", "{\"status\": \"lost\"}", null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aWarehouseMovesGoodsOfItsSellerOnly() {
        var parcel = claim("p1", "1:3");
        var mine = new Calls(port, key("shipping"), "shipping");
        var other = new Calls(port, key("elsewhere"), "elsewhere");
        assertThat(mine.post(number, "releases", "").status()).isEqualTo(200);
        assertThat(other.get("/v1/shipments/" + publicId(parcel)).status()).isEqualTo(404);
        assertThat(other.call("POST", "/v1/shipments/" + publicId(parcel) + "/events", "{\"status\": \"lost\"}", null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theShipCheckIsFailSafe() {
        var path = "/v1/orders/" + number + "/ship-check";
        assertThat(shop.get(path).json().path("may").booleanValue()).isTrue();
        move("1", Stage.OPEN, Stage.RELEASED, 2);
        move("1", Stage.RELEASED, Stage.STOPPING, 1);
        var stopping = shop.get(path);
        assertThat(stopping.json().path("may").booleanValue()).isFalse();
        assertThat(stopping.shares("stopping")).isEqualTo("1:1");
        assertThat(stopping.shares("shippable")).isEqualTo("1:3 2:1");
        assertThat(shop.get(path + "?lines=2,1:2").json().path("may").booleanValue())
                .isTrue();
        move("2", Stage.OPEN, Stage.CANCELED, 1);
        var canceled = shop.get(path + "?lines=2");
        assertThat(canceled.json().path("may").booleanValue()).isFalse();
        assertThat(canceled.shares("canceled")).isEqualTo("2:1");
        assertThat(shop.get(path + "?lines=7").faults()).containsExactly("lines unknown_line");
        assertThat(shop.get("/v1/orders/unknown/ship-check").status()).isEqualTo(404);
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

    private Calls.Reply claim(String id, String shares) {
        return shop.post(number, "shipments", parcel(id, shares, ""));
    }

    private Calls.Reply report(String id, String shares) {
        return shop.post(number, "shipments", parcel(id, shares, ", \"shippedAt\": \"2026-11-20T08:00:00Z\""));
    }

    private static String parcel(String id, String shares, String more) {
        var lines = new ArrayList<String>();
        for (var share : shares.isEmpty() ? new String[0] : shares.split(" ", -1)) {
            var parts = share.split(":", -1);
            lines.add("{\"line\": \"" + parts[0] + "\", \"quantity\": " + parts[1] + "}");
        }
        var named = lines.isEmpty() ? "" : ", \"lines\": [" + String.join(", ", lines) + "]";
        return "{\"id\": \"" + id + "\", \"carrier\": \"dhl\"" + named + more + "}";
    }

    private Calls.Reply event(Calls.Reply parcel, String status, @org.jspecify.annotations.Nullable String at) {
        var when = at == null ? "" : ", \"at\": \"" + at + "\"";
        return shop.call(
                "POST",
                "/v1/shipments/" + publicId(parcel) + "/events",
                "{\"status\": \"" + status + "\"" + when + "}",
                null);
    }

    private static String publicId(Calls.Reply parcel) {
        return parcel.json().path("publicId").asString();
    }

    private String units(String line) {
        return shop.order(number).units(line);
    }

    private List<String> kinds() {
        var id = orders.ref(shop.seller(), number).orElseThrow().id();
        return log.timeline(id, 0, 1000).stream().map(Entry::kind).toList();
    }

    private String key(String seller) {
        var operator = new Actor(Actor.Kind.OPERATOR, "test", Set.of(), null, Actor.Channel.API);
        return keys.create(operator, new SellerId(seller), Keys.Role.WAREHOUSE, "test")
                .key();
    }

    private void move(String line, Stage from, Stage to, int quantity) {
        inTransaction(() -> goods.move(
                goods.lock(orders.ref(shop.seller(), number).orElseThrow()),
                List.of(new Goods.Move(line, from, to, quantity)),
                new Goods.Cause("test", "t")));
    }

    private <T> T inTransaction(Callable<T> work) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> {
            try {
                return work.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }));
    }
}
