package dev.countermand.policies;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the law gives the buyer of a line, whatever the seller's terms say.
///
/// @param name pack, version and right, such as `eu-2/withdrawal`
/// @param kind what sort of right: `withdrawal`, `late`, `guarantee`, `rejection`, `return`
/// @param source the law, as people cite it
/// @param from he has it after this instant; null for from the order on
/// @param until the last instant at which he has it; null while no end runs
/// @param allShipping true when all that he paid for shipping goes back with his money; null for no more
///     than the cheapest standard shipping
public record LineRight(
        String name,
        String kind,
        String source,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable Boolean allShipping) {

    /// Whether he has it at this instant.
    public boolean holds(Instant at) {
        return (from == null || at.isAfter(from)) && (until == null || !at.isAfter(until));
    }
}
