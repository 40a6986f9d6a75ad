package dev.countermand.payments;

import java.util.List;

/// What a change of units means in money.
///
/// @param money what comes back, when the new units cost less: its `total` is the difference
/// @param more what is due, when they cost more
/// @param lines swap by swap, in the given order
public record Exchanged(MoneyBack money, long more, List<Line> lines) {

    /// A swap with its figures.
    ///
    /// @param was what the canceled units cost with all their shares; `now` what the new ones do
    /// @param goods what the new units cost less their own discount; `tax` of them
    public record Line(
            String line, int units, String newLine, int newUnits, long was, long now, long goods, long tax) {}
}
