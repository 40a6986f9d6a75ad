package dev.countermand.cases;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The append-only record of every order, and the outbox of the house: what is told outside follows from it.
public class CaseLog {

    /// A stretch of the event feed.
    ///
    /// @param next pass this as `after` to go on; equal to the given one when nothing is new
    public record Page(List<Entry> events, long next) {}

    /// Opens the log of a new order: its key for personal fields and the head of its hash chain. Once per order,
    /// inside the transaction that takes the order.
    public void open(OrderRef order) {
        throw new UnsupportedOperationException();
    }

    /// Appends a fact, inside the caller's transaction and under the order's lock.
    ///
    /// @return its number within the order
    public long record(OrderRef order, Actor actor, Fact fact) {
        throw new UnsupportedOperationException();
    }

    /// What happened to an order, oldest first.
    ///
    /// @param after only entries with a greater number
    /// @param limit at most so many, 1 to 1000
    public List<Entry> timeline(OrderId order, long after, int limit) {
        throw new UnsupportedOperationException();
    }

    /// The event feed after a cursor: gapless, and ordered per order.
    ///
    /// @param seller only this seller's events, or null for all
    /// @param limit at most so many, 1 to 1000
    public Page events(@Nullable SellerId seller, long after, int limit) {
        throw new UnsupportedOperationException();
    }
}
