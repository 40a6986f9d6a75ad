package dev.countermand.policies.simulation;

import dev.countermand.orders.PastOrder;
import dev.countermand.orders.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// A moment in the life of an order, as far as its journal knows it.
public enum Moment {
    PLACED(past -> Optional.of(past.order().boundAt())),
    AN_HOUR_LATER(past -> Optional.of(past.order().boundAt().plus(Duration.ofHours(1)))),
    A_DAY_LATER(past -> Optional.of(past.order().boundAt().plus(Duration.ofDays(1)))),
    RELEASED(past -> past.first(Stage.RELEASED)),
    SHIPPED(past -> past.first(Stage.SHIPPED)),
    DELIVERED(past -> past.last(Stage.DELIVERED)),
    DELIVERED_14_DAYS(past -> past.last(Stage.DELIVERED).map(delivered -> delivered.plus(Duration.ofDays(14)))),
    DELIVERED_30_DAYS(past -> past.last(Stage.DELIVERED).map(delivered -> delivered.plus(Duration.ofDays(30))));

    private final Function<PastOrder, Optional<Instant>> when;

    Moment(Function<PastOrder, Optional<Instant>> when) {
        this.when = when;
    }

    /// When this order came there; empty when it has not, or nobody said so.
    public Optional<Instant> of(PastOrder past) {
        return when.apply(past);
    }

    /// The name in API and texts: lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
