package dev.countermand.payments;

import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import org.springframework.stereotype.Component;

/// Reads all the money of an order.
@Component
class LedgerReader {

    private final BillStore bills;
    private final PaymentStore payments;
    private final EffectStore effects;
    private final DisputeStore disputes;

    LedgerReader(BillStore bills, PaymentStore payments, EffectStore effects, DisputeStore disputes) {
        this.bills = bills;
        this.payments = payments;
        this.effects = effects;
        this.disputes = disputes;
    }

    /// Fails with NOT_FOUND for an order without a bill.
    Ledger read(OrderRef order) {
        return new Ledger(
                order,
                bills.bill(order).orElseThrow(Problem::notFound),
                bills.shares(order),
                payments.payments(order),
                effects.of(order),
                payments.movements(order),
                disputes.of(order));
    }
}
