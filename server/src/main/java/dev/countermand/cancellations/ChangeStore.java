package dev.countermand.cancellations;

import static dev.countermand.cancellations.Stored.json;

import dev.countermand.kernel.OrderId;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What changes put in the place of canceled units, in SQL. Whoever writes holds the order's lock.
@Repository
class ChangeStore {

    private final JdbcClient jdbc;

    ChangeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Keeps what a request would put in the place of its units.
    void insert(Cancellation c) {
        bound(jdbc.sql("""
                insert into cancellations.change (part, attempt_id, replacements, address, more)
                values (:part, :id, cast(:replacements as jsonb), cast(:address as jsonb), :more)
                """), c).update();
    }

    /// Keeps what has come so far.
    void update(Cancellation c) {
        int updated = bound(jdbc.sql("""
                update cancellations.change
                   set replacements = cast(:replacements as jsonb), more = :more
                 where part = :part and attempt_id = :id and cast(:address as jsonb) is not distinct from address
                """), c).update();
        if (updated != 1) {
            throw new IllegalStateException("change " + c.id() + " was changed without the order's lock");
        }
    }

    private static JdbcClient.StatementSpec bound(JdbcClient.StatementSpec sql, Cancellation c) {
        var change = Objects.requireNonNull(c.change());
        return sql.param("part", (short) c.id().part())
                .param("id", c.id().value())
                .param("replacements", json(change.replacements()))
                .param("address", change.address() == null ? null : json(change.address()))
                .param("more", change.more());
    }

    /// Empties the addresses of an order's changes, and of what they put in the place of its goods whatever the shop
    /// or the customer said of it: as the order's own lines are emptied.
    void forget(OrderId order) {
        jdbc.sql("""
                update cancellations.change c
                   set address = null,
                       replacements = coalesce(
                           (select jsonb_agg(
                                       e.said || '{"metadata": {}}' || case when lower(e.said ->> 'kind') = 'personalized'
                                                                            then '{"attributes": {}}' else '{}' end::jsonb
                                       order by e.n)
                              from jsonb_array_elements(c.replacements) with ordinality as e(said, n)),
                           '[]')
                  from cancellations.attempt a
                 where a.part = :part and a.order_id = :order and c.part = a.part and c.attempt_id = a.id
                """)
                .param("part", (short) order.part())
                .param("order", order.value())
                .update();
    }
}
