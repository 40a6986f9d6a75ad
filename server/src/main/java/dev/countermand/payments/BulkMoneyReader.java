package dev.countermand.payments;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Reads what is needed to give back from many orders, with three statements.
@Component
class BulkMoneyReader {

    /// The money of one order, without its history.
    record Standing(Bill bill, List<Share> shares, List<Payment> payments) {}

    private final BillStore bills;
    private final PaymentStore payments;

    BulkMoneyReader(BillStore bills, PaymentStore payments) {
        this.bills = bills;
        this.payments = payments;
    }

    Map<OrderId, Standing> read(List<OrderRef> orders) {
        var shares = bills.shares(orders);
        var tenders = payments.payments(orders);
        var standing = new HashMap<OrderId, Standing>();
        bills.bills(orders)
                .forEach((order, bill) -> standing.put(
                        order,
                        new Standing(
                                bill, shares.getOrDefault(order, List.of()), tenders.getOrDefault(order, List.of()))));
        return standing;
    }
}
