package dev.countermand.cancellations;

import dev.countermand.cancellations.Change.Replacement;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Problem.Violation;
import dev.countermand.orders.Order;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the entries of a request mean for the lines of the order. Pure.
final class ChangeRules {

    private static final int UNITS_MAX = 1_000_000;
    private static final long AMOUNT_MAX = 1_000_000_000_000_000L;

    /// What a request means.
    ///
    /// @param replacements entry by entry
    /// @param offered whether all of it is what the shop offers
    /// @param priced whether somebody named an amount that the shop does not offer
    record Meant(List<Replacement> replacements, boolean offered, boolean priced) {

        /// The units that make place.
        Map<String, Integer> units() {
            var units = new LinkedHashMap<String, Integer>();
            replacements.forEach(r -> units.merge(r.line(), r.quantity(), Integer::sum));
            return units;
        }
    }

    private final Order order;
    private final boolean byShopper;
    private final List<Violation> wrong = new ArrayList<>();
    private final List<Replacement> replacements = new ArrayList<>();
    private boolean offered = true;
    private boolean priced;

    private ChangeRules(Order order, boolean byShopper) {
        this.order = order;
        this.byShopper = byShopper;
    }

    /// Fails with INVALID and every fault: unknown lines, more units than were ordered, nothing that changes.
    static Meant read(Order order, List<Changes.Entry> entries, boolean byShopper) {
        var rules = new ChangeRules(order, byShopper);
        for (int i = 0; i < entries.size(); i++) {
            rules.read(entries.get(i), "/lines/" + i);
        }
        if (!rules.wrong.isEmpty()) {
            throw Problem.invalid(rules.wrong);
        }
        return new Meant(rules.replacements, rules.offered, rules.priced);
    }

    private void read(Changes.Entry entry, String at) {
        var found = order.line(entry.line());
        if (found.isEmpty()) {
            wrong.add(new Violation(at + "/line", "unknown_line", "The order has no such line."));
            return;
        }
        var line = found.get();
        int named = replacements.stream()
                .filter(r -> r.line().equals(line.line()))
                .mapToInt(Replacement::quantity)
                .sum();
        if (entry.quantity() < 1 || entry.quantity() > line.quantity() - named) {
            wrong.add(new Violation(
                    at + "/quantity",
                    "quantity_out_of_range",
                    "Of this line " + line.quantity() + " were ordered; name 1 to " + line.quantity()
                            + ", all entries of the line together."));
        } else if (entry.units() < 1 || entry.units() > UNITS_MAX) {
            wrong.add(new Violation(
                    at + "/newQuantity", "quantity_out_of_range", "Give a whole number from 1 to " + UNITS_MAX + "."));
        } else if (tooMuch(entry)) {
            wrong.add(new Violation(
                    at + "/unitPrice",
                    "range",
                    "Amounts are from 0 to " + AMOUNT_MAX + " minor units in all, and a"
                            + " discount or a contained tax is at most the price."));
        } else {
            replacements.add(meant(line, entry, at));
        }
    }

    private boolean tooMuch(Changes.Entry entry) {
        Long price = entry.unitPrice();
        long each = price == null ? 0 : price;
        boolean beyond = each < 0 || each > AMOUNT_MAX / entry.units();
        long whole = beyond ? 0 : each * entry.units();
        long tax = entry.tax() == null ? 0 : entry.tax();
        return beyond
                || entry.discount() < 0
                || entry.discount() > whole
                || tax < 0
                || tax > AMOUNT_MAX
                || (order.taxIncluded() && price != null && tax > whole - entry.discount());
    }

    private Replacement meant(Order.Line line, Changes.Entry entry, String at) {
        var sku = entry.sku() == null ? line.sku() : entry.sku();
        boolean same = sku.equals(line.sku())
                && (entry.attributes() == null || entry.attributes().equals(line.attributes()));
        var alternatives = Alternatives.of(line);
        var offer = alternatives.stream()
                .filter(each -> each.sku().equals(sku))
                .filter(each -> entry.attributes() == null
                        || each.attributes().isEmpty()
                        || each.attributes().equals(entry.attributes()))
                .findFirst()
                .orElse(null);
        if (same && entry.unitPrice() == null && entry.units() <= entry.quantity() && entry.tax() == null) {
            wrong.add(
                    entry.units() == entry.quantity()
                            ? new Violation(at, "no_change", "This would be the same: say what is to be another.")
                            : new Violation(
                                    at, "is_cancellation", "Fewer of the same is a cancellation: cancel the others."));
        }
        offered &= same
                ? !byShopper || entry.units() <= entry.quantity()
                : offer != null || !(byShopper || !alternatives.isEmpty());
        var offeredPrice = same || offer == null ? null : offer.unitPrice();
        priced |= entry.discount() > 0
                || entry.tax() != null
                || (entry.unitPrice() != null
                        && entry.unitPrice() != (offeredPrice == null ? line.unitPrice() : offeredPrice));
        return new Replacement(
                line.line(),
                entry.quantity(),
                entry.units(),
                sku,
                title(line, entry, same, offer),
                entry.unitPrice() == null ? offeredPrice : entry.unitPrice(),
                entry.discount(),
                entry.tax(),
                line.kind(),
                attributes(line, entry, same, offer),
                line.metadata(),
                0,
                List.of());
    }

    private static String title(
            Order.Line line, Changes.Entry entry, boolean same, Alternatives.@Nullable Alternative offer) {
        if (entry.title() != null) {
            return entry.title();
        }
        return offer == null || same ? line.title() : offer.title();
    }

    private static Map<String, Object> attributes(
            Order.Line line, Changes.Entry entry, boolean same, Alternatives.@Nullable Alternative offer) {
        if (entry.attributes() != null) {
            return entry.attributes();
        }
        if (same) {
            return line.attributes();
        }
        return offer == null ? Map.of() : offer.attributes();
    }

    /// The same goods once more, for whoever wants them sent elsewhere.
    static Replacement same(Order.Line line, int units) {
        return new Replacement(
                line.line(),
                units,
                units,
                line.sku(),
                line.title(),
                null,
                0,
                null,
                line.kind(),
                line.attributes(),
                line.metadata(),
                0,
                List.of());
    }
}
