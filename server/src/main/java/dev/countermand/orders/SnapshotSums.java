package dev.countermand.orders;

import dev.countermand.kernel.Problem.Violation;
import java.util.List;

/// What a snapshot's amounts must add up to. Pure. The bounds of the reader keep every sum within a long.
final class SnapshotSums {

    /// The code of a snapshot that does not add up.
    static final String MISMATCH = "sum_mismatch";

    private SnapshotSums() {}

    /// The rules within a line.
    static void check(Fields in, Order.Line line, boolean taxIncluded) {
        if (line.quantity() > 0 && line.unitPrice() > SnapshotReader.AMOUNT_MAX / line.quantity()) {
            in.fault(
                    "unitPrice",
                    "range",
                    "quantity × unitPrice is more than " + SnapshotReader.AMOUNT_MAX + ": check the minor units.");
            return;
        }
        long price = line.quantity() * line.unitPrice();
        if (line.discount() > price) {
            in.fault(
                    "discount",
                    "discount_too_large",
                    "The line's discount of " + line.discount() + " is more than its price of " + price + ".");
        } else if (taxIncluded && line.tax() > price - line.discount()) {
            in.fault(
                    "tax",
                    "tax_too_large",
                    "The contained tax of " + line.tax() + " is more than what the line costs: correct it, or say"
                            + " taxIncluded false.");
        }
    }

    /// The rules of the whole.
    static List<Violation> faults(Order order) {
        if (order.taxIncluded() && order.shippingTax() > order.shipping()) {
            return List.of(new Violation(
                    "/shippingTax",
                    "tax_too_large",
                    "The contained tax of " + order.shippingTax() + " is more than the shipping itself."));
        }
        if (order.shippingStandard() != null && order.shippingStandard() > order.shipping()) {
            return List.of(new Violation(
                    "/shippingStandard",
                    "range",
                    "The cheapest standard shipping of " + order.shippingStandard() + " is more than the "
                            + order.shipping() + " that were paid: give the same price, or leave it out."));
        }
        long costs = total(order);
        long paid = order.payments().stream().mapToLong(Order.Tender::amount).sum();
        if (costs != paid + order.amountDue()) {
            return List.of(new Violation(
                    "/payments",
                    MISMATCH,
                    "Lines, shipping, fees, discounts and taxes come to " + costs + ", payments and amountDue to "
                            + (paid + order.amountDue()) + " minor units: they must be equal."));
        }
        return List.of();
    }

    /// What the order costs: goods less discounts, shipping, fees, and taxes where prices exclude them.
    static long total(Order order) {
        long total = order.shipping() + order.fees() - order.discount();
        for (var line : order.lines()) {
            total += line.quantity() * line.unitPrice() - line.discount();
            total += order.taxIncluded() ? 0 : line.tax();
        }
        return order.taxIncluded() ? total : total + order.shippingTax();
    }
}
