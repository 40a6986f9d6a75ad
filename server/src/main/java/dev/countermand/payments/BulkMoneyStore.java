package dev.countermand.payments;

import dev.countermand.kernel.OrderRef;
import dev.countermand.payments.GiveBackRules.Promise;
import dev.countermand.site.BulkRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The money of many orders with few statements.
@Component
class BulkMoneyStore {

    /// Money of which another system's records say that it has moved; nothing of ours ever promised it.
    record Moved(Payment payment, EffectKind kind, Movement movement) {

        static List<Moved> all(Scene scene, List<Promise> promises, Told told) {
            var moved = new ArrayList<Moved>();
            for (var promise : promises) {
                var movement = told.moved(scene, promise.kind().told(), promise.amount(), null);
                moved.add(new Moved(promise.payment(), promise.kind(), movement));
            }
            return moved;
        }

        /// The payments with what moved.
        static List<Payment> after(List<Payment> payments, List<Moved> moved) {
            return payments.stream()
                    .map(payment -> moved.stream()
                            .filter(m -> m.payment().id().equals(payment.id()))
                            .map(m -> Change.moved(m.kind(), m.movement().amount()))
                            .reduce(payment, Payment::after, (a, b) -> b))
                    .toList();
        }
    }

    /// The money of a new order.
    record Opened(Scene scene, Bill bill, List<Share> shares, List<Payment> payments, List<Moved> moved) {}

    /// The money of an order before and after something was given back. Only what was read under the
    /// order's lock may stand here.
    record Settled(
            Scene scene, Bill before, Bill after, List<Share> changed, Map<String, Integer> units, List<Moved> moved) {}

    private record Row<T>(OrderRef order, T of) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate bulk;

