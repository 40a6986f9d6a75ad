package dev.countermand.orders;

import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Orders of some time with their journal in SQL. The pages follow a seller's stretch of the index of the newest.
@Repository
class PastOrderStore {

    private record Row(OrderRef ref, Instant takenAt) {}

    /// No order is taken before it is placed, but clocks differ.
    private static final Duration MARGIN = Duration.ofDays(1);

    private static final String PLACED = """
             where seller = :seller
               and taken_at >= :since::timestamptz
               and coalesce(placed_at, taken_at) >= :from::timestamptz
               and coalesce(placed_at, taken_at) < :to::timestamptz
            """;

    private final JdbcClient jdbc;

    PastOrderStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    PastOrders.Page placed(SellerId seller, Instant from, Instant to, PastOrders.@Nullable Cursor after, int limit) {
        var params = params(seller, from, to);
        params.put("key", after == null ? "infinity" : after.takenAt().toString());
        params.put("id", after == null ? new UUID(-1, -1) : after.order());
        params.put("limit", limit);
        var rows = jdbc.sql("select part, id, seller, number, taken_at from orders.shop_order" + PLACED + """
                   and (taken_at, id) < (:key::timestamptz, :id::uuid)
                 order by taken_at desc, id desc
                 limit :limit
                """)
                .params(params)
                .query((row, n) -> new Row(OrderRows.ref(row), OrderRows.time(row, "taken_at")))
                .list();
        var last = rows.size() < limit ? null : rows.getLast();
        return new PastOrders.Page(
                rows.stream().map(Row::ref).toList(),
                last == null
                        ? null
                        : new PastOrders.Cursor(last.takenAt(), last.ref().id().value()));
    }

    long count(SellerId seller, Instant from, Instant to) {
        return jdbc.sql("select count(*) from orders.shop_order" + PLACED)
                .params(params(seller, from, to))
                .query(Long.class)
                .single();
    }

    private static Map<String, Object> params(SellerId seller, Instant from, Instant to) {
        var params = new HashMap<String, Object>();
        params.put("seller", seller.value());
        params.put("since", from.minus(MARGIN).toString());
        params.put("from", from.toString());
        params.put("to", to.toString());
        return params;
    }

    List<PastOrder> read(List<OrderRef> refs) {
        var params = Map.of(
                "parts", refs.stream().mapToInt(OrderRef::part).toArray(),
                "ids", refs.stream().map(ref -> ref.id().value().toString()).toArray(String[]::new));
        var lines = new HashMap<UUID, List<Order.Line>>();
        jdbc.sql("""
                select * from orders.line
                 where (part, order_id) in (select * from unnest(:parts::smallint[], :ids::uuid[]))
                 order by part, order_id, position
                """).params(params).query((ResultSet row) -> {
            lines.computeIfAbsent(row.getObject("order_id", UUID.class), id -> new ArrayList<>())
                    .add(OrderRows.line(row));
        });
        var moves = new HashMap<UUID, List<PastOrder.Move>>();
        jdbc.sql("""
                select order_id, line, from_stage, to_stage, quantity, at
                  from orders.move
                 where (part, order_id) in (select * from unnest(:parts::smallint[], :ids::uuid[]))
                 order by part, order_id, seq
                """).params(params).query((ResultSet row) -> {
            moves.computeIfAbsent(row.getObject("order_id", UUID.class), id -> new ArrayList<>())
                    .add(move(row));
        });
        return jdbc.sql("""
                        select * from orders.shop_order
                         where (part, id) in (select * from unnest(:parts::smallint[], :ids::uuid[]))
                        """)
                .params(params)
                .query((row, n) -> whole(row, lines, moves))
                .list();
    }

    private static PastOrder whole(
            ResultSet row, Map<UUID, List<Order.Line>> lines, Map<UUID, List<PastOrder.Move>> moves)
            throws SQLException {
        var id = row.getObject("id", UUID.class);
        return new PastOrder(
                OrderRows.order(row, lines.getOrDefault(id, List.of())), moves.getOrDefault(id, List.of()));
    }

    private static PastOrder.Move move(ResultSet row) throws SQLException {
        return new PastOrder.Move(
                row.getString("line"),
                stage(row.getString("from_stage")),
                stage(row.getString("to_stage")),
                row.getInt("quantity"),
                OrderRows.time(row, "at"));
    }

    private static Stage stage(String word) {
        return Stage.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
