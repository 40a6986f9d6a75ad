package dev.countermand.orders;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import java.util.List;

/// The goods journal: the lock of an order, and the moves of its units under it. Every capability that moves units
/// comes through here, inside its own transaction.
public class Goods {

    /// Units of one line from one stage to another.
    public record Move(String line, Stage from, Stage to, int quantity) {}

    /// Why units moved: the kind and public id of what caused it, such as `cancellation` and `can_…`.
    public record Cause(String kind, String id) {}

    /// Locks the order until the end of the transaction and reads it. Fails with NOT_FOUND.
    public Order lock(OrderRef order) {
        throw new UnsupportedOperationException();
    }

    /// Locks the order by our identifier. Fails with NOT_FOUND.
    public Order lock(OrderId order) {
        throw new UnsupportedOperationException();
    }

    /// Moves units, each by one conditional update with one journal row. The order must be locked by this transaction.
    /// Fails with `IllegalStateException`, rolling everything back, when a stage has not got that many: under the lock
    /// the caller has seen the counters, so that would be a bug.
    ///
    /// @return the order after the moves
    public Order move(Order locked, List<Move> moves, Cause cause) {
        throw new UnsupportedOperationException();
    }
}
