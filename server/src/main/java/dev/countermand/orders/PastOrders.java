package dev.countermand.orders;

import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// A seller's orders of some time, page by page, each with everything that moved. Reads only.
@Component
public class PastOrders {

    /// Where the next page begins.
    public record Cursor(Instant takenAt, UUID order) {}

    /// A page, newest first.
    ///
    /// @param next where the next one begins; null on the last page
    public record Page(List<OrderRef> orders, @Nullable Cursor next) {}

    private final PastOrderStore store;

    PastOrders(PastOrderStore store) {
        this.store = store;
    }

    /// Orders that were placed from `from` to before `to`; those without a date count as of when they were taken.
    ///
    /// @param limit at most so many, from 1 on
    public Page placed(SellerId seller, Instant from, Instant to, @Nullable Cursor after, int limit) {
        return store.placed(seller, from, to, after, limit);
    }

    /// How many of them there are.
    public long count(SellerId seller, Instant from, Instant to) {
        return store.count(seller, from, to);
    }

    /// These orders, with three statements; in no particular order, and without those that there are not.
    public List<PastOrder> read(List<OrderRef> orders) {
        return orders.isEmpty() ? List.of() : store.read(orders);
    }
}
