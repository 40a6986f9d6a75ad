package dev.countermand.payments;

import dev.countermand.cases.spi.PromiseQuery;
import dev.countermand.cases.spi.Stretch;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Bills and shares as those read them who compare them with what changes told.
@Repository
class ExchangeAuditStore {

    private final JdbcClient jdbc;

    ExchangeAuditStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<ExchangeTold.Carried> carried(Stretch stretch) {
        return PromiseQuery.bind(jdbc, """
                        select b.order_id, b.carried, b.due
                          from payments.bill b
                         where within(b.order_id)
                        """, stretch)
                .query((row, n) -> new ExchangeTold.Carried(
                        row.getObject("order_id", UUID.class), row.getLong("carried"), row.getLong("due")))
                .list();
    }

    /// Of orders that were changed.
    List<ExchangeTold.Added> added(Stretch stretch) {
        return PromiseQuery.bind(jdbc, """
                        select s.order_id, s.line, s.units,
                               s.goods - s.order_discount + s.shipping + s.fees
                               + case when b.tax_included then 0 else s.tax + s.shipping_tax end as whole
                          from payments.bill b
                          join payments.share s on s.part = b.part and s.order_id = b.order_id
                         where within(b.order_id) and within(s.order_id) and b.back > 0
                        """, stretch)
                .query((row, n) -> new ExchangeTold.Added(
                        row.getObject("order_id", UUID.class),
                        row.getString("line"),
                        row.getInt("units"),
                        row.getLong("whole")))
                .list();
    }
}
