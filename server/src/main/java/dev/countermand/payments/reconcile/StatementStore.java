package dev.countermand.payments.reconcile;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.payments.spi.ProviderMovement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What a provider says, staged for one comparison, and the orders that it is about.
@Repository
class StatementStore {

    private static final String EFFECT = "eff";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    StatementStore(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /// Stages some lines.
    ///
    /// @param first the number of the first
    void add(UUID run, int first, List<StatementLine> lines) {
        var rows = new ArrayList<Object[]>();
        for (var line : lines) {
            var moved = line.movement();
            var key = moved.key() == null ? null : Ids.parse(EFFECT, moved.key());
            var order = line.order();
            rows.add(new @Nullable Object[] {
                run,
                first + rows.size(),
                moved.reference(),
                moved.payment(),
                moved.key(),
                moved.kind().word(),
                moved.pending(),
                moved.amount(),
                moved.currency(),
                sql(moved.at()),
                key == null ? null : (short) Ids.part(key),
                key,
                order == null ? null : (short) order.part(),
                order == null ? null : order.id().value()
            });
        }
        batches.batchUpdate("""
                insert into payments.statement_line (run, line, reference, payment, key, kind, pending, amount, currency,
                    at, key_part, key_id, of_part, of_order)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, rows);
    }

    /// Finds the orders of the seller that the lines are about: by our key, then by the provider's name of the
    /// movement, then by his name of the payment.
    void match(UUID run, SellerId seller, List<String> gateways) {
        jdbc.sql("""
                update payments.statement_line l
                   set of_part = e.part, of_order = e.order_id
                  from payments.effect e
                  join payments.bill b on b.part = e.part and b.order_id = e.order_id
                 where l.run = :run and l.of_order is null and e.part = l.key_part and e.id = l.key_id
                   and b.seller = :seller
                """).param("run", run).param("seller", seller.value()).update();
        jdbc.sql("""
                update payments.statement_line l
                   set of_part = e.part, of_order = e.order_id
                  from payments.effect e
                  join payments.bill b on b.part = e.part and b.order_id = e.order_id
                 where l.run = :run and l.of_order is null and e.reference = l.reference and b.seller = :seller
                """).param("run", run).param("seller", seller.value()).update();
        jdbc.sql("""
                update payments.statement_line l
                   set of_part = m.part, of_order = m.order_id
                  from payments.movement m
                  join payments.bill b on b.part = m.part and b.order_id = m.order_id
                 where l.run = :run and l.of_order is null and m.reference = l.reference and b.seller = :seller
                """).param("run", run).param("seller", seller.value()).update();
        jdbc.sql("""
                update payments.statement_line l
                   set of_part = p.part, of_order = p.order_id
                  from payments.payment p
                  join payments.bill b on b.part = p.part and b.order_id = p.order_id
                 where l.run = :run and l.of_order is null
                   and p.gateway <> 'manual' and p.gateway = any(:gateways)
                   and coalesce(p.reference, p.caller_id) = l.payment and b.seller = :seller
                """)
                .param("run", run)
                .param("gateways", gateways.toArray(String[]::new))
                .param("seller", seller.value())
                .update();
    }

    /// The orders to be compared: those that the lines are about, those with refunds sent in the window, those
    /// whose captures or releases were told to be in it, and those with open differences of this source.
    List<OrderRef> orders(Run run, List<String> gateways) {
        return jdbc.sql("""
                with orders as (
                    select of_part as part, of_order as order_id
                      from payments.statement_line
                     where run = :run and of_order is not null
                    union
                    select e.part, e.order_id
                      from payments.effect e
                      join payments.payment p on p.part = e.part and p.id = e.payment_id
                     where e.sent_at >= :since and e.sent_at < :until and e.kind = 'refund'
                       and p.gateway = any(:gateways)
                    union
                    select m.part, m.order_id
                      from payments.movement m
                      join payments.payment p on p.part = m.part and p.id = m.payment_id
                     where m.at >= :since and m.at < :until and m.type in ('captured', 'voided')
                       and m.origin <> 'snapshot' and p.gateway = any(:gateways)
                    union
                    select d.part, d.order_id
                      from payments.difference d
                     where d.seller = :seller and d.cured_at is null and d.source = :source and d.order_id is not null
                )
                select b.order_id, b.seller, b.number
                  from orders o
                  join payments.bill b on b.part = o.part and b.order_id = o.order_id
                 where b.seller = :seller
                 order by b.part, b.order_id
                """)
                .param("run", run.id())
                .param("since", sql(run.since() == null ? run.until() : run.since()))
                .param("until", sql(run.until()))
                .param("gateways", gateways.toArray(String[]::new))
                .param("seller", run.seller().value())
                .param("source", run.source())
                .query((row, n) -> new OrderRef(
                        new OrderId(row.getObject("order_id", UUID.class)),
                        new SellerId(row.getString("seller")),
                        row.getString("number")))
                .list();
    }

    /// What the lines say about an order, in their order.
    List<ProviderMovement> lines(UUID run, OrderRef order) {
        return jdbc.sql("""
                select reference, payment, key, kind, pending, amount, currency, at
                  from payments.statement_line
                 where run = :run and of_part = :part and of_order = :order
                 order by line
                """)
                .param("run", run)
                .param("part", order.part())
                .param("order", order.id().value())
                .query(StatementStore::movement)
                .list();
    }

    /// The kinds of movements of which the lines tell any.
    Set<ProviderMovement.Kind> kinds(UUID run) {
        return jdbc.sql("select distinct kind from payments.statement_line where run = :run")
                .param("run", run)
                .query((row, n) -> kind(row))
                .set();
    }

    int foreign(UUID run) {
        return jdbc.sql("select count(*) from payments.statement_line where run = :run and of_order is null")
                .param("run", run)
                .query(Integer.class)
                .single();
    }

    /// The lines with a key of ours that are about no order of the seller's.
    List<ProviderMovement> nobodys(UUID run, int limit) {
        return jdbc.sql("""
                select reference, payment, key, kind, pending, amount, currency, at
                  from payments.statement_line
                 where run = :run and of_order is null and key_id is not null
                 order by line
                 limit :limit
                """)
                .param("run", run)
                .param("limit", limit)
                .query(StatementStore::movement)
                .list();
    }

    void forget(UUID run) {
        jdbc.sql("delete from payments.statement_line where run = :run")
                .param("run", run)
                .update();
    }

    private static ProviderMovement movement(ResultSet row, int n) throws SQLException {
        return new ProviderMovement(
                row.getString("reference"),
                row.getString("payment"),
                row.getString("key"),
                kind(row),
                row.getBoolean("pending"),
                row.getLong("amount"),
                row.getString("currency"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }

    private static ProviderMovement.Kind kind(ResultSet row) throws SQLException {
        return ProviderMovement.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
    }

    private static OffsetDateTime sql(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
