package dev.countermand.policies.spi;

import dev.countermand.kernel.Actor;
import dev.countermand.orders.Order;
import dev.countermand.policies.Option;
import dev.countermand.policies.Terms;
import java.time.Instant;
import java.util.List;

/// A capability says what it can offer for an order. Pure in the order, the terms and the instant, so
/// that draft terms can be tried on it.
public interface Remedies {

    /// The options under these terms at that instant, for this reader (whose language the sentences
    /// speak).
    List<Option> options(Order order, Terms terms, Instant at, Actor reader);
}
