package dev.countermand.orders;

import dev.countermand.kernel.OrderRef;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What a change adds to an order, in SQL. Whoever writes holds the order's lock.
@Repository
class AdditionStore {

    private static final String ADD = """
            with standing as (
                insert into orders.in_stage (part, order_id, stage, seller, taken_at)
                values (:part, :order, 'open', :seller, :takenAt)
                on conflict (part, order_id, stage) do nothing
            ), due as (
                update orders.shop_order
                   set amount_due = amount_due + :more
                 where part = :part and id = :order
            )
            insert into orders.line (
                part, order_id, seller, line, position, sku, title, quantity, unit_price, discount, tax, kind,
                attributes, metadata, replaces,
                open, released, stopping, canceled, shipped, delivered, "returning", returned, lost)
            select :part, :order, :seller, l.line, last.position + l.n, l.sku, l.title, l.quantity, l.unit_price,
                   l.discount, l.tax, l.kind, l.attributes::jsonb, l.metadata::jsonb, l.replaces,
                   l.quantity, 0, 0, 0, 0, 0, 0, 0, 0
              from unnest(:line::text[], :sku::text[], :title::text[], :quantity::int[], :unitPrice::bigint[],
                          :discount::bigint[], :tax::bigint[], :kind::text[], :attributes::text[], :metadata::text[],
                          :replaces::text[])
                   with ordinality as l(line, sku, title, quantity, unit_price, discount, tax, kind, attributes,
                                        metadata, replaces, n),
                   (select max(position) as position
                      from orders.line
                     where part = :part and order_id = :order) as last
            """;

    private final JdbcClient jdbc;

    AdditionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Adds lines, all of their units open, after those that are there.
    void add(Order order, List<Order.Line> lines, long more) {
        int added = jdbc.sql(ADD)
                .param("part", (short) order.ref().part())
                .param("order", order.ref().id().value())
                .param("seller", order.ref().seller().value())
                .param("takenAt", OrderRows.column(order.takenAt()))
                .param("more", more)
                .param("line", lines.stream().map(Order.Line::line).toArray(String[]::new))
                .param("sku", lines.stream().map(Order.Line::sku).toArray(String[]::new))
                .param("title", lines.stream().map(Order.Line::title).toArray(String[]::new))
                .param("quantity", lines.stream().mapToInt(Order.Line::quantity).toArray())
                .param(
                        "unitPrice",
                        lines.stream().mapToLong(Order.Line::unitPrice).toArray())
                .param(
                        "discount",
                        lines.stream().mapToLong(Order.Line::discount).toArray())
                .param("tax", lines.stream().mapToLong(Order.Line::tax).toArray())
                .param("kind", lines.stream().map(l -> l.kind().word()).toArray(String[]::new))
                .param(
                        "attributes",
                        lines.stream().map(l -> Jsonb.write(l.attributes())).toArray(String[]::new))
                .param(
                        "metadata",
                        lines.stream().map(l -> Jsonb.write(l.metadata())).toArray(String[]::new))
                .param("replaces", lines.stream().map(Order.Line::replaces).toArray(String[]::new))
                .update();
        if (added != lines.size()) {
            throw new IllegalStateException("only " + added + " lines were added to " + order.ref());
        }
    }

    /// Sends the order elsewhere, and keeps what the shop had told.
    void readdress(OrderRef order, Order.Address address) {
        jdbc.sql("""
                update orders.shop_order
                   set address_told = coalesce(address_told, jsonb_build_object('address', shipping_address)),
                       shipping_address = :address::jsonb
                 where part = :part and id = :order
                """)
                .param("part", (short) order.part())
                .param("order", order.id().value())
                .param("address", Jsonb.write(address))
                .update();
    }

    /// What the shop had told before a change overtook it; empty when none did.
    Optional<ChangedSnapshot.Told> addressTold(OrderRef order) {
        return jdbc.sql("""
                        select address_told
                          from orders.shop_order
                         where part = :part and id = :order and address_told is not null
                        """)
                .param("part", (short) order.part())
                .param("order", order.id().value())
                .query(String.class)
                .optional()
                .map(told -> Jsonb.read(told, ChangedSnapshot.Told.class));
    }
}
