package dev.countermand.orders;

import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.orders.spi.OrderConsequence;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Follows parcels by what their carriers say.
@Component
class Tracking {

    private final Goods goods;
    private final ShipmentStore shipments;
    private final CaseLog log;
    private final ObjectProvider<OrderConsequence> consequences;
    private final Clock clock;

    Tracking(
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

    Optional<Shipment> find(String publicId) {
        var id = Ids.parse("shp", publicId);
        return id == null ? Optional.empty() : shipments.find(id);
    }

    List<Shipment> of(OrderRef order) {
        return shipments.of(order);
    }

    Map<OrderRef, List<Shipment>> of(List<Order> orders) {
        return shipments.of(orders).stream().collect(Collectors.groupingBy(Shipment::order));
    }

    Shipment.Result event(Shipment told, Shipment.Event word, Actor actor) {
        var order = goods.lock(told.order());
        var shipment = shipments.find(told.uuid()).orElseThrow(Problem::notFound);
        if (shipment.events().stream().anyMatch(before -> isSame(before, word))) {
            return new Shipment.Result(shipment, true, null);
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var at = word.at() == null ? now : word.at();
        shipments.record(shipment, word, at, now);
        var moves = new ArrayList<Goods.Move>();
        for (var line : shipment.lines()) {
            moves.addAll(moves(order, line, word.status()));
        }
        if (moves.isEmpty()) {
            log.record(
                    order.ref(),
                    actor,
                    new OrderFact.Tracked(shipment.publicId(), word.status(), at, word.description()));
        } else {
            move(order, shipment, at, moves, actor);
        }
        return new Shipment.Result(shipments.find(told.uuid()).orElseThrow(Problem::notFound), false, null);
    }

    private static boolean isSame(Shipment.Event before, Shipment.Event word) {
        return before.status().equals(word.status())
                && (word.at() == null || word.at().equals(before.at()));
    }

    private void move(Order order, Shipment shipment, Instant at, List<Goods.Move> moves, Actor actor) {
        shipments.settle(shipment, moves);
        var after = goods.move(order, moves, new Goods.Cause("shipment", shipment.publicId()));
        var items = OrderFacts.items(order, moves);
        if (moves.getFirst().to() == Stage.LOST) {
            log.record(order.ref(), actor, new OrderFact.Lost(shipment.publicId(), items, at));
            return;
        }
        log.record(order.ref(), actor, new OrderFact.Delivered(shipment.publicId(), items, at));
        var taken = items.stream()
                .map(i -> new OrderConsequence.Taken(i.line(), i.quantity(), 0, 0))
                .toList();
        consequences.orderedStream().forEach(c -> c.delivered(after, shipment.publicId(), taken, actor));
    }

    /// Only units that this parcel took, and only as many as are still under way: others may have moved on
    /// since.
    private static List<Goods.Move> moves(Order order, Shipment.Line line, String status) {
        var units = order.line(line.line()).orElseThrow().units();
        int underWay = Math.min(line.quantity() - line.delivered() - line.lost(), units.in(Stage.SHIPPED));
        return switch (status) {
            case "delivered" -> {
                var moves = new ArrayList<Goods.Move>();
                add(moves, line.line(), Stage.SHIPPED, Stage.DELIVERED, underWay);
                add(moves, line.line(), Stage.LOST, Stage.DELIVERED, Math.min(line.lost(), units.in(Stage.LOST)));
                yield moves;
            }
            case "lost" -> {
                var moves = new ArrayList<Goods.Move>();
                add(moves, line.line(), Stage.SHIPPED, Stage.LOST, underWay);
                yield moves;
            }
            default -> List.of();
        };
    }

    private static void add(List<Goods.Move> moves, String line, Stage from, Stage to, int units) {
        if (units > 0) {
            moves.add(new Goods.Move(line, from, to, units));
        }
    }
}
