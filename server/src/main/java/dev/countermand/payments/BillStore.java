package dev.countermand.payments;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Orders as sums of money, and the lines' frozen shares of them.
@Component
class BillStore {

    private static final String UPDATE = """
                update payments.bill
                   set total = :total,
                       shipping = :shipping,
                       shipping_tax = :shippingTax,
                       fees = :fees,
                       carried = :carried,
                       due = :due,
                       not_due = :notDue,
                       shipping_settled = :shippingSettled,
                       shipping_tax_settled = :shippingTaxSettled,
                       fees_settled = :feesSettled,
                       back = :back,
                       kept = :kept,
                       already = :already,
                       fee_base = :feeBase,
                       fee = :fee,
                       fee_parts = :feeParts::jsonb
                 where part = :part and order_id = :order
                   and back = :backBefore and kept = :keptBefore and due = :dueBefore
                """;

    private final JdbcClient jdbc;

    BillStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Bill> bill(OrderRef order) {
        return jdbc.sql("""
                select currency, tax_included, total, due, not_due, shipping, shipping_tax, shipping_settled,
                       shipping_tax_settled, surcharge, surcharge_tax, fees, fees_settled, back, kept, already,
                       fee_base, fee, fee_parts, carried
                  from payments.bill
                 where part = :part and order_id = :order
                """)
                .param("part", order.part())
                .param("order", order.id().value())
                .query(BillStore::bill)
                .optional();
    }

    /// Of many orders.
    Map<OrderId, Bill> bills(List<OrderRef> orders) {
        var bills = new HashMap<OrderId, Bill>();
        jdbc.sql("""
                select b.*
                  from unnest(:parts::smallint[], :orders::uuid[]) as k(part, id)
                  join payments.bill b on b.part = k.part and b.order_id = k.id
                """).params(keys(orders)).query((RowCallbackHandler) row -> bills.put(order(row), bill(row, 0)));
        return bills;
    }

    /// The lines' shares, in the order of the snapshot.
    List<Share> shares(OrderRef order) {
        return jdbc.sql("""
                select line, position, units, goods, order_discount, tax, shipping, shipping_tax, fees, given_back
                  from payments.share
                 where part = :part and order_id = :order
                 order by position
                """)
                .param("part", order.part())
                .param("order", order.id().value())
                .query(BillStore::share)
                .list();
    }

    /// Of many orders, each in the order of its snapshot.
    Map<OrderId, List<Share>> shares(List<OrderRef> orders) {
        var shares = new HashMap<OrderId, List<Share>>();
        jdbc.sql("""
                select s.*
                  from unnest(:parts::smallint[], :orders::uuid[]) as k(part, id)
                  join payments.share s on s.part = k.part and s.order_id = k.id
                 order by s.part, s.order_id, s.position
                """).params(keys(orders)).query((RowCallbackHandler) row ->
                shares.computeIfAbsent(order(row), id -> new ArrayList<>()).add(share(row, 0)));
        return shares;
    }

    private static Bill bill(ResultSet row, int n) throws SQLException {
        return new Bill(
                row.getString("currency"),
                row.getBoolean("tax_included"),
                row.getLong("total"),
                row.getLong("due"),
                row.getLong("not_due"),
                row.getLong("shipping"),
                row.getLong("shipping_tax"),
                row.getLong("shipping_settled"),
                row.getLong("shipping_tax_settled"),
                row.getLong("surcharge"),
                row.getLong("surcharge_tax"),
                row.getLong("fees"),
                row.getLong("fees_settled"),
                row.getLong("back"),
                row.getLong("kept"),
                row.getLong("already"),
                row.getLong("fee_base"),
                row.getLong("fee"),
                FeeParts.read(row.getString("fee_parts")),
                row.getLong("carried"));
    }

    private static Share share(ResultSet row, int n) throws SQLException {
        return new Share(
                row.getString("line"),
                row.getInt("position"),
                row.getInt("units"),
                row.getLong("goods"),
                row.getLong("order_discount"),
                row.getLong("tax"),
                row.getLong("shipping"),
                row.getLong("shipping_tax"),
                row.getLong("fees"),
                row.getInt("given_back"));
    }

    private static OrderId order(ResultSet row) throws SQLException {
        return new OrderId(row.getObject("order_id", UUID.class));
    }

