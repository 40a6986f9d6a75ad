package dev.countermand.cancellations;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What the rules saw and decided, in SQL: of requests to cancel and to change that somebody made, not of
/// what followed from them by itself.
@Repository
class ReplayStore {

    /// What is kept of a decision.
    record Kept(Seen saw, Ruling decided) {}

    /// @param change whether others were wanted in the place of the units
    /// @param readdressed whether another address was, as far as it is still known
    record Request(OrderRef order, CancellationId id, boolean change, boolean readdressed, String version, Kept kept) {}

    private final JdbcClient jdbc;

    ReplayStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Request> requests(List<OrderRef> orders) {
        return jdbc.sql("""
                select a.id, a.order_id, a.seller, a.number, a.policy_version, a.facts,
                       c.attempt_id is not null as change, c.address is not null as readdressed
                  from cancellations.attempt a
                  left join cancellations.change c on c.part = a.part and c.attempt_id = a.id
                 where (a.part, a.order_id) in (select * from unnest(:parts::smallint[], :ids::uuid[]))
                   and a.follows is null and jsonb_exists(a.facts, 'saw') and jsonb_exists(a.facts, 'decided')
                 order by a.part, a.order_id, a.asked_at, a.id
                """)
                .params(Map.of(
                        "parts", orders.stream().mapToInt(OrderRef::part).toArray(),
                        "ids",
                                orders.stream()
                                        .map(ref -> ref.id().value().toString())
                                        .toArray(String[]::new)))
                .query(ReplayStore::request)
                .list();
    }

    private static Request request(ResultSet row, int number) throws SQLException {
        return new Request(
                new OrderRef(
                        new OrderId(row.getObject("order_id", UUID.class)),
                        new SellerId(row.getString("seller")),
                        row.getString("number")),
                new CancellationId(row.getObject("id", UUID.class)),
                row.getBoolean("change"),
                row.getBoolean("readdressed"),
                row.getString("policy_version"),
                Stored.read(row.getString("facts"), Kept.class));
    }
}
