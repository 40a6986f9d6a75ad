package dev.countermand.orders;

import dev.countermand.kernel.Problem;
import org.jspecify.annotations.Nullable;

/// A later snapshot of an order that was changed since. The shop may know of the change or not: what it says
/// about other things counts all the same, and what was changed is not undone by it. Pure.
final class ChangedSnapshot {

    private ChangedSnapshot() {}

    /// Whether it fails for its sum alone: a snapshot that names the added lines, too, adds up only together
    /// with what was canceled for them.
    static boolean isOnlySum(Problem invalid) {
        return invalid.errors().size() == 1
                && invalid.errors().getFirst().code().equals(SnapshotSums.MISMATCH);
    }

    /// The given order with what is still to be paid after it. What an order costs in all is what its payments
    /// and `amountDue` came to; payments that are added are paid of that. Fails with INVALID when it neither
    /// adds up as it was ordered nor as it stands, or when more was paid than it costs.
    static Order dueOf(Order given, Order stands) {
        if (!stands.isChanged()) {
            return given;
        }
        long costs = paid(stands) + stands.amountDue();
        long due = costs - paid(given);
        var asOrdered = given.with(given.lines().stream()
                .filter(line -> stands.line(line.line())
                        .map(known -> known.replaces() == null)
                        .orElse(true))
                .toList());
        boolean known = given.amountDue() == due;
        boolean unaware = SnapshotSums.faults(asOrdered).isEmpty();
        if (due < 0 || !(known || unaware)) {
            throw Problem.invalid(
                    SnapshotSums.MISMATCH,
                    "/payments",
                    "With its changes the order comes to " + costs + ", payments and amountDue to "
                            + (paid(given) + given.amountDue()) + " minor units: they must be equal.");
        }
        return given.due(due);
    }

    /// The given order with the address that a change gave it, when the shop says the one from before.
    ///
    /// @param told what the shop had told before the change; null when no change has overtaken it
    static Order addressOf(Order given, Order stands, @Nullable Told told) {
        boolean before = told != null && java.util.Objects.equals(told.address(), given.shippingAddress());
        return before ? given.to(stands.shippingAddress()) : given;
    }

    /// An address as the shop told it.
    ///
    /// @param address null means the billing address
    record Told(Order.@Nullable Address address) {}

    private static long paid(Order order) {
        return order.payments().stream().mapToLong(Order.Tender::amount).sum();
    }
}
