package dev.countermand.policies.simulation;

import dev.countermand.orders.PastOrder;
import dev.countermand.orders.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A moment in the life of an order, as far as its journal knows it.
public enum Moment {
    PLACED,
    AN_HOUR_LATER,
    A_DAY_LATER,
    RELEASED,
    SHIPPED,
    DELIVERED,
    DELIVERED_14_DAYS,
    DELIVERED_30_DAYS;

    /// When this order came there; empty when it has not, or nobody said so.
    public Optional<Instant> of(PastOrder past) {
        var placed = past.order().boundAt();
        var delivered = past.last(Stage.DELIVERED);
        return switch (this) {
            case PLACED -> Optional.of(placed);
            case AN_HOUR_LATER -> Optional.of(placed.plus(Duration.ofHours(1)));
            case A_DAY_LATER -> Optional.of(placed.plus(Duration.ofDays(1)));
            case RELEASED -> past.first(Stage.RELEASED);
            case SHIPPED -> past.first(Stage.SHIPPED);
            case DELIVERED -> delivered;
            case DELIVERED_14_DAYS -> delivered.map(at -> at.plus(Duration.ofDays(14)));
            case DELIVERED_30_DAYS -> delivered.map(at -> at.plus(Duration.ofDays(30)));
        };
    }

    /// The name in API and texts: lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
