package dev.countermand.payments;

import static dev.countermand.payments.PaymentStore.sql;

import dev.countermand.kernel.OrderRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Orders as sums of money, and the lines' frozen shares of them.
@Component
class BillStore {

    private final JdbcClient jdbc;

    BillStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(OrderRef order, Bill bill, Instant at) {
        jdbc.sql("""
                insert into payments.bill (part, order_id, seller, number, currency, tax_included, total, due, not_due,
                    shipping, shipping_tax, shipping_settled, shipping_tax_settled, back, kept, already, opened_at)
                values (:part, :order, :seller, :number, :currency, :taxIncluded, :total, :due, :notDue,
                    :shipping, :shippingTax, :shippingSettled, :shippingTaxSettled, :back, :kept, :already, :at)
                """)
                .param("part", order.part())
                .param("order", order.id().value())
                .param("seller", order.seller().value())
                .param("number", order.number())
                .param("currency", bill.currency())
                .param("taxIncluded", bill.taxIncluded())
                .param("total", bill.total())
                .param("due", bill.due())
                .param("notDue", bill.notDue())
                .param("shipping", bill.shipping())
                .param("shippingTax", bill.shippingTax())
                .param("shippingSettled", bill.shippingSettled())
                .param("shippingTaxSettled", bill.shippingTaxSettled())
                .param("back", bill.back())
                .param("kept", bill.kept())
                .param("already", bill.already())
                .param("at", sql(at))
                .update();
    }

    void insertShares(OrderRef order, List<Share> shares) {
        jdbc.sql("""
                insert into payments.share (part, order_id, line, position, units, goods, order_discount, tax,
                    shipping, shipping_tax, given_back)
                select :part, :order, s.*
                  from unnest(:lines::text[], :positions::int[], :units::int[], :goods::bigint[], :discounts::bigint[],
                    :taxes::bigint[], :shipping::bigint[], :shippingTaxes::bigint[], :givenBack::int[]) s
                """)
                .param("part", order.part())
                .param("order", order.id().value())
                .param("lines", shares.stream().map(Share::line).toArray(String[]::new))
                .param("positions", shares.stream().mapToInt(Share::position).toArray())
                .param("units", shares.stream().mapToInt(Share::units).toArray())
                .param("goods", shares.stream().mapToLong(Share::goods).toArray())
                .param(
                        "discounts",
                        shares.stream().mapToLong(Share::orderDiscount).toArray())
                .param("taxes", shares.stream().mapToLong(Share::tax).toArray())
                .param("shipping", shares.stream().mapToLong(Share::shipping).toArray())
                .param(
                        "shippingTaxes",
                        shares.stream().mapToLong(Share::shippingTax).toArray())
                .param("givenBack", shares.stream().mapToInt(Share::givenBack).toArray())
                .update();
    }

    Optional<Bill> bill(OrderRef order) {
        return jdbc.sql("""
                select currency, tax_included, total, due, not_due, shipping, shipping_tax, shipping_settled,
                       shipping_tax_settled, back, kept, already
                  from payments.bill
                 where part = :part and order_id = :order
                """)
                .param("part", order.part())
                .param("order", order.id().value())
                .query((row, n) -> new Bill(
                        row.getString("currency"),
                        row.getBoolean("tax_included"),
                        row.getLong("total"),
                        row.getLong("due"),
                        row.getLong("not_due"),
                        row.getLong("shipping"),
                        row.getLong("shipping_tax"),
                        row.getLong("shipping_settled"),
                        row.getLong("shipping_tax_settled"),
                        row.getLong("back"),
                        row.getLong("kept"),
                        row.getLong("already")))
                .optional();
    }

    /// The lines' shares, in the order of the snapshot.
    List<Share> shares(OrderRef order) {
        return jdbc.sql("""
                select line, position, units, goods, order_discount, tax, shipping, shipping_tax, given_back
                  from payments.share
                 where part = :part and order_id = :order
                 order by position
                """)
                .param("part", order.part())
                .param("order", order.id().value())
                .query((row, n) -> new Share(
                        row.getString("line"),
                        row.getInt("position"),
                        row.getInt("units"),
                        row.getLong("goods"),
                        row.getLong("order_discount"),
                        row.getLong("tax"),
                        row.getLong("shipping"),
                        row.getLong("shipping_tax"),
                        row.getInt("given_back")))
                .list();
    }

    /// Writes what changed since the given state was read; false when it is not the state any
    /// more.
    boolean update(OrderRef order, Bill before, Bill after) {
        return jdbc.sql("""
                update payments.bill
                   set due = :due,
                       not_due = :notDue,
                       shipping_settled = :shippingSettled,
                       shipping_tax_settled = :shippingTaxSettled,
                       back = :back,
                       kept = :kept,
                       already = :already
                 where part = :part and order_id = :order
                   and back = :backBefore and kept = :keptBefore and due = :dueBefore
                """)
                        .param("part", order.part())
                        .param("order", order.id().value())
                        .param("due", after.due())
                        .param("notDue", after.notDue())
                        .param("shippingSettled", after.shippingSettled())
                        .param("shippingTaxSettled", after.shippingTaxSettled())
                        .param("back", after.back())
                        .param("kept", after.kept())
                        .param("already", after.already())
                        .param("backBefore", before.back())
                        .param("keptBefore", before.kept())
                        .param("dueBefore", before.due())
                        .update()
                == 1;
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
}
