package dev.countermand.kernel;

import java.util.Optional;
import java.util.UUID;

/// Our own identifier of an order, for public addresses; the shop's number is unique per seller only.
public record OrderId(UUID value) {

    private static final String PREFIX = "ord";

    /// Reads the public form `ord_…`; empty for anything else.
    public static Optional<OrderId> parse(String text) {
        return Optional.ofNullable(Ids.parse(PREFIX, text)).map(OrderId::new);
    }

    /// The part that holds everything about this order.
    public int part() {
        return Ids.part(value);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
