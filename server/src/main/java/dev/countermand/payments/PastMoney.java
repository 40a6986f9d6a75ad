package dev.countermand.payments;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What giving units back would have meant at some moment of an order's life, by the rules that decide it now. Reads
/// only.
@Component
public class PastMoney {

    /// The money of some orders as it was taken.
    public static final class Taken {

        private final Map<OrderId, BulkMoneyReader.Standing> standing;

        private Taken(Map<OrderId, BulkMoneyReader.Standing> standing) {
            this.standing = standing;
        }

        /// What giving these units back would have meant when those others had been given back before them, under the
        /// same terms; null for an order whose money we do not know.
        ///
        /// @param before line → how many units; together with `units` at most what was ordered
        public @Nullable MoneyBack quote(
                OrderRef order, Map<String, Integer> before, Map<String, Integer> units, RefundTerms terms) {
            var money = standing.get(order.id());
            if (money == null) {
                return null;
            }
            var bill = money.bill().asTaken();
            var shares = money.shares().stream().map(Share::asTaken).toList();
            var payments = money.payments().stream().map(Payment::asTaken).toList();
            if (!before.isEmpty()) {
                bill = GiveBackRules.decide(bill, shares, payments, before, terms)
                        .bill();
                shares = shares.stream()
                        .map(share -> share.givingBack(before.getOrDefault(share.line(), 0)))
                        .toList();
            }
            return GiveBackRules.decide(bill, shares, payments, units, terms).money();
        }
    }

    private final BulkMoneyReader reader;

    PastMoney(BulkMoneyReader reader) {
        this.reader = reader;
    }

    /// Reads the money of these orders with three statements.
    public Taken read(List<OrderRef> orders) {
        return new Taken(orders.isEmpty() ? Map.of() : reader.read(orders));
    }
}
