package dev.countermand.orders;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Where a unit is. A unit is in exactly one stage; the counters of a line always sum to the ordered
/// quantity.
public enum Stage {
    /// The warehouse has not got it.
    OPEN,
    /// Being picked, packed, labelled.
    RELEASED,
    /// Held: an attempt to cancel it waits for an answer.
    STOPPING,
    /// Taken back before it shipped.
    CANCELED,
    /// Claimed for a parcel or gone.
    SHIPPED,
    /// With the customer.
    DELIVERED,
    /// On its way back.
    RETURNING,
    /// Back with the shop.
    RETURNED,
    /// Lost by the carrier.
    LOST;

    private static final Map<Stage, Set<Stage>> NEXT = Map.of(
            OPEN, EnumSet.of(RELEASED, STOPPING, CANCELED, SHIPPED),
            RELEASED, EnumSet.of(STOPPING, CANCELED, SHIPPED, OPEN),
            STOPPING, EnumSet.of(CANCELED, OPEN, RELEASED, SHIPPED),
            CANCELED, EnumSet.of(SHIPPED),
            SHIPPED, EnumSet.of(DELIVERED, RETURNING, LOST),
            DELIVERED, EnumSet.of(RETURNING),
            RETURNING, EnumSet.of(RETURNED, LOST),
            RETURNED, EnumSet.noneOf(Stage.class),
            LOST, EnumSet.of(DELIVERED, RETURNING));

    /// The stages into which a unit may move from here.
    public Set<Stage> next() {
        return NEXT.getOrDefault(this, Set.of());
    }

    /// The name in API, SQL and facts: lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
