package dev.countermand.payments;

import org.jspecify.annotations.Nullable;

/// Canceled units of a line make place for units of a new line, which inherits their shares of the order's
/// discount, shipping and fees. Amounts are minor units of the order's currency, for all new units together.
///
/// @param line the line whose units are canceled; `units` how many of them
/// @param newLine the line that comes; `newUnits` how many units it has
/// @param goods what the new units cost less their own discount; null for the price of those that go, however
///     many come
/// @param tax of them; null at the rate of those that go
public record Swap(
        String line,
        int units,
        String newLine,
        int newUnits,
        @Nullable Long goods,
        @Nullable Long tax) {}
