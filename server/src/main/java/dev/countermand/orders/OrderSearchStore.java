package dev.countermand.orders;

import dev.countermand.kernel.SellerId;
import dev.countermand.orders.OrderListStore.Found;
import dev.countermand.orders.Orders.Search;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Orders by the beginning of what somebody knows of them, in SQL. Each way to look is a stretch of one
/// index of one seller, so the cost grows with the page and the sellers asked for, never with the table.
@Repository
class OrderSearchStore {

    private static final String ORDER = "orders.shop_order h";
    private static final String LINE =
            "orders.line t join orders.shop_order h on h.part = t.part and h.id = t.order_id";
    private static final String PARCEL =
            "orders.shipment t join orders.shop_order h on h.part = t.part and h.id = t.order_id";

    /// One thing to look by, in the order in which findings come.
    private enum Way {
        NUMBER(ORDER, "h.id", "lower(ltrim(h.number, '#'))", "number"),
        EMAIL(ORDER, "h.id", "h.email_key", "word"),
        NAME(ORDER, "h.id", "h.name_key", "word"),
        SURNAME(ORDER, "h.id", "h.surname_key", "word"),
        PHONE(ORDER, "h.id", "h.phone_key", "phone"),
        PHONE_END(ORDER, "h.id", "reverse(h.phone_key)", "tail"),
        SKU(LINE, "t.order_id", "lower(t.sku collate \"C\")", "code"),
        TRACKING(PARCEL, "t.order_id", "lower(replace(t.tracking, ' ', '') collate \"C\")", "parcel");

        private final String from;
        private final String id;
        private final String key;
        private final String param;

        Way(String from, String id, String key, String param) {
            this.from = from;
            this.id = id;
            this.key = key;
            this.param = param;
        }

        String owner() {
            return id.substring(0, 1);
        }

        String matches() {
            return "coalesce(%1$s >= :%2$s::text and %1$s < :%2$sEnd::text, false)".formatted(key, param);
        }

        /// Whether an order was found this way.
        String found() {
            return switch (this) {
                case SKU ->
                    "exists (select from orders.line t where t.part = h.part and t.order_id = h.id and " + matches()
                            + ")";
                case NUMBER, EMAIL, NAME, SURNAME, PHONE, PHONE_END, TRACKING -> matches();
            };
        }

        /// Whether this row is the first of its order that fits; an order comes once.
        String first() {
            return switch (this) {
                case SKU -> earlier("orders.line", "line");
                case TRACKING -> earlier("orders.shipment", "id");
                case NUMBER, EMAIL, NAME, SURNAME, PHONE, PHONE_END -> "true";
            };
        }

        private String earlier(String table, String last) {
            return "not exists (select from %s e where e.part = t.part and e.order_id = t.order_id and (%s, e.%s) < (%s, t.%s) and %s)"
                    .formatted(
                            table,
                            key.replace("t.", "e."),
                            last,
                            key,
                            last,
                            matches().replace("t.", "e."));
        }
    }

    static final List<String> STATEMENTS =
            Stream.of(Way.values()).map(OrderSearchStore::statement).toList();

    private final JdbcClient jdbc;

    OrderSearchStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static String statement(Way way) {
        var before = Stream.of(Way.values())
                .filter(other -> other.compareTo(way) < 0)
                .map(Way::found)
                .collect(Collectors.joining(" or "));
        return """
                select o.part, o.id, o.key
                  from unnest(:sellers::text[]) as s(seller)
                 cross join lateral (
                       select h.part, h.id, %2$s as key
                         from %1$s
                        where %3$s.seller = s.seller
                          and %2$s >= :%4$s::text and %2$s < :%4$sEnd::text
                          and (%2$s, %5$s) > (:key, :id::uuid)
                          and not (%6$s)
                          and %7$s
                          and (:stage::text is null
                               or exists (select from orders.in_stage i
                                           where i.part = h.part and i.order_id = h.id and i.stage = :stage))
                        order by %2$s, %5$s
                        limit :limit) as o
                 order by o.key, o.id
                 limit :limit
                """.formatted(
                way.from, way.key, way.owner(), way.param, way.id, before.isEmpty() ? "false" : before, way.first());
    }

    /// One more than a page, where there are so many. Each order comes once.
    List<Found> find(Search search, String q, @Nullable ListCursor after) {
        var asked = asked(q);
        var found = new ArrayList<Found>();
        for (int way = after == null ? 0 : after.column(); way < STATEMENTS.size(); way++) {
            int here = way;
            var from = after != null && after.column() == way ? after : ListCursor.first(way);
            if (asked.get(Way.values()[way].param) == null) {
                continue;
            }
            var params = new HashMap<String, @Nullable Object>(asked);
            params.put("sellers", search.sellers().stream().map(SellerId::value).toArray(String[]::new));
            params.put("stage", search.stage() == null ? null : search.stage().word());
            params.put("key", begin(way, asked, from));
            params.put("id", from.id().toString());
            params.put("limit", search.limit() + 1 - found.size());
            found.addAll(jdbc.sql(STATEMENTS.get(way))
                    .params(params)
                    .query((row, n) -> {
                        var id = row.getObject("id", UUID.class);
                        return new Found(row.getInt("part"), id, new ListCursor(here, row.getString("key"), id));
                    })
                    .list());
            if (found.size() > search.limit()) {
                break;
            }
        }
        return found;
    }

    /// The key behind which a page begins: on the first page the beginning of what was asked for. Of two
    /// lower bounds PostgreSQL may begin at the lesser, and would walk from the seller's first order.
    static @Nullable Object begin(int way, Map<String, @Nullable Object> asked, ListCursor from) {
        return from.key().isEmpty() ? asked.get(Way.values()[way].param) : from.key();
    }

    static Map<String, @Nullable Object> asked(String q) {
        var params = new HashMap<String, @Nullable Object>();
        put(params, "number", SearchKeys.number(q));
        put(params, "word", SearchKeys.word(q));
        put(params, "phone", SearchKeys.phoneAsked(q));
        put(params, "tail", SearchKeys.phoneEnd(q));
        put(params, "code", SearchKeys.code(q));
        put(params, "parcel", SearchKeys.tracking(q));
        return params;
    }

    private static void put(Map<String, @Nullable Object> params, String name, @Nullable String key) {
        var asked = key == null || key.isEmpty() ? null : key;
        params.put(name, asked);
        params.put(name + "End", asked == null ? null : SearchKeys.end(asked));
    }
}
