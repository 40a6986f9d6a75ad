package dev.countermand.payments.reconcile;

import dev.countermand.payments.spi.ProviderMovement;
import dev.countermand.payments.spi.Standing;
import java.time.Instant;
import java.util.Set;

/// What proves that less was captured or released there than we know of: a list alone does not, as it may tell
/// a payment by the day of its making.
sealed interface Witness {

    /// Nothing does.
    record Silent() implements Witness {}

    /// A file that tells all movements of some kinds.
    record Complete(Set<ProviderMovement.Kind> kinds) implements Witness {}

    /// The provider was asked how the payment stands.
    ///
    /// @param readAt what we learned later he need not have told
    /// @param tellsParts whether a part of a hold can be released before the rest is captured
    record Asked(Standing standing, Instant readAt, boolean tellsParts) implements Witness {}
}