    /// The parameters `parts` and `orders`, which belong together by their place.
    static Map<String, Object> keys(List<OrderRef> orders) {
        return Map.of(
                "parts", orders.stream().mapToInt(OrderRef::part).toArray(),
                "orders", orders.stream().map(o -> o.id().value().toString()).toArray(String[]::new));
    }

    /// Writes what changed since the given state was read; false when it is not the state any
    /// more.
    boolean update(OrderRef order, Bill before, Bill after) {
        return jdbc.sql(UPDATE)
                        .params(standing(after))
                        .param("part", order.part())
                        .param("order", order.id().value())
                        .param("backBefore", before.back())
                        .param("keptBefore", before.kept())
                        .param("dueBefore", before.due())
                        .update()
                == 1;
    }

    private static Map<String, @Nullable Object> standing(Bill after) {
        var standing = new HashMap<String, @Nullable Object>();
        standing.put("total", after.total());
        standing.put("shipping", after.shipping());
        standing.put("shippingTax", after.shippingTax());
        standing.put("fees", after.fees());
        standing.put("carried", after.carried());
        standing.put("due", after.due());
        standing.put("notDue", after.notDue());
        standing.put("shippingSettled", after.shippingSettled());
        standing.put("shippingTaxSettled", after.shippingTaxSettled());
        standing.put("feesSettled", after.feesSettled());
        standing.put("feeBase", after.feeBase());
        standing.put("fee", after.fee());
        standing.put("feeParts", FeeParts.write(after.feeParts()));
        standing.put("back", after.back());
        standing.put("kept", after.kept());
        standing.put("already", after.already());
        return standing;
    }

    /// So much more of what was given back went by other ways than planned.
    void already(OrderRef order, long more) {
        jdbc.sql("""
                update payments.bill
                   set already = least(already + :more, back)
                 where part = :part and order_id = :order
                """)
                .param("part", order.part())
                .param("order", order.id().value())
                .param("more", more)
                .update();
    }

    /// Counts units as given back; the answer is how many lines had that many left.
    int giveBack(OrderRef order, List<Share> after, List<Integer> units) {
        return jdbc.sql("""
                update payments.share s
                   set given_back = s.given_back + g.units
                  from unnest(:lines::text[], :units::int[], :after::int[]) g (line, units, after)
                 where s.part = :part and s.order_id = :order and s.line = g.line and s.given_back + g.units = g.after
                """)
                .param("part", order.part())
                .param("order", order.id().value())
                .param("lines", after.stream().map(Share::line).toArray(String[]::new))
                .param("units", units.toArray(Integer[]::new))
                .param("after", after.stream().mapToInt(Share::givenBack).toArray())
                .update();
    }

    /// Freezes the shares of lines that a change added.
    void add(OrderRef order, List<Share> shares) {
        jdbc.sql("""
                insert into payments.share (
                    part, order_id, line, position, units, goods, order_discount, tax, shipping, shipping_tax, fees)
                select :part, :order, n.line, n.position, n.units, n.goods, n.discount, n.tax, n.shipping,
                       n.shipping_tax, n.fees
                  from unnest(:line::text[], :position::int[], :units::int[], :goods::bigint[], :discount::bigint[],
                              :tax::bigint[], :shipping::bigint[], :shippingTax::bigint[], :fees::bigint[])
                       as n(line, position, units, goods, discount, tax, shipping, shipping_tax, fees)
                """)
                .param("part", order.part())
                .param("order", order.id().value())
                .param("line", shares.stream().map(Share::line).toArray(String[]::new))
                .param("position", shares.stream().mapToInt(Share::position).toArray())
                .param("units", shares.stream().mapToInt(Share::units).toArray())
                .param("goods", shares.stream().mapToLong(Share::goods).toArray())
                .param(
                        "discount",
                        shares.stream().mapToLong(Share::orderDiscount).toArray())
                .param("tax", shares.stream().mapToLong(Share::tax).toArray())
                .param("shipping", shares.stream().mapToLong(Share::shipping).toArray())
                .param(
                        "shippingTax",
                        shares.stream().mapToLong(Share::shippingTax).toArray())
                .param("fees", shares.stream().mapToLong(Share::fees).toArray())
                .update();
    }
}
