package dev.countermand.policies;

import dev.countermand.orders.Order;
import java.util.List;

/// What surrounds the lines of an order when terms are applied to them.
@FunctionalInterface
public interface Around {

    /// What has begun the windows of this line.
    Begun begun(Order.Line line);

    /// What the law gives the buyer of this line, to stop it before it leaves.
    default List<LineRight> rights(Order.Line line) {
        return List.of();
    }
}
