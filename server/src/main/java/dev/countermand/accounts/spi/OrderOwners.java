package dev.countermand.accounts.spi;

import dev.countermand.accounts.Visit;
import dev.countermand.kernel.OrderId;

/// Knows whose an order is; plugged in by whoever keeps the orders.
public interface OrderOwners {

    /// Whether the order is one of those that the visit opens.
    boolean covers(Visit visit, OrderId order);
}
