package dev.countermand.policies.simulation;

import dev.countermand.kernel.SellerId;
import dev.countermand.policies.Terms;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Terms that are tried on the past.
///
/// @param from orders placed from then on
/// @param to and before then
/// @param beside what they are compared with; null for the terms that bind each order
public record Trial(
        SellerId seller,
        Instant from,
        Instant to,
        Asking asking,
        Terms terms,
        @Nullable Terms beside) {}
