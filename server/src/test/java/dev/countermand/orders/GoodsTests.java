package dev.countermand.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.AppTest;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@AppTest
class GoodsTests {

    private static final SellerId SELLER = new SellerId("goods");
    private static final Goods.Cause CAUSE = new Goods.Cause("test", "t1");

    @Autowired
    Orders orders;

    @Autowired
    Goods goods;

    @Autowired
    TransactionTemplate transaction;

    OrderRef order = new OrderRef(new dev.countermand.kernel.OrderId(new UUID(0, 0)), SELLER, "-");

    @BeforeEach
    void takeAnOrder() {
        order = inTransaction(() ->
                        orders.take(SELLER, UUID.randomUUID().toString(), Snapshots.example(), Actor.system("test")))
                .order()
                .ref();
    }

    @Test
    void movesUnitsAndRemembersThem() {
        var after = inTransaction(() -> goods.move(
                goods.lock(order),
                List.of(
                        new Goods.Move("1", Stage.OPEN, Stage.RELEASED, 2),
                        new Goods.Move("1", Stage.OPEN, Stage.CANCELED, 1),
                        new Goods.Move("2", Stage.OPEN, Stage.CANCELED, 1)),
                CAUSE));
        assertThat(after.unitsIn(Stage.CANCELED)).isEqualTo(2);
        assertThat(orders.find(SELLER, order.number())).contains(after);
    }

    @Test
    void refusesMoreUnitsThanThereAre() {
        assertThatThrownBy(() -> inTransaction(() -> goods.move(
                        goods.lock(order), List.of(new Goods.Move("1", Stage.OPEN, Stage.RELEASED, 4)), CAUSE)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesMovesOnAnOrderReadBeforeOthersMoved() {
        var stale = orders.find(order.id()).orElseThrow();
        var move = List.of(new Goods.Move("1", Stage.OPEN, Stage.RELEASED, 1));
        inTransaction(() -> goods.move(goods.lock(order), move, CAUSE));
        assertThatThrownBy(() -> inTransaction(() -> goods.move(stale, move, CAUSE)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void insistsOnATransaction() {
        assertThatThrownBy(() -> goods.lock(order)).isInstanceOf(IllegalTransactionStateException.class);
    }

    /// Whoever waited for the lock must see the counters as the one before left them.
    @Test
    void showsTheLatestCountersToWhoeverWaited() throws Exception {
        int callers = 32;
        var results = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                results.add(threads.submit(() -> inTransaction(() -> takeOne())));
            }
        }
        int moved = 0;
        for (var result : results) {
            moved += result.get();
        }
        assertThat(moved).isEqualTo(3);
        assertThat(orders.find(order.id())
                        .orElseThrow()
                        .line("1")
                        .orElseThrow()
                        .units()
                        .in(Stage.RELEASED))
                .isEqualTo(3);
    }

    private int takeOne() {
        var locked = goods.lock(order);
        if (locked.line("1").orElseThrow().units().in(Stage.OPEN) == 0) {
            return 0;
        }
        goods.move(locked, List.of(new Goods.Move("1", Stage.OPEN, Stage.RELEASED, 1)), CAUSE);
        return 1;
    }

    private <T> T inTransaction(Callable<T> work) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> {
            try {
                return work.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }));
    }
}