    BulkMoneyStore(JdbcClient jdbc, JdbcTemplate bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    void insert(List<Opened> opened) {
        var bills = new BulkRows();
        var shares = new BulkRows();
        var payments = new BulkRows();
        for (var each : opened) {
            bill(bills, each);
            each.shares().forEach(share -> share(shares, each.scene().order(), share));
            each.payments().forEach(payment -> payment(payments, each.scene(), payment));
        }
        bills.into(
                bulk,
                "payments.bill (part, order_id, seller, number, currency, tax_included, total, due, not_due, shipping,"
                        + " shipping_tax, shipping_settled, shipping_tax_settled, surcharge, surcharge_tax, fees,"
                        + " fees_settled, back, kept, already, fee_base, fee, opened_at)");
        shares.into(
                bulk,
                "payments.share (part, order_id, line, position, units, goods, order_discount, tax, shipping,"
                        + " shipping_tax, fees, given_back)");
        payments.into(
                bulk,
                "payments.payment (part, id, order_id, caller_id, position, tender, gateway, authorized, captured,"
                        + " voided, void_open, refunded, refund_open, failed, reference, scheme, taken_at, look_at)");
        append(opened.stream()
                .flatMap(each ->
                        each.moved().stream().map(m -> new Row<>(each.scene().order(), m)))
                .toList());
    }

    private static void bill(BulkRows rows, Opened opened) {
        var order = opened.scene().order();
        var bill = opened.bill();
        rows.number(order.part())
                .id(order.id().value())
                .text(order.seller().value())
                .text(order.number())
                .text(bill.currency())
                .flag(bill.taxIncluded())
                .number(bill.total())
                .number(bill.due())
                .number(bill.notDue())
                .number(bill.shipping())
                .number(bill.shippingTax())
                .number(bill.shippingSettled())
                .number(bill.shippingTaxSettled())
                .number(bill.surcharge())
                .number(bill.surchargeTax())
                .number(bill.fees())
                .number(bill.feesSettled())
                .number(bill.back())
                .number(bill.kept())
                .number(bill.already())
                .number(bill.feeBase())
                .number(bill.fee())
                .time(opened.scene().at())
                .end();
    }

    private static void share(BulkRows rows, OrderRef order, Share share) {
        rows.number(order.part())
                .id(order.id().value())
                .text(share.line())
                .number(share.position())
                .number(share.units())
                .number(share.goods())
                .number(share.orderDiscount())
                .number(share.tax())
                .number(share.shipping())
                .number(share.shippingTax())
                .number(share.fees())
                .number(share.givenBack())
                .end();
    }

    private static void payment(BulkRows rows, Scene scene, Payment payment) {
        rows.number(scene.order().part())
                .id(payment.id())
                .id(scene.order().id().value())
                .text(payment.callerId())
                .number(payment.position())
                .text(payment.tender())
                .text(payment.gateway())
                .number(payment.authorized())
                .number(payment.captured())
                .number(payment.voided())
                .number(payment.voidOpen())
                .number(payment.refunded())
                .number(payment.refundOpen())
                .number(payment.failed())
                .text(payment.provider().reference())
                .text(payment.provider().scheme())
                .time(scene.at())
                .time(payment.provider().lookAt())
                .end();
    }

    /// Writes what was given back; false when something is not as it was read.
    boolean settle(List<Settled> settled) {
        var shares = settled.stream()
                .flatMap(s ->
                        s.changed().stream().map(share -> new Row<>(s.scene().order(), share)))
                .toList();
        var units = settled.stream()
                .flatMap(s -> s.changed().stream().map(share -> s.units().getOrDefault(share.line(), 0)))
                .toList();
        boolean written = bills(settled) == settled.size() && shares(shares, units) == shares.size();
        var moved = settled.stream()
                .flatMap(s -> s.moved().stream().map(m -> new Row<>(s.scene().order(), m)))
                .toList();
        if (written && !moved.isEmpty()) {
            written = counters(moved)
                    == moved.stream().map(m -> m.of().payment().id()).distinct().count();
            append(moved);
        }
        return written;
    }

    private int bills(List<Settled> settled) {
        return jdbc.sql("""
                update payments.bill b
                   set not_due = s.not_due,
                       shipping_settled = s.shipping_settled,
                       shipping_tax_settled = s.shipping_tax_settled,
                       fees_settled = s.fees_settled,
                       back = s.back,
                       kept = s.kept,
                       already = s.already,
                       fee_base = s.fee_base,
                       fee = s.fee,
                       fee_parts = s.fee_parts::jsonb
                  from unnest(:parts::smallint[], :orders::uuid[], :notDue::bigint[], :shippingSettled::bigint[],
                              :shippingTaxSettled::bigint[], :feesSettled::bigint[], :back::bigint[], :kept::bigint[],
                              :already::bigint[], :feeBase::bigint[], :fee::bigint[], :feeParts::text[],
                              :backBefore::bigint[], :keptBefore::bigint[])
                       as s(part, order_id, not_due, shipping_settled, shipping_tax_settled, fees_settled, back, kept,
                            already, fee_base, fee, fee_parts, back_before, kept_before)
                 where b.part = s.part and b.order_id = s.order_id and b.back = s.back_before
                   and b.kept = s.kept_before
                """)
                .params(BillStore.keys(
                        settled.stream().map(s -> s.scene().order()).toList()))
                .param("notDue", longs(settled, s -> s.after().notDue()))
                .param("shippingSettled", longs(settled, s -> s.after().shippingSettled()))
                .param("shippingTaxSettled", longs(settled, s -> s.after().shippingTaxSettled()))
                .param("feesSettled", longs(settled, s -> s.after().feesSettled()))
                .param("feeBase", longs(settled, s -> s.after().feeBase()))
                .param("fee", longs(settled, s -> s.after().fee()))
                .param("feeParts", FeeParts.write(settled))
                .param("back", longs(settled, s -> s.after().back()))
                .param("kept", longs(settled, s -> s.after().kept()))
                .param("already", longs(settled, s -> s.after().already()))
                .param("backBefore", longs(settled, s -> s.before().back()))
                .param("keptBefore", longs(settled, s -> s.before().kept()))
                .update();
    }

    private int shares(List<Row<Share>> shares, List<Integer> units) {
        return jdbc.sql("""
                update payments.share s
                   set given_back = s.given_back + g.units
                  from unnest(:parts::smallint[], :orders::uuid[], :lines::text[], :units::int[], :after::int[])
                       as g(part, order_id, line, units, after)
                 where s.part = g.part and s.order_id = g.order_id and s.line = g.line
                   and s.given_back + g.units = g.after
                """)
                .params(BillStore.keys(shares.stream().map(Row::order).toList()))
                .param("lines", shares.stream().map(s -> s.of().line()).toArray(String[]::new))
                .param("units", units.toArray(Integer[]::new))
                .param(
                        "after",
                        shares.stream().mapToInt(s -> s.of().givenBack()).toArray())
                .update();
    }

    private int counters(List<Row<Moved>> moved) {
        return jdbc.sql("""
                update payments.payment p
                   set voided = p.voided + m.voided, refunded = p.refunded + m.refunded
                  from (select part, id, sum(voided) as voided, sum(refunded) as refunded
                          from unnest(:parts::smallint[], :ids::uuid[], :voided::bigint[], :refunded::bigint[])
                               as e(part, id, voided, refunded)
                         group by part, id) m
                 where p.part = m.part and p.id = m.id
                """)
                .param("parts", moved.stream().mapToInt(m -> m.order().part()).toArray())
                .param("ids", ids(moved))
                .param("voided", longs(moved, m -> m.of().kind() == EffectKind.VOID ? amount(m) : 0))
                .param("refunded", longs(moved, m -> m.of().kind() == EffectKind.VOID ? 0 : amount(m)))
                .update();
    }

    private void append(List<Row<Moved>> moved) {
        if (moved.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into payments.movement (part, payment_id, seq, order_id, type, amount, told_id, origin, at,
                    recorded_at, actor)
                select e.part, e.id,
                       (select coalesce(max(b.seq), 0)
                          from payments.movement b
                         where b.part = e.part and b.payment_id = e.id)
                           + row_number() over (partition by e.part, e.id order by e.n),
                       e.order_id, e.type, e.amount, e.told_id, e.origin, e.at::timestamptz,
                       e.recorded_at::timestamptz, e.actor
                  from unnest(:parts::smallint[], :ids::uuid[], :orders::uuid[], :types::text[], :amounts::bigint[],
                              :toldIds::text[], :origins::text[], :at::text[], :recordedAt::text[],
                              :actors::text[]) with ordinality
                       as e(part, id, order_id, type, amount, told_id, origin, at, recorded_at, actor, n)
                """)
                .params(BillStore.keys(moved.stream().map(Row::order).toList()))
                .param("ids", ids(moved))
                .param("types", texts(moved, m -> m.type().word()))
                .param("amounts", longs(moved, BulkMoneyStore::amount))
                .param("toldIds", texts(moved, Movement::toldId))
                .param("origins", texts(moved, Movement::origin))
                .param("at", texts(moved, m -> m.at().toString()))
                .param("recordedAt", texts(moved, m -> m.recordedAt().toString()))
                .param("actors", texts(moved, Movement::actor))
                .update();
    }

    private static long amount(Row<Moved> moved) {
        return moved.of().movement().amount();
    }

    private static String[] ids(List<Row<Moved>> moved) {
        return moved.stream().map(m -> m.of().payment().id().toString()).toArray(String[]::new);
    }

    private static @Nullable String[] texts(
            List<Row<Moved>> moved, java.util.function.Function<Movement, @Nullable String> text) {
        return moved.stream().map(m -> text.apply(m.of().movement())).toArray(String[]::new);
    }

    private static <T> long[] longs(List<T> all, java.util.function.ToLongFunction<T> number) {
        return all.stream().mapToLong(number).toArray();
    }
}
