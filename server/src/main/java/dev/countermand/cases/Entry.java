package dev.countermand.cases;

import dev.countermand.kernel.OrderRef;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/// A fact as it stands in the case log.
///
/// @param cursor its place in the event feed, 0 while it is not listed there yet
/// @param order whose case
/// @param seq its number within the order, 1, 2, 3, … without gap
/// @param kind stable name of the fact
/// @param at when it was recorded
/// @param actorKind in which capacity somebody acted, lower case
/// @param actorName what the record shows of the actor
/// @param channel through which door, lower case
/// @param body the fact's data, personal members included while the order's key exists, else `"erased":
///     true`
public record Entry(
        long cursor,
        OrderRef order,
        long seq,
        String kind,
        Instant at,
        String actorKind,
        String actorName,
        String channel,
        JsonNode body) {}
