package dev.countermand.cancellations;

import dev.countermand.kernel.Ids;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The public identifier of a cancellation; its part is its order's.
public record CancellationId(UUID value) {

    private static final String PREFIX = "can";

    /// A new one for an order in this part.
    static CancellationId mint(int part, Instant at) {
        return new CancellationId(Ids.mint(part, at));
    }

    /// Reads the public form `can_…`; empty for anything else.
    public static Optional<CancellationId> parse(String text) {
        return Optional.ofNullable(Ids.parse(PREFIX, text)).map(CancellationId::new);
    }

    /// The part that holds the order and everything about it.
    public int part() {
        return Ids.part(value);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
