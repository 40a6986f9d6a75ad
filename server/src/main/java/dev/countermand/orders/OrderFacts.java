package dev.countermand.orders;

import dev.countermand.orders.OrderFact.Item;
import dev.countermand.orders.OrderFact.Moved;
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

    static Item item(Order.Line line, int quantity) {
        return new Item(line.line(), line.sku(), line.title(), quantity);
    }

    static List<Moved> moved(List<Goods.Move> moves) {
        return moves.stream()
                .map(m -> new Moved(m.line(), m.from().word(), m.to().word(), m.quantity()))
                .toList();
    }
}
