package dev.countermand.orders;

import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.orders.Orders.Share;
import dev.countermand.orders.spi.OrderConsequence;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Gives units to the warehouse and to parcels.
@Component
class Parcels {

    private final Goods goods;
    private final ShipmentStore shipments;
    private final CaseLog log;
    private final ObjectProvider<OrderConsequence> consequences;
    private final Clock clock;

    Parcels(
            Goods goods,
            ShipmentStore shipments,
            CaseLog log,
            ObjectProvider<OrderConsequence> consequences,
            Clock clock) {
        this.goods = goods;
        this.shipments = shipments;
        this.log = log;
        this.consequences = consequences;
        this.clock = clock;
    }

    Orders.Release release(OrderRef ref, @Nullable Map<String, Integer> units, Actor actor) {
        var order = settled(goods.lock(ref));
        var faults = units == null ? List.<Problem.Violation>of() : ShippingRules.unknown(order, units);
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        var asked = units == null ? ShippingRules.every(order, l -> l.units().in(Stage.OPEN)) : units;
        var moves = new ArrayList<Goods.Move>();
        var rest = new ArrayList<Share>();
        asked.forEach((line, quantity) -> {
            int granted =
                    Math.min(quantity, order.line(line).orElseThrow().units().in(Stage.OPEN));
            if (granted > 0) {
                moves.add(new Goods.Move(line, Stage.OPEN, Stage.RELEASED, granted));
            }
            if (granted < quantity) {
                rest.add(new Share(line, quantity - granted));
            }
        });
        if (moves.isEmpty()) {
            return new Orders.Release(order, null, List.of(), rest);
        }
        var id = Ids.text("rel", Ids.mint(ref.part(), clock.instant()));
        var released = goods.move(order, moves, new Goods.Cause("release", id));
        log.record(ref, actor, new OrderFact.Released(id, OrderFacts.items(order, moves)));
        consequences.orderedStream().forEach(c -> c.released(released, actor));
        var granted = moves.stream().map(m -> new Share(m.line(), m.quantity())).toList();
        return new Orders.Release(released, id, granted, rest);
    }

    Shipment.Result ship(OrderRef ref, Shipment.Parcel parcel, Actor actor) {
        var found = goods.lock(ref);
        var id = Ids.derive(ref.id(), "shp", parcel.id());
        byte[] told = hash(parcel);
        var known = shipments.find(id);
        if (known.isPresent()) {
            return Arrays.equals(told, shipments.requestHash(id))
                    ? new Shipment.Result(known.get(), true, null)
                    : new Shipment.Result(null, false, conflict(parcel.id()));
        }
        var order = settled(found);
        var plan = parcel.shippedAt() == null
                ? ShippingRules.claim(order, parcel.units())
                : ShippingRules.report(order, parcel.units());
        if (plan.refusal() != null) {
            return new Shipment.Result(null, false, plan.refusal());
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var shipment = new Shipment(
                id,
                ref,
                parcel.id(),
                parcel.carrier(),
                parcel.tracking(),
                parcel.shippedAt() != null,
                parcel.shippedAt(),
                now,
                parcel.shippedAt() == null ? "claimed" : "shipped",
                plan.takes().stream().map(Parcels::line).toList(),
                List.of());
        shipments.insert(shipment, told);
        send(order, shipment, plan.moves(), actor);
        return new Shipment.Result(shipment, false, null);
    }

    private Order settled(Order locked) {
        var order = locked;
        for (var consequence : consequences.orderedStream().toList()) {
            order = consequence.due(order);
        }
        return order;
    }

    private void send(Order order, Shipment shipment, List<Goods.Move> moves, Actor actor) {
        var after = goods.move(order, moves, new Goods.Cause("shipment", shipment.publicId()));
        log.record(order.ref(), actor, OrderFacts.shipped(order, shipment, moves));
        var taken = shipment.lines().stream()
                .filter(l -> l.quantity() > 0)
                .map(l -> new OrderConsequence.Taken(l.line(), l.quantity(), l.fromStopping(), l.fromCanceled()))
                .toList();
        if (!taken.isEmpty()) {
            consequences
                    .orderedStream()
                    .forEach(c -> c.shipped(after, shipment.publicId(), shipment.report(), taken, actor));
        }
    }

    private static Shipment.Line line(ShippingRules.Take take) {
        return new Shipment.Line(take.line(), take.quantity(), take.stopping(), take.canceled(), take.excess(), 0, 0);
    }

    private static Problem conflict(String id) {
        return Problem.conflict(
                "shipment_conflict",
                "Shipment " + id + " was told before and said something else. Give another parcel another id.");
    }

    /// What makes two tellings of a parcel the same, whatever the white space and order of their JSON.
    private static byte[] hash(Shipment.Parcel parcel) {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            add(hash, parcel.carrier());
            add(hash, parcel.tracking());
            var at = parcel.shippedAt();
            add(hash, at == null ? null : at.truncatedTo(ChronoUnit.MICROS).toString());
            if (parcel.units() != null) {
                new TreeMap<>(parcel.units()).forEach((line, quantity) -> {
                    add(hash, line);
                    add(hash, quantity.toString());
                });
            }
            return hash.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(MessageDigest hash, @Nullable String text) {
        hash.update((byte) (text == null ? 0 : 1));
        if (text != null) {
            hash.update(text.getBytes(StandardCharsets.UTF_8));
            hash.update((byte) 0);
        }
    }
}
