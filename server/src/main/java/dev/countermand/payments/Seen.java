package dev.countermand.payments;

import dev.countermand.payments.spi.Standing;
import java.time.Instant;

/// A payment's standing, as the provider told it.
///
/// @param readAt before he was asked: it is at least that fresh
record Seen(Standing standing, Instant readAt) {}
