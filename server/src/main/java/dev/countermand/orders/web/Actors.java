package dev.countermand.orders.web;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.orders.Orders;
import org.jspecify.annotations.Nullable;

/// Who may do what with orders.
final class Actors {

    private Actors() {}

    /// Orders come from the seller or the operator; his warehouse reads them. Fails with FORBIDDEN.
    static void mayWrite(Actor actor) {
        if (actor.kind() == Actor.Kind.WAREHOUSE) {
            throw Problem.of(
                    Problem.Kind.FORBIDDEN,
                    "forbidden",
                    "A warehouse's key may release, ship and deliver, but not take orders: use the seller's key.");
        }
        actor.require(Right.TAKE_ORDERS);
    }

    /// Goods are moved by the shop's side. Fails with FORBIDDEN.
    static void mayMove(Actor actor) {
        if (!actor.isStaff()) {
            throw Problem.of(Problem.Kind.FORBIDDEN, "forbidden", "Only the shop and its warehouse move goods.");
        }
        actor.require(Right.SHIP);
    }

    /// The order, if it is this actor's business and he may read it. Fails with NOT_FOUND, FORBIDDEN.
    static OrderRef readable(Orders orders, Actor actor, @Nullable String seller, String number) {
        var order = order(orders, actor, seller, number);
        actor.require(Right.SEE_ORDERS);
        return order;
    }

    /// The order, if it is this actor's business. Fails with NOT_FOUND.
    static OrderRef order(Orders orders, Actor actor, @Nullable String seller, String number) {
        return orders.ref(actor.seller(seller), number).filter(actor::sees).orElseThrow(Problem::notFound);
    }
}
