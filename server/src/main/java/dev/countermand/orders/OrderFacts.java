package dev.countermand.orders;

import dev.countermand.orders.OrderFact.Item;
import dev.countermand.orders.OrderFact.Moved;
import java.util.LinkedHashMap;
import java.util.List;

/// Words facts from orders. Pure.
final class OrderFacts {

    private OrderFacts() {}

    static OrderFact.Taken taken(Order order, List<Goods.Move> moves) {
        return new OrderFact.Taken(
                order.ref().number(),
                order.ref().seller().value(),
                order.version(),
                order.placedAt(),
                order.currency(),
                SnapshotSums.total(order),
                order.lines().stream().map(l -> item(l, l.quantity())).toList(),
                order.payments(),
                order.amountDue(),
                order.customer(),
                order.billingAddress(),
                order.shippingAddress(),
                moved(moves));
    }

    static OrderFact.Amended amended(Amendment amendment) {
        var order = amendment.amended();
        boolean contact = amendment.contact();
        return new OrderFact.Amended(
                order.version(),
                contact,
                contact ? order.customer() : null,
                contact ? order.billingAddress() : null,
                contact ? order.shippingAddress() : null,
                amendment.added(),
                amendment.captured(),
                order.amountDue());
    }

    static OrderFact shipped(Order order, Shipment shipment, List<Goods.Move> moves) {
        var items = items(order, moves);
        if (shipment.shippedAt() == null) {
            return new OrderFact.Shipped(
                    shipment.publicId(), shipment.carrier(), shipment.tracking(), items, moved(moves));
        }
        var excess = shipment.lines().stream()
                .filter(l -> l.excess() > 0)
                .map(l -> item(order.line(l.line()).orElseThrow(), l.excess()))
                .toList();
        return new OrderFact.ShipmentReported(
                shipment.publicId(),
                shipment.carrier(),
                shipment.tracking(),
                shipment.shippedAt(),
                items,
                moved(moves),
                excess);
    }

    /// What moved, line by line, whatever the stages.
    static List<Item> items(Order order, List<Goods.Move> moves) {
        var units = new LinkedHashMap<String, Integer>();
        moves.forEach(m -> units.merge(m.line(), m.quantity(), Integer::sum));
        return order.lines().stream()
                .filter(l -> units.containsKey(l.line()))
                .map(l -> item(l, units.getOrDefault(l.line(), 0)))
                .toList();
    }

    static Item item(Order.Line line, int quantity) {
        return new Item(line.line(), line.sku(), line.title(), quantity);
    }

    static List<Moved> moved(List<Goods.Move> moves) {
        return moves.stream()
                .map(m -> new Moved(m.line(), m.from().word(), m.to().word(), m.quantity()))
                .toList();
    }
}
