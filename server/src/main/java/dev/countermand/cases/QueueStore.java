package dev.countermand.cases;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What waits for somebody.
@Repository
class QueueStore {

    private static final String SELECT = """
            select order_id,
                   seller,
                   number,
                   kind,
                   subject,
                   waits_for,
                   summary,
                   since,
                   due
              from cases.queue_item
            """;

    private static final String PAGE = """
               and (cast(:kind as text) is null or kind = :kind)
               and (coalesce(due, 'infinity'::timestamptz), part, order_id, kind, subject)
                 > (cast(:afterDue as timestamptz), :afterPart, cast(:afterOrder as uuid), :afterKind, :afterSubject)
             order by coalesce(due, 'infinity'::timestamptz), part, order_id, kind, subject
             limit :limit
            """;

    private final JdbcClient jdbc;

    QueueStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void open(CaseQueue.Item item) {
        jdbc.sql("""
                insert into cases.queue_item (part, order_id, kind, subject, seller, number, waits_for, summary, since, due)
                values (:part, :order, :kind, :subject, :seller, :number, :waitsFor, :summary, :since, :due)
                on conflict (part, order_id, kind, subject) do update
                   set waits_for = excluded.waits_for, summary = excluded.summary, due = excluded.due
                """)
                .param("part", item.order().part())
                .param("order", item.order().id().value())
                .param("kind", item.kind())
                .param("subject", item.subject())
                .param("seller", item.order().seller().value())
                .param("number", item.order().number())
                .param("waitsFor", item.waitsFor())
                .param("summary", item.summary())
                .param("since", item.since().atOffset(ZoneOffset.UTC))
                .param("due", item.due() == null ? null : item.due().atOffset(ZoneOffset.UTC))
                .update();
    }

    void close(OrderRef order, String kind, String subject) {
        jdbc.sql("""
                delete from cases.queue_item
                 where part = :part and order_id = :order and kind = :kind and subject = :subject
                """)
                .param("part", order.part())
                .param("order", order.id().value())
                .param("kind", kind)
                .param("subject", subject)
                .update();
    }

    List<CaseQueue.Item> all(@Nullable String kind, QueuePlace after, int limit) {
        return page(jdbc.sql(SELECT + " where true" + PAGE), kind, after, limit);
    }

    List<CaseQueue.Item> of(Set<SellerId> sellers, @Nullable String kind, QueuePlace after, int limit) {
        var names = sellers.stream().map(SellerId::value).toList();
        return page(
                jdbc.sql(SELECT + " where seller in (:sellers)" + PAGE).param("sellers", names), kind, after, limit);
    }

    private static List<CaseQueue.Item> page(
            JdbcClient.StatementSpec statement, @Nullable String kind, QueuePlace after, int limit) {
        return statement
                .param("kind", kind)
                .param("afterDue", after.due())
                .param("afterPart", after.part())
                .param("afterOrder", after.order())
                .param("afterKind", after.kind())
                .param("afterSubject", after.subject())
                .param("limit", limit)
                .query(QueueStore::item)
                .list();
    }

    List<CaseQueue.Item> of(UUID order) {
        return jdbc.sql(SELECT + """
                 where part = :part and order_id = :order
                 order by since, kind, subject
                """)
                .param("part", Ids.part(order))
                .param("order", order)
                .query(QueueStore::item)
                .list();
    }

    private static CaseQueue.Item item(ResultSet row, int number) throws SQLException {
        var order = new OrderRef(
                new OrderId(row.getObject("order_id", UUID.class)),
                new SellerId(row.getString("seller")),
                row.getString("number"));
        var due = row.getObject("due", OffsetDateTime.class);
        return new CaseQueue.Item(
                order,
                row.getString("kind"),
                row.getString("subject"),
                row.getString("waits_for"),
                row.getString("summary"),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                due == null ? null : due.toInstant());
    }
}
