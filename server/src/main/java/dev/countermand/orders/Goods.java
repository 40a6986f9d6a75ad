package dev.countermand.orders;

import static org.springframework.transaction.annotation.Propagation.MANDATORY;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The goods journal: the lock of an order, and the moves of its units under it. Every capability that
/// moves
/// units comes through here, inside its own transaction.
@Component
@Transactional(propagation = MANDATORY)
public class Goods {

    /// Units of one line from one stage to another.
    public record Move(String line, Stage from, Stage to, int quantity) {}

    /// Why units moved: the kind and public id of what caused it, such as `cancellation` and `can_…`.
    public record Cause(String kind, String id) {}

    private final OrderStore orders;
    private final GoodsStore goods;
    private final Clock clock;

    Goods(OrderStore orders, GoodsStore goods, Clock clock) {
        this.orders = orders;
        this.goods = goods;
        this.clock = clock;
    }

    /// Locks the order until the end of the transaction and reads it. Fails with NOT_FOUND.
    public Order lock(OrderRef order) {
        return lock(order.id());
    }

    /// Locks the order by our identifier. Fails with NOT_FOUND.
    public Order lock(OrderId order) {
        return orders.lock(order).orElseThrow(Problem::notFound);
    }

    /// Moves units, each by one conditional update with one journal row. The order must be locked by this
    /// transaction. Fails with `IllegalStateException`, rolling everything back, when a stage has not got
    /// that
    /// many: under the lock the caller has seen the counters, so that would be a bug.
    ///
    /// @return the order after the moves
    public Order move(Order locked, List<Move> moves, Cause cause) {
        if (moves.isEmpty()) {
            return locked;
        }
        var planned = GoodsMoves.of(locked, moves);
        var written = goods.move(planned, cause, clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (!written.equals(planned.expected())) {
            throw new IllegalStateException("goods of " + locked.ref() + " moved meanwhile: " + moves);
        }
        return planned.after();
    }
}
