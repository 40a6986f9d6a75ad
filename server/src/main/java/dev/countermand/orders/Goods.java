package dev.countermand.orders;

import static org.springframework.transaction.annotation.Propagation.MANDATORY;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The goods journal: the lock of an order, and the moves of its units under it. Every capability that
/// moves units comes through here, inside its own transaction.
@Component
@Transactional(propagation = MANDATORY)
public class Goods {

    /// Units of one line from one stage to another.
    public record Move(String line, Stage from, Stage to, int quantity) {}

    /// Why units moved: the kind and public id of what caused it, such as `cancellation` and `can_…`.
    public record Cause(String kind, String id) {}

    /// What is to be moved of an order that is locked.
    ///
    /// @param at when that happened: the past, for what another system's records tell
    public record Plan(Order locked, List<Move> moves, Cause cause, Instant at) {}

    private final OrderStore orders;
    private final GoodsStore goods;
    private final BulkOrderStore manyOrders;
    private final BulkGoodsStore manyGoods;
    private final AdditionStore additions;
    private final Clock clock;

    Goods(
            OrderStore orders,
            GoodsStore goods,
            BulkOrderStore manyOrders,
            BulkGoodsStore manyGoods,
            AdditionStore additions,
            Clock clock) {
        this.orders = orders;
        this.goods = goods;
        this.manyOrders = manyOrders;
        this.manyGoods = manyGoods;
        this.additions = additions;
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

    /// Locks many orders, always in the same sequence, and reads them. Unknown ones are missing in the
    /// answer.
    public List<Order> lock(Collection<OrderId> many) {
        manyOrders.lock(many);
        return manyOrders.read(many);
    }

    /// An order by what its seller calls it.
    public record Named(SellerId seller, String number) {}

    /// Locks many orders by their numbers, in the same sequence as by their identifiers, and reads them.
    /// Unknown ones are missing in the answer.
    public List<Order> lockNamed(Collection<Named> many) {
        return manyOrders.read(manyOrders.lockNamed(many));
    }

    /// Moves units of many orders, each order at most once, with few statements. Fails as the single one
    /// does.
    ///
    /// @return the orders after the moves, in the order of the plans
    public List<Order> move(List<Plan> plans) {
        var planned = plans.stream()
                .map(p -> new BulkGoodsStore.Planned(GoodsMoves.of(p.locked(), p.moves()), p.cause(), p.at()))
                .toList();
        if (!manyGoods.move(planned)) {
            throw new IllegalStateException("goods of " + plans.size() + " orders moved under their locks");
        }
        return planned.stream().map(p -> p.moves().after()).toList();
    }

    /// Moves units, each by one conditional update with one journal row. The order must be locked by
    /// this transaction. Fails with `IllegalStateException`, rolling everything back, when a stage has
    /// not got that many: under the lock the caller has seen the counters, so that would be a bug.
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

    /// The most lines an order may have after a change.
    public static final int LINES_MAX = 2 * SnapshotReader.LINES_MAX;

    /// Adds lines to a locked order, all of their units open: what a change puts in the place of units that it
    /// canceled. Each names the line it `replaces`.
    ///
    /// @param more what of them is still to be paid
    /// @return the order after it
    public Order add(Order locked, List<Order.Line> lines, long more) {
        if (lines.isEmpty()) {
            return locked;
        }
        var all = new ArrayList<>(locked.lines());
        all.addAll(lines);
        additions.add(locked, lines, more);
        return locked.with(all).due(locked.amountDue() + more);
    }

    /// Sends a locked order elsewhere. A later snapshot that still says the address from before does not undo it.
    ///
    /// @return the order after it
    public Order readdress(Order locked, Order.Address address) {
        additions.readdress(locked.ref(), address);
        return locked.to(address);
    }

    /// A name for a line that takes the place of units of this one: its own with the next number.
    public static String lineAfter(Order order, Collection<String> taken, String line) {
        var known = order.line(line).orElseThrow();
        var root =
                known.replaces() == null || line.lastIndexOf('~') < 1 ? line : line.substring(0, line.lastIndexOf('~'));
        for (int n = 1; ; n++) {
            var end = "~" + n;
            var name = root.substring(0, Math.min(root.length(), 64 - end.length())) + end;
            if (order.line(name).isEmpty() && !taken.contains(name)) {
                return name;
            }
        }
    }
}
