package dev.countermand.cancellations.spi;

import dev.countermand.kernel.Actor;
import dev.countermand.orders.Order;
import java.util.Map;

/// The remedy that follows when an attempt could not be stopped and the shopper chose it in advance.
public interface NextRemedy {

    /// Which choice it serves: `intercept`, `refuse`, `return` or `keep`.
    String choice();

    /// Opens the linked next attempt, inside the verdict's transaction.
    ///
    /// @return the public id of what was opened
    String follow(Order locked, String attempt, Map<String, Integer> units, Actor actor);
}
