package dev.countermand.policies.simulation;

import dev.countermand.kernel.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An order that would have got another answer.
///
/// @param question `request`, `change`, or the word of the moment
/// @param request the public id of what was really asked; null for a moment
public record Difference(
        OrderId orderId,
        String number,
        String question,
        @Nullable String request,
        Instant at,
        Said before,
        Said after) {

    /// An answer in short; amounts in minor units of its currency.
    ///
    /// @param version of the terms that gave it
    /// @param how `at_once`, `attempt`, `person` or `refused`
    /// @param exception the names of the terms' exceptions that hold for what was asked; null for none
    /// @param units how many were granted, by a person included
    /// @param back what would have gone back, what a person decides about included; null for no money
    /// @param fee what would have been withheld of it
    /// @param deadEnd whether nothing was possible for some of the goods, and nobody to ask
    public record Said(
            String version,
            String how,
            @Nullable String reason,
            @Nullable String exception,
            int units,
            @Nullable String currency,
            @Nullable Long back,
            @Nullable Long fee,
            boolean deadEnd) {

        /// The same for whoever may not see amounts.
        public Said withoutMoney() {
            return new Said(version, how, reason, exception, units, null, null, null, deadEnd);
        }
    }

    /// The same for whoever may not see amounts.
    public Difference withoutMoney() {
        return new Difference(orderId, number, question, request, at, before.withoutMoney(), after.withoutMoney());
    }
}
