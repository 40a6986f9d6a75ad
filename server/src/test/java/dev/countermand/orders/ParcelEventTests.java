package dev.countermand.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.accounts.Keys;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What carriers say of a parcel, and whether it may leave. Line 1 has three units, line 2 one.
@AppTest
class ParcelEventTests extends ParcelDoor {

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

    private Calls.Reply event(Calls.Reply parcel, String status, @org.jspecify.annotations.Nullable String at) {
        var when = at == null ? "" : ", \"at\": \"" + at + "\"";
        return shop.call(
                "POST",
                "/v1/shipments/" + publicId(parcel) + "/events",
                "{\"status\": \"" + status + "\"" + when + "}",
                null);
    }

    private String key(String seller) {
        var operator = new Actor(Actor.Kind.OPERATOR, "test", Set.of(), null, Actor.Channel.API);
        return keys.create(operator, new SellerId(seller), Keys.Role.WAREHOUSE, "test")
                .key();
    }
}
