package dev.countermand.payments.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One side of an entry. The bookings of one `entry` sum to zero.
///
/// @param entry the fact that it follows from: the order's public id and the fact's number
/// @param cursor the fact's place in the event feed
/// @param at when it happened
/// @param what happened: `order_taken`, `held`, `captured`, `not_charged`, `refunded`, `credited`,
///     `came_back`, `given_back`, …
/// @param amount minor units: a debit above 0, a credit below
/// @param payment the shop's id of the payment, with `tender` and `gateway`
/// @param effect our effect that it fulfils
/// @param reference what the provider or the shop calls it
/// @param cause what for, such as `can_…`
public record Booking(
        String entry,
        long cursor,
        Instant at,
        String seller,
        String order,
        String what,
        Account account,
        long amount,
        String currency,
        @Nullable String payment,
        @Nullable String tender,
        @Nullable String gateway,
        @Nullable String effect,
        @Nullable String reference,
        @Nullable String cause) {

    /// What stands on the debit side.
    public long debit() {
        return Math.max(0, amount);
    }

    /// What stands on the credit side.
    public long credit() {
        return Math.max(0, -amount);
    }
}
