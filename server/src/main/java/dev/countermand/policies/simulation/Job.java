package dev.countermand.policies.simulation;

import dev.countermand.kernel.SellerId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A simulation that runs by itself, and what came of it.
///
/// @param source the document that is tried
/// @param revision of the draft that it was
/// @param beside the version beside it; null for the one that binds each order
/// @param state `waiting`, `running`, `done`, `failed` or `canceled`
/// @param total how many orders there are to look at
/// @param point how far it is
/// @param kept how many orders with another answer are kept to be read
/// @param trouble why it failed: a word of the texts; null when it did not
public record Job(
        UUID id,
        SellerId seller,
        String askedBy,
        Instant askedAt,
        Asking asking,
        Instant since,
        Instant until,
        String source,
        int revision,
        @Nullable String beside,
        String state,
        long total,
        Simulator.Point point,
        int kept,
        @Nullable String trouble) {

    /// Whether it waits or runs.
    public boolean isOpen() {
        return state.equals("waiting") || state.equals("running");
    }

    public Figures figures() {
        return point.figures();
    }

    /// How far it is, 0 to 100.
    public int percent() {
        if (!isOpen()) {
            return 100;
        }
        return total == 0 ? 0 : (int) Math.min(99, figures().orders() * 100 / total);
    }
}
