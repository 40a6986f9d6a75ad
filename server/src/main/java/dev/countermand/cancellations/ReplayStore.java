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

/// What the rules saw and decided, in SQL: of requests that somebody made, not of what followed from them by itself.
@Repository
class ReplayStore {

    /// What is kept of a decision.
    record Kept(Seen saw, Ruling decided) {}

    record Request(OrderRef order, CancellationId id, String version, Kept kept) {}

    private final JdbcClient jdbc;

    ReplayStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Request> requests(List<OrderRef> orders) {
        return jdbc.sql("""
                select id, order_id, seller, number, policy_version, facts
                  from cancellations.attempt
                 where (part, order_id) in (select * from unnest(:parts::smallint[], :ids::uuid[]))
                   and follows is null and jsonb_exists(facts, 'saw') and jsonb_exists(facts, 'decided')
                 order by part, order_id, asked_at, id
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
                row.getString("policy_version"),
                Stored.read(row.getString("facts"), Kept.class));
    }
}
