package dev.countermand.orders;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Orders, lines and the goods journal in SQL.
@Repository
class OrderStore {

    private static final String LINES = """
            select line,
                   sku,
                   title,
                   quantity,
                   unit_price,
                   discount,
                   tax,
                   kind,
                   accessed_at,
                   attributes,
                   metadata,
                   open,
                   released,
                   stopping,
                   canceled,
                   shipped,
                   delivered,
                   "returning",
                   returned,
                   lost,
                   replaces
              from orders.line
            """;

    // Two statements in one round trip. The second one takes its own snapshot after the first one has
    // got the lock; a join would show the counters as they were before the wait.
    private static final String BY_ID = """
            select *
              from orders.shop_order
             where part = ? and id = ?
            %s;
            """ + LINES + """
             where part = ? and order_id = ?
             order by position
            """;
    private static final String READ_BY_ID = BY_ID.formatted("");
    private static final String LOCK_BY_ID = BY_ID.formatted("for update");

    private static final String INSERT = """
            with taken as (
                insert into orders.shop_order (
                    part, id, seller, number, version, placed_at, taken_at, currency, tax_included,
                    shipping, shipping_tax, shipping_standard, fees, discount, amount_due, customer, billing_address,
                    shipping_address, tenders, metadata, email_key, name_key, surname_key, phone_key)
                values (
                    :part, :id, :seller, :number, :version, :placedAt, :takenAt, :currency, :taxIncluded,
                    :shipping, :shippingTax, :shippingStandard::bigint, :fees, :discount, :amountDue, :customer::jsonb,
                    :billingAddress::jsonb, :shippingAddress::jsonb, :tenders::jsonb, :metadata::jsonb, :emailKey, :nameKey, :surnameKey,
                    :phoneKey)
                on conflict (part, seller, number) do nothing
                returning part, id, seller, taken_at
            ), standing as (
                insert into orders.in_stage (part, order_id, stage, seller, taken_at)
                select part, id, 'open', seller, taken_at
                  from taken
            ), lines as (
                insert into orders.line (
                    part, order_id, seller, line, position, sku, title, quantity, unit_price, discount, tax, kind,
                    attributes, metadata, accessed_at,
                    open, released, stopping, canceled, shipped, delivered, "returning", returned, lost)
                select taken.part, taken.id, taken.seller, l.line, l.position, l.sku, l.title, l.quantity, l.unit_price,
                       l.discount, l.tax, l.kind, l.attributes::jsonb, l.metadata::jsonb, l.accessed_at::timestamptz,
                       l.quantity, 0, 0, 0, 0, 0, 0, 0, 0
                  from taken,
                       unnest(:line::text[], :sku::text[], :title::text[], :quantity::int[], :unitPrice::bigint[],
                              :lineDiscount::bigint[], :tax::bigint[], :kind::text[], :attributes::text[],
                              :lineMetadata::text[], :accessedAt::text[])
                       with ordinality as l(line, sku, title, quantity, unit_price, discount, tax, kind, attributes,
                                            metadata, accessed_at, position)
                returning 1
            )
            select count(*) from lines
            """;

