package dev.countermand.cases.spi;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Compares what a module stored with what it promised. Called inside one read-only transaction with one
/// snapshot for each stretch, so that everything it reads fits together; it keeps nothing between calls.
public interface PromiseCheck {

    /// Looks at some orders.
    void orders(Stretch stretch, Consumer<Finding> found);

    /// Looks at what belongs to no single order; once for each verification, in a transaction of its
    /// own.
    ///
    /// @param since nothing older matters; null for everything
    default void whole(@Nullable Instant since, Consumer<Finding> found) {}
}
