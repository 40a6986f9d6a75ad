package dev.countermand.orders;

import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Orders.Page;
import dev.countermand.orders.Orders.Search;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Lists of orders in SQL. Each seller's newest, or first by a word, come from his stretch of an index;
/// the cost grows with the page and the number of sellers asked for, never with the table.
@Repository
class OrderListStore {

    private static final String NEWEST = """
            select o.part, o.id, o.taken_at::text as key
              from unnest(:sellers::text[]) as s(seller)
             cross join lateral (
                   select part, id, taken_at
                     from orders.shop_order
                    where seller = s.seller and (taken_at, id) < (:key::timestamptz, :id::uuid)
                    order by taken_at desc, id desc
                    limit :limit) as o
             order by o.taken_at desc, o.id desc
             limit :limit
            """;

    private static final String NEWEST_IN_STAGE = """
            select o.part, o.id, o.taken_at::text as key
              from unnest(:sellers::text[]) as s(seller)
             cross join lateral (
                   select part, order_id as id, taken_at
                     from orders.in_stage
                    where seller = s.seller and stage = :stage
                      and (taken_at, order_id) < (:key::timestamptz, :id::uuid)
                    order by taken_at desc, order_id desc
                    limit :limit) as o
             order by o.taken_at desc, o.id desc
             limit :limit
            """;

    private static final String ORDERS = """
            select *
              from orders.shop_order
             where (part, id) in (select * from unnest(:parts::smallint[], :ids::uuid[]))
            """;

    private static final String LINES = """
            select *
              from orders.line
             where (part, order_id) in (select * from unnest(:parts::smallint[], :ids::uuid[]))
             order by part, order_id, position
            """;

    /// Beyond this, an operator names the seller whose orders he looks for.
    private static final int SELLERS_MAX = 1000;

    private final JdbcClient jdbc;
    private final OrderSearchStore words;

    OrderListStore(JdbcClient jdbc, OrderSearchStore words) {
        this.jdbc = jdbc;
        this.words = words;
    }

    record Found(int part, UUID id, ListCursor cursor) {}

    Page list(Search asked) {
        var search = asked.sellers().isEmpty()
                ? new Search(sellers(SELLERS_MAX), asked.stage(), asked.q(), asked.after(), asked.limit())
                : asked;
        var cursor = search.after() == null ? null : ListCursor.parse(search.after(), search.q() != null);
        var found = search.q() == null ? newest(search, cursor) : words.find(search, search.q(), cursor);
        boolean more = found.size() > search.limit();
        var page = more ? found.subList(0, search.limit()) : found;
        return new Page(whole(page), Map.of(), more ? page.getLast().cursor().toString() : null);
    }

    private List<Found> newest(Search search, @Nullable ListCursor after) {
        var from = after == null ? ListCursor.NEWEST : after;
        return jdbc.sql(search.stage() == null ? NEWEST : NEWEST_IN_STAGE)
                .params(params(search, from))
                .query((row, n) -> found(row, ListCursor.BY_TIME))
                .list();
    }

    private static Map<String, @Nullable Object> params(Search search, ListCursor from) {
        var params = new HashMap<String, @Nullable Object>();
        params.put("sellers", search.sellers().stream().map(SellerId::value).toArray(String[]::new));
        params.put("stage", search.stage() == null ? null : search.stage().word());
        params.put("key", from.key());
        params.put("id", from.id().toString());
        params.put("limit", search.limit() + 1);
        return params;
    }

    private static Found found(ResultSet row, int column) throws java.sql.SQLException {
        var id = row.getObject("id", UUID.class);
        return new Found(row.getInt("part"), id, new ListCursor(column, row.getString("key"), id));
    }

    private List<Order> whole(List<Found> page) {
        var params = Map.of(
                "parts", page.stream().mapToInt(Found::part).toArray(),
                "ids", page.stream().map(f -> f.id().toString()).toArray(String[]::new));
        var orders = new LinkedHashMap<UUID, Order>();
        page.forEach(f -> orders.put(f.id(), null));
        var lines = new HashMap<UUID, List<Order.Line>>();
        jdbc.sql(LINES).params(params).query((ResultSet row) -> {
            lines.computeIfAbsent(row.getObject("order_id", UUID.class), id -> new ArrayList<>())
                    .add(OrderRows.line(row));
        });
        jdbc.sql(ORDERS).params(params).query((ResultSet row) -> {
            OrderRef ref = OrderRows.ref(row);
            orders.put(
                    ref.id().value(),
                    OrderRows.order(row, lines.getOrDefault(ref.id().value(), List.of())));
        });
        return List.copyOf(orders.values());
    }

    /// Every seller that has orders, found by leaping from one to the next in the index.
    private List<SellerId> sellers(int limit) {
        return jdbc.sql("""
                        with recursive leap as (
                            (select seller from orders.shop_order order by seller limit 1)
                            union all
                            select (select seller from orders.shop_order
                                     where seller > leap.seller order by seller limit 1)
                              from leap
                             where leap.seller is not null)
                        select seller from leap where seller is not null limit :limit
                        """)
                .param("limit", limit)
                .query((row, n) -> new SellerId(row.getString("seller")))
                .list();
    }
}
