package dev.countermand.cases.web;

import dev.countermand.cases.Entry;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.SellerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A fact as the API shows it, in the feed and in the timeline.
///
/// @param cursor its place in the feed; absent while it is not listed there yet
/// @param order the seller's number of the order
/// @param seq its number within the order
record Event(
        @Nullable Long cursor,
        SellerId seller,
        String order,
        OrderId orderId,
        long seq,
        String kind,
        Instant at,
        By actor,
        JsonNode data) {

    /// Who acted, in which capacity, by which door.
    record By(String kind, String name, String channel) {}

    /// A stretch of events.
    ///
    /// @param next pass as `after` to go on
    /// @param more whether there are more at this moment
    record Stretch(List<Event> events, long next, boolean more) {}

    static Event of(Entry entry) {
        return new Event(
                entry.cursor() == 0 ? null : entry.cursor(),
                entry.order().seller(),
                entry.order().number(),
                entry.order().id(),
                entry.seq(),
                entry.kind(),
                entry.at(),
                new By(entry.actorKind(), entry.actorName(), entry.channel()),
                entry.body());
    }
}
