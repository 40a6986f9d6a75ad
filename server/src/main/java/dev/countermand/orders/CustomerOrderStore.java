package dev.countermand.orders;

import dev.countermand.kernel.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The orders of customers in SQL. What it reads grows with the customer's own orders, never with the table.
@Repository
class CustomerOrderStore {

    private static final String PAGE = """
            with mine as (
                select o.part, o.id
                  from unnest(:mailSellers::text[], :mailKeys::text[]) as m(seller, key)
                  join orders.shop_order o on o.seller = m.seller and o.email_key = m.key
                union
                select o.part, o.id
                  from unnest(:idSellers::text[], :ids::text[]) as m(seller, key)
                  join orders.shop_order o
                    on o.seller = m.seller and (o.customer ->> 'id') collate "C" = m.key
                       and o.customer ->> 'id' is not null
                union
                select part, id
                  from unnest(:parts::smallint[], :orders::uuid[]) as g(part, id)
            )
            select mine.part, mine.id, coalesce(o.placed_at, o.taken_at) as at
              from mine
              join orders.shop_order o on o.part = mine.part and o.id = mine.id
             where exists (select from orders.in_stage i
                            where i.part = o.part and i.order_id = o.id and i.stage = any (:moving::text[])) = :current
               and (coalesce(o.placed_at, o.taken_at), o.id) < (:before::timestamptz, :beforeId::uuid)
             order by at desc, mine.id desc
             limit :limit
            """;

    private final JdbcClient jdbc;

    CustomerOrderStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// One row of the list.
    record Row(OrderId id, OffsetDateTime at) {}

    /// Newest first.
    ///
    /// @param current whether any unit is still open, in the warehouse or on its way
    /// @param before the last row of the page before, or null
    List<Row> page(MyOrders.Owner owner, boolean current, @Nullable Row before, int limit) {
        var params = new HashMap<String, @Nullable Object>();
        params.put("mailSellers", sellers(owner.mailboxes()));
        params.put("mailKeys", keys(owner.mailboxes()));
        params.put("idSellers", sellers(owner.customers()));
        params.put("ids", keys(owner.customers()));
        params.put("parts", owner.orders().stream().mapToInt(OrderId::part).toArray());
        params.put(
                "orders",
                owner.orders().stream().map(order -> order.value().toString()).toArray(String[]::new));
        params.put("moving", MyOrders.MOVING.stream().map(Stage::word).toArray(String[]::new));
        params.put("current", current);
        params.put(
                "before", before == null ? "infinity" : before.at().toInstant().toString());
        params.put(
                "beforeId",
                before == null
                        ? new UUID(-1, -1).toString()
                        : before.id().value().toString());
        params.put("limit", limit);
        return jdbc.sql(PAGE).params(params).query((row, number) -> row(row)).list();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(new OrderId(row.getObject("id", UUID.class)), row.getObject("at", OffsetDateTime.class));
    }

    private static String[] sellers(List<MyOrders.Key> keys) {
        return keys.stream().map(key -> key.seller().value()).toArray(String[]::new);
    }

    private static String[] keys(List<MyOrders.Key> keys) {
        return keys.stream().map(MyOrders.Key::key).toArray(String[]::new);
    }
}
