package dev.countermand.orders.web;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Orders.Share;
import dev.countermand.orders.Shipment;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import dev.countermand.site.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What the warehouse and its carriers tell: units taken, parcels, deliveries.
@RestController
class Warehouse {

    private static final String KEY = "Idempotency-Key";

    private final Orders orders;
    private final Answers answers;
    private final Clock clock;

    Warehouse(Orders orders, Answers answers, Clock clock) {
        this.orders = orders;
        this.answers = answers;
        this.clock = clock;
    }

    /// What the warehouse got.
    ///
    /// @param release public id; absent when it got nothing
    /// @param granted what is the warehouse's now
    /// @param rest what it asked for and did not get
    record ReleaseJson(@Nullable String release, List<Share> granted, List<Share> rest, OrderJson order) {}

    @PostMapping("/v1/orders/{number}/releases")
    ResponseEntity<String> release(
            Actor actor,
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String seller,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            HttpServletRequest request)
            throws IOException {
        byte[] body = Bodies.read(request);
        var units = Orders.units(Bodies.treeOrEmpty(body));
        var order = Actors.order(orders, actor, seller, number);
        Actors.mayMove(actor);
        return once(actor, order, "orders.release", key, body, () -> {
            var release = orders.release(order, units, actor);
            var after = OrderJson.of(release.order(), orders.shipments(order), actor);
            return Answer.json(200, new ReleaseJson(release.id(), release.granted(), release.rest(), after));
        });
    }

    /// 201 when granted or recorded, 200 for the same again, 409 `units_canceled` or `already_shipped`
    /// with what is `shippable`, 409 `shipment_conflict` for the same id with another content.
    @PostMapping("/v1/orders/{number}/shipments")
    ResponseEntity<String> ship(
            Actor actor,
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String seller,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            HttpServletRequest request)
            throws IOException {
        byte[] body = Bodies.read(request);
        var parcel = Shipment.Parcel.read(Json.tree(body), clock.instant());
        var order = Actors.order(orders, actor, seller, number);
        Actors.mayMove(actor);
        return once(actor, order, "orders.ship", key, body, () -> answer(orders.ship(order, parcel, actor)));
    }

    /// 201 for news, 200 for what was told before.
    @PostMapping("/v1/shipments/{id}/events")
    ResponseEntity<String> event(
            Actor actor,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            HttpServletRequest request)
            throws IOException {
        byte[] body = Bodies.read(request);
        var event = Shipment.Event.read(Json.tree(body), clock.instant());
        var shipment = OrderReading.shipment(orders, actor, id);
        Actors.mayMove(actor);
        // One order has several shipments: the same body for another one is another request.
        byte[] told = (id + '\n' + new String(body, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
        return once(
                actor,
                shipment.order(),
                "orders.shipment_event",
                key,
                told,
                () -> answer(orders.event(shipment, event, actor)));
    }

    private ResponseEntity<String> once(
            Actor actor,
            OrderRef order,
            String operation,
            @Nullable String key,
            byte[] request,
            Supplier<Answer> command) {
        var once = new Answers.Key(order.part(), order.seller(), order.number(), operation, key);
        return answers.once(once, request, command).seenBy(actor).toResponse();
    }

    private Answer answer(Shipment.Result result) {
        if (result.refusal() != null) {
            return Answer.problem(result.refusal());
        }
        var shipment = result.orThrow();
        var order = orders.find(shipment.order().id()).orElseThrow(Problem::notFound);
        return Answer.json(result.repeated() ? 200 : 201, ShipmentJson.of(shipment, order))
                .withHeader("Location", "/v1/shipments/" + shipment.publicId());
    }
}
