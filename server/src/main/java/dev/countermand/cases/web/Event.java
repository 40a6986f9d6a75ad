package dev.countermand.cases.web;

import dev.countermand.cases.Entry;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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

    private static final String MONEY_KINDS = "payment.";
    private static final List<String> MONEY = List.of("money", "total", "payments", "amountDue");

    /// Who acted, in which capacity, by which door.
    record By(String kind, String name, String channel) {}

    /// A stretch of events.
    ///
    /// @param next pass as `after` to go on
    /// @param more whether there are more at this moment
    record Stretch(List<Event> events, long next, boolean more) {}

    /// Whether this reader is told of it at all: what happened to money is nothing for whoever may not see money.
    static boolean isFor(Actor reader, Entry entry) {
        return reader.may(Right.SEE_MONEY) || !entry.kind().startsWith(MONEY_KINDS);
    }

    /// For this reader.
    static Event of(Entry entry, Actor reader) {
        var body = entry.body();
        if (!reader.may(Right.SEE_MONEY) && body.isObject()) {
            body = ((ObjectNode) body.deepCopy()).remove(MONEY);
        }
        return of(entry, body);
    }

    private static Event of(Entry entry, JsonNode body) {
        return new Event(
                entry.cursor() == 0 ? null : entry.cursor(),
                entry.order().seller(),
                entry.order().number(),
                entry.order().id(),
                entry.seq(),
                entry.kind(),
                entry.at(),
                new By(entry.actorKind(), entry.actorName(), entry.channel()),
                body);
    }
}
