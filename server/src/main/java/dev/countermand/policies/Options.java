package dev.countermand.policies;

import dev.countermand.kernel.Actor;
import dev.countermand.orders.Order;
import java.time.Instant;
import java.util.List;

/// What is possible for an order, line by line and remedy by remedy: the same answer on page, desk, API and feed.
public class Options {

    /// Every capability's options under the terms the order is bound to; never empty: talking to a person is always
    /// one.
    public List<Option> of(Order order, Actor reader, Instant at) {
        throw new UnsupportedOperationException();
    }
}
