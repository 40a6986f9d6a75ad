package dev.countermand.orders;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.orders.BulkIntake.Begun;
import dev.countermand.site.BulkRows;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Many orders with few statements.
@Repository
class BulkOrderStore {

    private final JdbcClient jdbc;
    private final JdbcTemplate bulk;

    BulkOrderStore(JdbcClient jdbc, JdbcTemplate bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    /// Which of these numbers are known, with the identifiers they have.
    List<OrderId> known(List<OrderRef> refs) {
        if (refs.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                select o.id
                  from unnest(:parts::smallint[], :sellers::text[], :numbers::text[]) as r(part, seller, number)
                  join orders.shop_order o on o.part = r.part and o.seller = r.seller and o.number = r.number
                """)
                .param("parts", refs.stream().mapToInt(OrderRef::part).toArray())
                .param("sellers", refs.stream().map(r -> r.seller().value()).toArray(String[]::new))
                .param("numbers", refs.stream().map(OrderRef::number).toArray(String[]::new))
                .query((row, n) -> new OrderId(row.getObject("id", UUID.class)))
                .list();
    }

    /// Locks these orders until the end of the transaction, always in the same sequence.
    void lock(Collection<OrderId> orders) {
        var sorted = orders.stream()
                .sorted(Comparator.comparingInt(OrderId::part).thenComparing(OrderId::value))
                .toList();
        jdbc.sql("""
                select o.id
                  from unnest(:parts::smallint[], :ids::uuid[]) with ordinality as l(part, id, n)
                  join orders.shop_order o on o.part = l.part and o.id = l.id
                 order by l.n
                   for update of o
                """).params(keys(sorted)).query((RowCallbackHandler) row -> {});
    }

    /// Locks the orders with these numbers, in the same sequence, and says which they are.
    List<OrderId> lockNamed(Collection<Goods.Named> named) {
        return jdbc.sql("""
                select o.id
                  from unnest(:parts::smallint[], :sellers::text[], :numbers::text[]) as n(part, seller, number)
                  join orders.shop_order o on o.part = n.part and o.seller = n.seller and o.number = n.number
                 order by o.part, o.id
                   for update of o
                """)
                .param(
                        "parts",
                        named.stream()
                                .mapToInt(n -> Ids.part(n.seller(), n.number()))
                                .toArray())
                .param("sellers", named.stream().map(n -> n.seller().value()).toArray(String[]::new))
                .param("numbers", named.stream().map(Goods.Named::number).toArray(String[]::new))
                .query((row, n) -> new OrderId(row.getObject("id", UUID.class)))
                .list();
    }

    /// The orders as they stand.
    List<Order> read(Collection<OrderId> orders) {
        if (orders.isEmpty()) {
            return List.of();
        }
        var lines = new HashMap<UUID, List<Order.Line>>();
        jdbc.sql("""
                select l.*
                  from unnest(:parts::smallint[], :ids::uuid[]) as k(part, id)
                  join orders.line l on l.part = k.part and l.order_id = k.id
                 order by l.part, l.order_id, l.position
                """).params(keys(orders)).query((ResultSet row) -> {
            lines.computeIfAbsent(row.getObject("order_id", UUID.class), id -> new ArrayList<>())
                    .add(OrderRows.line(row));
        });
        return jdbc.sql("""
                select o.*
                  from unnest(:parts::smallint[], :ids::uuid[]) as k(part, id)
                  join orders.shop_order o on o.part = k.part and o.id = k.id
                """)
                .params(keys(orders))
                .query((row, n) -> OrderRows.order(row, lines.getOrDefault(row.getObject("id", UUID.class), List.of())))
                .list();
    }

    private static Map<String, Object> keys(Collection<OrderId> orders) {
        return Map.of(
                "parts", orders.stream().mapToInt(OrderId::part).toArray(),
                "ids", orders.stream().map(o -> o.value().toString()).toArray(String[]::new));
    }

    /// Takes new orders with what happened to their units before. Fails with `DuplicateKeyException` when
    /// somebody else takes one of them at the same time.
    void insert(List<Begun> begun) {
        var orders = new BulkRows();
        var lines = new BulkRows();
        var stages = new BulkRows();
        var moves = new BulkRows();
        for (var each : begun) {
            order(orders, each.order());
            lines(lines, each.stands());
            stages(stages, each.stands());
            moves(moves, each);
        }
        orders.into(
                bulk,
                "orders.shop_order (part, id, seller, number, version, placed_at, taken_at, currency, tax_included,"
                        + " shipping, shipping_tax, shipping_standard, fees, discount, amount_due, customer,"
                        + " billing_address, shipping_address, tenders, metadata, email_key, name_key, surname_key, phone_key)");
        lines.into(
                bulk,
                "orders.line (part, order_id, seller, line, position, sku, title, quantity, unit_price, discount, tax, kind,"
                        + " attributes, metadata, accessed_at, open, released, stopping, canceled, shipped,"
                        + " delivered, \"returning\", returned, lost)");
        stages.into(bulk, "orders.in_stage (part, order_id, stage, seller, taken_at)");
        moves.into(
                bulk,
                "orders.move (part, order_id, seq, line, from_stage, to_stage, quantity, cause_kind, cause_id, at)");
    }

    private static void order(BulkRows rows, Order order) {
        var email = order.customer().email();
        rows.number(order.ref().part())
                .id(order.ref().id().value())
                .text(order.ref().seller().value())
                .text(order.ref().number())
                .number(order.version())
                .time(order.placedAt())
                .time(order.takenAt())
                .text(order.currency())
                .flag(order.taxIncluded())
                .number(order.shipping())
                .number(order.shippingTax())
                .number(order.shippingStandard())
                .number(order.fees())
                .number(order.discount())
                .number(order.amountDue())
                .text(Jsonb.write(order.customer()))
                .text(Jsonb.write(order.billingAddress()))
                .text(Jsonb.writeNullable(order.shippingAddress()))
                .text(Jsonb.write(order.payments()))
                .text(Jsonb.write(order.metadata()))
                .text(email == null ? null : OrderStore.key(email))
                .text(OrderStore.key(order.customer().name()))
                .text(SearchKeys.surname(order.customer().name()))
                .text(SearchKeys.phone(order.customer().phone()))
                .end();
    }

    private static void lines(BulkRows rows, Order order) {
        int position = 0;
        for (var line : order.lines()) {
            position++;
            rows.number(order.ref().part())
                    .id(order.ref().id().value())
                    .text(order.ref().seller().value())
                    .text(line.line())
                    .number(position)
                    .text(line.sku())
                    .text(line.title())
                    .number(line.quantity())
                    .number(line.unitPrice())
                    .number(line.discount())
                    .number(line.tax())
                    .text(line.kind().word())
                    .text(Jsonb.write(line.attributes()))
                    .text(Jsonb.write(line.metadata()))
                    .time(line.accessedAt());
            for (var stage : Stage.values()) {
                rows.number(line.units().in(stage));
            }
            rows.end();
        }
    }

    private static void stages(BulkRows rows, Order order) {
        var stages = EnumSet.noneOf(Stage.class);
        for (var line : order.lines()) {
            line.units().byStage().forEach((stage, units) -> {
                if (units > 0) {
                    stages.add(stage);
                }
            });
        }
        for (var stage : stages) {
            rows.number(order.ref().part())
                    .id(order.ref().id().value())
                    .text(stage.word())
                    .text(order.ref().seller().value())
                    .time(order.takenAt())
                    .end();
        }
    }

    private static void moves(BulkRows rows, Begun begun) {
        int seq = 0;
        for (var move : begun.moves()) {
            seq++;
            rows.number(begun.order().ref().part())
                    .id(begun.order().ref().id().value())
                    .number(seq)
                    .text(move.line())
                    .text(move.from().word())
                    .text(move.to().word())
                    .number(move.quantity())
                    .text(begun.cause().kind())
                    .text(begun.cause().id())
                    .time(begun.order().takenAt())
                    .end();
        }
    }
}
