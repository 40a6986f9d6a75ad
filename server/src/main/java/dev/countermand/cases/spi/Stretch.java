package dev.countermand.cases.spi;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Some orders, as a check looks at them: those after one place up to another, in the order of part and
/// identifier. Whatever a table holds between the two belongs to it, orphans included.
///
/// @param only just these of them; null for all
/// @param at the instant that counts as now
public record Stretch(Place after, Place upto, @Nullable List<UUID> only, Instant at) {

    /// A place among the orders.
    public record Place(int part, UUID order) {

        /// Before every order.
        public static final Place FIRST = new Place(-1, new UUID(0, 0));

        /// After every order.
        public static final Place LAST = new Place(Short.MAX_VALUE, new UUID(-1, -1));
    }

    /// One order alone.
    public static Stretch of(Place order, Instant at) {
        long high = order.order().getMostSignificantBits();
        long low = order.order().getLeastSignificantBits();
        var before = low == 0 ? new UUID(high - 1, -1) : new UUID(high, low - 1);
        return new Stretch(new Place(order.part(), before), order, null, at);
    }
}
