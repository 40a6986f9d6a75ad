package dev.countermand.cancellations;

import dev.countermand.MutableClock;
import dev.countermand.cases.CaseQueue;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Orders;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the tests of cancellations stand at: a shop of its own for each test, the clock, and the
/// workers' handles.
abstract class Bench {

    @LocalServerPort
    int port;

    @Autowired
    MutableClock clock;

    @Autowired
    CancellationWorker deadlines;

    @Autowired
    StopWorker stops;

    @Autowired
    CaseQueue queue;

    @Autowired
    Orders orders;

    @Autowired
    JdbcClient jdbc;

    Shop shop;

    @BeforeEach
    void open() {
        shop = Shop.open(port);
    }

    Instant now() {
        return clock.instant();
    }

    /// An order of such lines, placed now.
    String order(int... quantities) {
        return shop.order("W1001", now(), quantities);
    }

    /// An order of such lines, all of it with the warehouse.
    String released(int... quantities) {
        var number = order(quantities);
        shop.release(number, "").expect(200);
        return number;
    }

    OrderRef ref(String number) {
        return orders.ref(new SellerId(shop.seller), number).orElseThrow();
    }

    /// What the desk's queue shows of an order, by kind.
    List<String> queued(String number) {
        return queue.of(ref(number).id().value()).stream()
                .map(CaseQueue.Item::kind)
                .filter(kind -> !kind.equals("money"))
                .toList();
    }

    /// What the warehouse must be told about an attempt, with its state, oldest first.
    List<String> told(String attempt) {
        var id = CancellationId.parse(attempt).orElseThrow();
        return jdbc.sql("""
                        select kind || ' ' || state
                          from cancellations.stop_order
                         where part = :part and attempt_id = :id
                         order by seq
                        """)
                .param("part", (short) id.part())
                .param("id", id.value())
                .query((row, n) -> row.getString(1))
                .list();
    }

    /// The warehouse was too late for whatever of this list still waits for it.
    void settle(String number, String list) {
        for (var pending : shop.get("/v1/orders/" + number + "/" + list + "?seller=" + shop.seller)
                .expect(200)
                .body()
                .path(list)) {
            if (pending.path("status").asString().equals("attempting")) {
                shop.answer(pending.path("id").asString(), "too_late", "").expect(200);
            }
        }
    }
}
