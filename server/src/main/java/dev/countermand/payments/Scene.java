package dev.countermand.payments;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderRef;
import java.time.Instant;
import java.util.Locale;

/// Under which circumstances money is written about: whose order, who acts, and when.
record Scene(OrderRef order, String currency, Actor actor, Instant at) {

    /// How steps and journal name the actor.
    String by() {
        return actor.kind().name().toLowerCase(Locale.ROOT) + ":" + actor.name();
    }
}
