package dev.countermand.cancellations;

import dev.countermand.orders.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What makes a cancellation a change: what takes the place of the units that it cancels.
///
/// @param replacements which units become what; units of which none speaks are only canceled
/// @param address where the order is to go from then on; null where it went
/// @param more what became due by it so far, in minor units
public record Change(List<Replacement> replacements, Order.@Nullable Address address, long more) {

    /// So many units of a line become so many of something.
    ///
    /// @param line the line of the canceled units; `quantity` how many
    /// @param units how many come in their place
    /// @param unitPrice of one that comes; null when it costs what it replaces
    /// @param discount of all that come together
    /// @param tax of all that come together; null at the rate of those that go
    /// @param done how many of `quantity` have been replaced so far
    /// @param made the lines that came so far
    public record Replacement(
            String line,
            int quantity,
            int units,
            String sku,
            String title,
            @Nullable Long unitPrice,
            long discount,
            @Nullable Long tax,
            Order.Kind kind,
            Map<String, Object> attributes,
            Map<String, Object> metadata,
            int done,
            List<Made> made) {

        int left() {
            return quantity - done;
        }

        /// How many units have come in the place of the first so many: where more come than go, each brings its
        /// part; where fewer come, those that go last bring nothing.
        int unitsFor(int gone) {
            return units >= quantity ? Math.toIntExact((long) gone * units / quantity) : Math.min(gone, units);
        }

        Replacement made(int gone, @Nullable Made one) {
            var all = new ArrayList<>(made);
            if (one != null) {
                all.add(one);
            }
            return with(quantity, units, done + gone, List.copyOf(all));
        }

        /// The same for so many of the units that are left, none of them replaced yet.
        Replacement rest(int count) {
            int come = unitsFor(done + count) - unitsFor(done);
            return with(count, come, 0, List.of());
        }

        private Replacement with(int newQuantity, int newUnits, int newDone, List<Made> newMade) {
            return new Replacement(
                    line,
                    newQuantity,
                    newUnits,
                    sku,
                    title,
                    unitPrice,
                    discount,
                    tax,
                    kind,
                    attributes,
                    metadata,
                    newDone,
                    newMade);
        }
    }

    /// A line that came.
    public record Made(String line, String sku, String title, int quantity) {}

    /// Every line that came so far.
    public List<Made> made() {
        return replacements.stream().flatMap(r -> r.made().stream()).toList();
    }

    /// What came since.
    List<Made> since(@Nullable Change before) {
        var made = new ArrayList<>(made());
        if (before != null) {
            made.removeAll(before.made());
        }
        return made;
    }

    /// What comes, or would have come, when all of it succeeds.
    public List<Made> wanted() {
        return replacements.stream()
                .map(r -> new Made(r.line(), r.sku(), r.title(), r.units()))
                .toList();
    }

    /// The same about these units only, which are held again after its end.
    Change rest(Map<String, Integer> units) {
        var left = new java.util.HashMap<>(units);
        var rest = new ArrayList<Replacement>();
        for (var replacement : replacements) {
            int count = Math.min(replacement.left(), left.getOrDefault(replacement.line(), 0));
            if (count > 0) {
                left.merge(replacement.line(), -count, Integer::sum);
                var again = replacement.rest(count);
                if (again.units() > 0) {
                    rest.add(again);
                }
            }
        }
        return new Change(rest, address, 0);
    }
}
