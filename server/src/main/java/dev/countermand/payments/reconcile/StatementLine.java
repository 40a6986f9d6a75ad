package dev.countermand.payments.reconcile;

import dev.countermand.kernel.OrderRef;
import dev.countermand.payments.spi.ProviderMovement;
import org.jspecify.annotations.Nullable;

/// A line of what they say.
///
/// @param order whose it is, when the line itself says so
record StatementLine(ProviderMovement movement, @Nullable OrderRef order) {}
