package dev.countermand.orders.spi;

import dev.countermand.kernel.Actor;
import dev.countermand.orders.Order;
import java.util.List;

/// What must happen in the same transaction when goods move, under the order's lock. Every bean of this
/// type is told, in the order of `@Order`. The given order is the state after the moves.
public interface OrderConsequence {

    /// Units of one line that a parcel took or delivered.
    ///
    /// @param fromStopping of them, units that an attempt to cancel was holding
    /// @param fromCanceled of them, units that had been canceled: only a report may say so
    record Taken(String line, int quantity, int fromStopping, int fromCanceled) {}

    /// A parcel is about to be decided: what time alone has settled by now is settled first, so that a
    /// clock that has run out wins over whoever comes after it, even before its worker has looked.
    ///
    /// @return the order as it is after that
    default Order due(Order locked) {
        return locked;
    }

    /// A snapshot was accepted for the first time. Units that are canceled already (an import) count as
    /// given back before: no money is planned for them.
    default void taken(Order order, Actor actor) {}

    /// Many snapshots were accepted for the first time at once; each counts as told by the single form.
    default void taken(List<Order> orders, Actor actor) {
        orders.forEach(order -> taken(order, actor));
    }

    /// A later snapshot added payments or told captures.
    default void amended(Order order, Actor actor) {}

    /// The warehouse got units.
    default void released(Order order, Actor actor) {}

    /// A parcel was claimed before its label was printed (`report` false), or has already left (`report`
    /// true).
    default void shipped(Order order, String shipment, boolean report, List<Taken> units, Actor actor) {}

    /// A parcel arrived.
    default void delivered(Order order, String shipment, List<Taken> units, Actor actor) {}
}
