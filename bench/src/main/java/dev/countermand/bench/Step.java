package dev.countermand.bench;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something a client does to one order, in the words of the sequential [Model].
sealed interface Step {

    /// A cancellation.
    ///
    /// @param units line number (from 0) → how many; null for everything
    record Cancel(@Nullable Map<Integer, Integer> units) implements Step {}

    /// A shipment claim.
    ///
    /// @param units line number (from 0) → how many; null for every unshipped unit
    record Claim(@Nullable Map<Integer, Integer> units) implements Step {}

    /// The warehouse takes what is open.
    record Release() implements Step {}

    /// The warehouse answers all that is pending of an attempt.
    record Answer(String attempt, boolean stopped) implements Step {}

    /// Somebody reads the order.
    record Read() implements Step {}
}
