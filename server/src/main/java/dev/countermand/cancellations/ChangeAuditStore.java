package dev.countermand.cancellations;

import dev.countermand.cases.spi.PromiseQuery;
import dev.countermand.cases.spi.Stretch;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Changes as those read them who compare them with the journals.
@Repository
class ChangeAuditStore {

    /// What a change says of itself: how many units made place, how many came, what is due by it.
    record Row(UUID order, String change, int done, int came, long more) {}

    private final JdbcClient jdbc;

    ChangeAuditStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Row> changes(Stretch stretch) {
        return PromiseQuery.bind(jdbc, """
                        select a.order_id, a.id, c.more, coalesce(sum((r ->> 'done')::int), 0) as done,
                               coalesce(sum(m.quantity), 0) as came
                          from cancellations.attempt a
                          join cancellations.change c on c.part = a.part and c.attempt_id = a.id
                          left join lateral jsonb_array_elements(c.replacements) r on true
                          left join lateral (select sum((each ->> 'quantity')::int) as quantity
                                               from jsonb_array_elements(r -> 'made') each) m on true
                         where within(a.order_id)
                         group by a.order_id, a.id, c.more
                        """, stretch)
                .query((row, n) -> new Row(
                        row.getObject("order_id", UUID.class),
                        new CancellationId(Objects.requireNonNull(row.getObject("id", UUID.class))).toString(),
                        row.getInt("done"),
                        row.getInt("came"),
                        row.getLong("more")))
                .list();
    }
}
