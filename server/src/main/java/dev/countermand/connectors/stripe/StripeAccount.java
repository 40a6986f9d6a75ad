package dev.countermand.connectors.stripe;

import dev.countermand.kernel.SellerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A seller's account at Stripe, as anybody with the right to settings may see it: without its secrets.
///
/// @param live whether its key moves real money; else it is one of Stripe's trial modes
/// @param keyHint how the key begins and ends
/// @param readable whether this server can open what was stored; else it must be entered again
/// @param hookAt since when Stripe's events can be checked; null while they cannot
/// @param oldHookUntil until when the secret before is good, too
public record StripeAccount(
        SellerId seller,
        boolean live,
        String keyHint,
        Instant keyAt,
        boolean readable,
        @Nullable Instant hookAt,
        @Nullable Instant oldHookUntil,
        Instant changedAt,
        String changedBy) {}
