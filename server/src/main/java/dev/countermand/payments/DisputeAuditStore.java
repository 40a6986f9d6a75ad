package dev.countermand.payments;

import dev.countermand.cases.spi.Finding;
import dev.countermand.cases.spi.PromiseQuery;
import dev.countermand.cases.spi.Stretch;
import dev.countermand.kernel.Ids;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Whether disputes, payments and held refunds say the same.
@Repository
class DisputeAuditStore {

    /// A refund that is not sent for now, and an open dispute of its payment, if there is one.
    record Held(
            UUID order, String effect, String why, @Nullable String dispute) {}

    private static final PromiseQuery COUNTED = new PromiseQuery(
            "P2",
            "payment_disputes",
            "The payment's counters do not follow from its disputes: compare both with the provider.",
            """
            with disputed as (
                select d.payment_id, sum(d.amount) filter (where d.state = 'open') as open, sum(d.counted) as lost
                  from payments.dispute d
                 where within(d.order_id)
                 group by d.payment_id
            )
            select p.order_id,
                   format('payment %s: %s disputed and %s lost', p.caller_id, p.disputed, p.lost) as found,
                   format('%s and %s by its disputes', coalesce(d.open, 0), coalesce(d.lost, 0)) as expected
              from payments.payment p
              left join disputed d on d.payment_id = p.id
             where within(p.order_id)
               and (p.disputed, p.lost) <> (coalesce(d.open, 0), coalesce(d.lost, 0))
            """);

    private final JdbcClient jdbc;

    DisputeAuditStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void queries(Stretch stretch, Consumer<Finding> found) {
        COUNTED.run(jdbc, stretch, found);
    }

    List<Held> held(Stretch stretch) {
        return PromiseQuery.bind(jdbc, """
                        select e.order_id, e.id, e.held_for,
                               (select d.id
                                  from payments.dispute d
                                 where d.part = e.part and d.payment_id = e.payment_id and d.state = 'open'
                                 limit 1) as dispute
                          from payments.effect e
                         where within(e.order_id) and e.held_for is not null
                        """, stretch)
                .query((row, n) -> new Held(
                        row.getObject("order_id", UUID.class),
                        Ids.text(Effect.PREFIX, row.getObject("id", UUID.class)),
                        row.getString("held_for"),
                        text(row.getObject("dispute", UUID.class))))
                .list();
    }

    private static @Nullable String text(@Nullable UUID dispute) {
        return dispute == null ? null : Ids.text(Dispute.PREFIX, dispute);
    }
}
