package dev.countermand.payments.reconcile;

import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A difference that stands.
///
/// @param id its public id
/// @param order whose; null when it is about none of ours
/// @param source by what it was found: `provider` or `file`
public record OpenDifference(
        String id,
        @Nullable OrderRef order,
        SellerId seller,
        String source,
        @Nullable String gateway,
        Difference difference,
        Instant openedAt) {

    static final String PREFIX = "dif";

    /// Whether both are the same difference, whatever figures it has by now.
    boolean isAbout(Difference other) {
        return difference.kind() == other.kind() && difference.subject().equals(other.subject());
    }
}
