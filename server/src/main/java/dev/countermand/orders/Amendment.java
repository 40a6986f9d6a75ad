package dev.countermand.orders;

import dev.countermand.kernel.Problem.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A later snapshot laid beside the order as it stands: what it may change, and where it contradicts. Pure.
///
/// @param amended the order with what may change changed
/// @param conflicts where the snapshot contradicts what was accepted
/// @param contact whether customer or addresses change
/// @param added payments that were not there before
/// @param captured payments of which we now hear that the money was taken
/// @param changed whether anything changes at all
record Amendment(
        Order amended,
        List<Violation> conflicts,
        boolean contact,
        List<Order.Tender> added,
        List<Order.Tender> captured,
        boolean changed) {

    static Amendment of(Order stands, Order given) {
        var conflicts = new ArrayList<Violation>();
        fixed(conflicts, "/currency", stands.currency(), given.currency());
        fixed(conflicts, "/taxIncluded", stands.taxIncluded(), given.taxIncluded());
        fixed(conflicts, "/shipping", stands.shipping(), given.shipping());
        fixed(conflicts, "/shippingTax", stands.shippingTax(), given.shippingTax());
        fixed(conflicts, "/fees", stands.fees(), given.fees());
        fixed(conflicts, "/discount", stands.discount(), given.discount());
        if (!Objects.equals(stands.shippingStandard(), given.shippingStandard())) {
            fixed(conflicts, "/shippingStandard", said(stands.shippingStandard()), said(given.shippingStandard()));
        }
        if (stands.placedAt() != null) {
            fixed(conflicts, "/placedAt", stands.placedAt(), given.placedAt());
        }
        var lines = lines(conflicts, stands.lines(), given.lines());
        var tenders = new Tenders(conflicts, stands.payments(), given.payments());
        var amended = amended(stands, given, lines);
        boolean contact = !Objects.equals(stands.customer(), given.customer())
                || !stands.billingAddress().equals(given.billingAddress())
                || !Objects.equals(stands.shippingAddress(), given.shippingAddress());
        return new Amendment(amended, conflicts, contact, tenders.added, tenders.captured, !same(stands, amended));
    }

    private static Order amended(Order stands, Order given, List<Order.Line> lines) {
        return new Order(
                stands.ref(),
                given.version() == null ? stands.version() : given.version(),
                stands.placedAt() == null ? given.placedAt() : stands.placedAt(),
                stands.takenAt(),
                stands.currency(),
                stands.taxIncluded(),
                given.customer(),
                given.billingAddress(),
                given.shippingAddress(),
                lines,
                stands.shipping(),
                stands.shippingTax(),
                stands.shippingStandard(),
                stands.fees(),
                stands.discount(),
                given.payments(),
                given.amountDue(),
                given.metadata());
    }

    private static boolean same(Order one, Order other) {
        return Objects.equals(one.version(), other.version())
                && Objects.equals(one.placedAt(), other.placedAt())
                && one.customer().equals(other.customer())
                && one.billingAddress().equals(other.billingAddress())
                && Objects.equals(one.shippingAddress(), other.shippingAddress())
                && one.payments().equals(other.payments())
                && one.amountDue() == other.amountDue()
                && FreeObject.same(one.metadata(), other.metadata())
                && sameLines(one.lines(), other.lines());
    }

    private static boolean sameLines(List<Order.Line> ones, List<Order.Line> others) {
        for (int i = 0; i < ones.size(); i++) {
            var one = ones.get(i);
            var other = others.get(i);
            if (!Objects.equals(one.accessedAt(), other.accessedAt())
                    || !FreeObject.same(one.metadata(), other.metadata())) {
                return false;
            }
        }
        return true;
    }

    /// The standing lines, in their order, with what the given ones may change.
    private static List<Order.Line> lines(List<Violation> conflicts, List<Order.Line> stands, List<Order.Line> given) {
        var indexes = new HashMap<String, Integer>();
        for (int i = 0; i < given.size(); i++) {
            indexes.put(given.get(i).line(), i);
        }
        var lines = new ArrayList<Order.Line>();
        for (var line : stands) {
            var index = indexes.remove(line.line());
            if (index == null && line.replaces() != null) {
                // The shop need not know what a change has added.
                lines.add(line);
            } else if (index == null) {
                conflict(conflicts, "/lines", "Line " + line.line() + " is missing: cancel its units instead.");
                lines.add(line);
            } else {
                lines.add(line(conflicts, "/lines/" + index, line, given.get(index)));
            }
        }
        indexes.values().stream()
                .sorted()
                .forEach(i -> conflict(
                        conflicts, "/lines/" + i, "A line cannot be added by a snapshot: change the order instead."));
        return lines;
    }

    private static Order.Line line(List<Violation> conflicts, String at, Order.Line stands, Order.Line given) {
        fixed(conflicts, at + "/sku", stands.sku(), given.sku());
        fixed(conflicts, at + "/title", stands.title(), given.title());
        fixed(conflicts, at + "/quantity", stands.quantity(), given.quantity());
        fixed(conflicts, at + "/unitPrice", stands.unitPrice(), given.unitPrice());
        fixed(conflicts, at + "/discount", stands.discount(), given.discount());
        fixed(conflicts, at + "/tax", stands.tax(), given.tax());
        fixed(conflicts, at + "/kind", stands.kind().word(), given.kind().word());
        if (!FreeObject.same(stands.attributes(), given.attributes())) {
            conflict(
                    conflicts,
                    at + "/attributes",
                    "The accepted order has other attributes: change the order instead.");
        }
        if (stands.accessedAt() != null) {
            fixed(conflicts, at + "/accessedAt", stands.accessedAt(), given.accessedAt());
        }
        Instant accessedAt = stands.accessedAt() == null ? given.accessedAt() : stands.accessedAt();
        return stands.with(accessedAt, given.metadata());
    }

    private static void fixed(List<Violation> conflicts, String at, Object stands, @Nullable Object given) {
        if (!stands.equals(given)) {
            conflict(
                    conflicts,
                    at,
                    "The accepted order says " + stands + ", this says "
                            + (given == null ? "nothing" : given)
                            + ". Reductions come as cancellations, everything else as changes.");
        }
    }

    private static Object said(@Nullable Long amount) {
        return amount == null ? "nothing" : amount;
    }

    private static void conflict(List<Violation> conflicts, String at, String message) {
        conflicts.add(new Violation(at, "snapshot_conflict", message));
    }

    /// Payments may be added, and captures told; nothing else.
    private static final class Tenders {

        private final List<Order.Tender> added = new ArrayList<>();
        private final List<Order.Tender> captured = new ArrayList<>();

        Tenders(List<Violation> conflicts, List<Order.Tender> stands, List<Order.Tender> given) {
            Map<String, Order.Tender> known = new HashMap<>();
            stands.forEach(t -> known.put(t.id(), t));
            for (int i = 0; i < given.size(); i++) {
                var tender = given.get(i);
                var before = known.remove(tender.id());
                if (before == null) {
                    added.add(tender);
                } else {
                    compare(conflicts, "/payments/" + i, before, tender);
                }
            }
            known.keySet().stream()
                    .sorted()
                    .forEach(id -> conflict(
                            conflicts, "/payments", "Payment " + id + " is missing: a payment cannot be taken out."));
        }

        private void compare(List<Violation> conflicts, String at, Order.Tender before, Order.Tender tender) {
            fixed(conflicts, at + "/tender", before.tender(), tender.tender());
            fixed(conflicts, at + "/gateway", before.gateway(), tender.gateway());
            fixed(conflicts, at + "/amount", before.amount(), tender.amount());
            if (before.reference() != null) {
                fixed(conflicts, at + "/reference", before.reference(), tender.reference());
            }
            if (before.scheme() != null) {
                fixed(conflicts, at + "/scheme", before.scheme(), tender.scheme());
            }
            if (before.captured() && !tender.captured()) {
                conflict(conflicts, at + "/captured", "We were told that this money was taken; that cannot be unsaid.");
            } else if (!before.captured() && tender.captured()) {
                captured.add(tender);
            }
        }
    }
}
