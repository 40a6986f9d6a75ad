package dev.countermand.payments;

import dev.countermand.kernel.Actor;
import dev.countermand.orders.Goods;
import dev.countermand.orders.Order;
import java.util.Map;

/// The money of an order: what was paid with what, what each unit cost, and every release of a hold and refund, exactly
/// once.
public class Payments {

    /// What giving these units back would mean now. Reads only.
    ///
    /// @param units line → how many units; at most what has not been given back before
    public MoneyBack quote(Order order, Map<String, Integer> units, RefundTerms terms) {
        throw new UnsupportedOperationException();
    }

    /// Plans the effects for units that were canceled, inside the caller's transaction and under the order's lock.
    /// Nothing is sent here. The same cause twice is a bug and fails.
    ///
    /// @param cause what the money goes back for, such as `cancellation` and `can_…`
    public MoneyBack giveBack(
            Order locked, Map<String, Integer> units, RefundTerms terms, Goods.Cause cause, Actor actor) {
        throw new UnsupportedOperationException();
    }
}