    private static final String AMEND = """
            with amended as (
                update orders.shop_order
                   set version = :version,
                       placed_at = :placedAt,
                       amount_due = :amountDue,
                       customer = :customer::jsonb,
                       billing_address = :billingAddress::jsonb,
                       shipping_address = :shippingAddress::jsonb,
                       address_told = case when shipping_address is not distinct from :shippingAddress::jsonb
                                           then address_told end,
                       tenders = :tenders::jsonb,
                       metadata = :metadata::jsonb,
                       email_key = :emailKey,
                       name_key = :nameKey,
                       surname_key = :surnameKey,
                       phone_key = :phoneKey
                 where part = :part and id = :id
            )
            update orders.line l
               set metadata = a.metadata::jsonb,
                   accessed_at = a.accessed_at::timestamptz
              from unnest(:line::text[], :lineMetadata::text[], :accessedAt::text[]) as a(line, metadata, accessed_at)
             where l.part = :part and l.order_id = :id and l.line = a.line
               and (l.metadata, l.accessed_at) is distinct from (a.metadata::jsonb, a.accessed_at::timestamptz)
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate pairs;

    OrderStore(JdbcClient jdbc, JdbcTemplate pairs) {
        this.jdbc = jdbc;
        this.pairs = pairs;
    }

    Optional<OrderRef> ref(int part, SellerId seller, String number) {
        return jdbc.sql("""
                        select id, seller, number
                          from orders.shop_order
                         where part = :part and seller = :seller and number = :number
                        """)
                .param("part", (short) part)
                .param("seller", seller.value())
                .param("number", number)
                .query((row, n) -> OrderRows.ref(row))
                .optional();
    }

    /// Orders of any seller with this number, placed with this address.
    List<OrderRef> lost(String number, String emailKey, int limit) {
        return jdbc.sql("""
                        select id, seller, number
                          from orders.shop_order
                         where number = :number and email_key = :email
                         limit :limit
                        """)
                .param("number", number)
                .param("email", emailKey)
                .param("limit", limit)
                .query((row, n) -> OrderRows.ref(row))
                .list();
    }

    /// Notes that a link goes out now; false, and nothing noted, when one went out after `since`.
    boolean noteLink(OrderRef order, Instant now, Instant since) {
        return jdbc.sql("""
                        update orders.shop_order
                           set link_sent_at = :now
                         where part = :part and id = :id and (link_sent_at is null or link_sent_at <= :since)
                        """)
                        .param("part", (short) order.part())
                        .param("id", order.id().value())
                        .param("now", OrderRows.column(now))
                        .param("since", OrderRows.column(since))
                        .update()
                == 1;
    }

    Optional<Order> read(OrderId id) {
        return byId(READ_BY_ID, id);
    }

    Optional<Order> lock(OrderId id) {
        return byId(LOCK_BY_ID, id);
    }

    private Optional<Order> byId(String sql, OrderId id) {
        Order order = pairs.execute(sql, (PreparedStatement pair) -> {
            pair.setShort(1, (short) id.part());
            pair.setObject(2, id.value());
            pair.setShort(3, (short) id.part());
            pair.setObject(4, id.value());
            pair.execute();
            return orderThenLines(pair);
        });
        return Optional.ofNullable(order);
    }

    private static @Nullable Order orderThenLines(PreparedStatement pair) throws SQLException {
        try (ResultSet order = pair.getResultSet()) {
            if (!order.next()) {
                return null;
            }
            // The order's result stays readable only until the next one is asked for.
            var head = OrderRows.order(order, List.of());
            pair.getMoreResults(java.sql.Statement.KEEP_CURRENT_RESULT);
            var lines = new ArrayList<Order.Line>();
            try (ResultSet row = pair.getResultSet()) {
                while (row.next()) {
                    lines.add(OrderRows.line(row));
                }
            }
            return head.with(lines);
        }
    }

    /// Takes a new order with all units open; false when the number is already known.
    boolean insert(Order order) {
        var lines = order.lines();
        var params = new HashMap<String, @Nullable Object>();
        params.put("part", (short) order.ref().part());
        params.put("id", order.ref().id().value());
        params.put("seller", order.ref().seller().value());
        params.put("number", order.ref().number());
        params.put("version", order.version());
        params.put("placedAt", OrderRows.column(order.placedAt()));
        params.put("takenAt", OrderRows.column(order.takenAt()));
        params.put("currency", order.currency());
        params.put("taxIncluded", order.taxIncluded());
        params.put("shipping", order.shipping());
        params.put("shippingTax", order.shippingTax());
        params.put("shippingStandard", order.shippingStandard());
        params.put("fees", order.fees());
        params.put("discount", order.discount());
        params.putAll(changeable(order));
        params.put("line", lines.stream().map(Order.Line::line).toArray(String[]::new));
        params.put("sku", lines.stream().map(Order.Line::sku).toArray(String[]::new));
        params.put("title", lines.stream().map(Order.Line::title).toArray(String[]::new));
        params.put("quantity", lines.stream().mapToInt(Order.Line::quantity).toArray());
        params.put("unitPrice", lines.stream().mapToLong(Order.Line::unitPrice).toArray());
        params.put(
                "lineDiscount", lines.stream().mapToLong(Order.Line::discount).toArray());
        params.put("tax", lines.stream().mapToLong(Order.Line::tax).toArray());
        params.put("kind", lines.stream().map(l -> l.kind().word()).toArray(String[]::new));
        params.put(
                "attributes",
                lines.stream().map(l -> Jsonb.write(l.attributes())).toArray(String[]::new));
        params.putAll(changeableLines(lines));
        return jdbc.sql(INSERT).params(params).query(Integer.class).single() == lines.size();
    }

    /// What a later snapshot may change: contact data, payments, metadata, the version.
    void amend(Order order) {
        var params = changeable(order);
        params.put("part", (short) order.ref().part());
        params.put("id", order.ref().id().value());
        params.put("version", order.version());
        params.put("placedAt", OrderRows.column(order.placedAt()));
        params.put("line", order.lines().stream().map(Order.Line::line).toArray(String[]::new));
        params.putAll(changeableLines(order.lines()));
        jdbc.sql(AMEND).params(params).update();
    }

    private static Map<String, @Nullable Object> changeable(Order order) {
        var params = new HashMap<String, @Nullable Object>();
        params.put("amountDue", order.amountDue());
        params.put("customer", Jsonb.write(order.customer()));
        params.put("billingAddress", Jsonb.write(order.billingAddress()));
        params.put("shippingAddress", Jsonb.writeNullable(order.shippingAddress()));
        params.put("tenders", Jsonb.write(order.payments()));
        params.put("metadata", Jsonb.write(order.metadata()));
        var email = order.customer().email();
        params.put("emailKey", email == null ? null : SearchKeys.word(email));
        params.put("nameKey", SearchKeys.word(order.customer().name()));
        params.put("surnameKey", SearchKeys.surname(order.customer().name()));
        params.put("phoneKey", SearchKeys.phone(order.customer().phone()));
        return params;
    }

    private static Map<String, @Nullable Object> changeableLines(List<Order.Line> lines) {
        return Map.of(
                "lineMetadata",
                        lines.stream().map(l -> Jsonb.write(l.metadata())).toArray(String[]::new),
                "accessedAt",
                        lines.stream()
                                .map(l -> l.accessedAt() == null
                                        ? null
                                        : l.accessedAt().toString())
                                .toArray(String[]::new));
    }

    /// How names and addresses are compared: without regard to case.
    static String key(String text) {
        return SearchKeys.word(text);
    }
}
