package dev.countermand.cases;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.Said;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What waits for somebody.
@Repository
class QueueStore {

    private static final String SELECT = """
            select part,
                   order_id,
                   seller,
                   number,
                   kind,
                   subject,
                   waits_for,
                   summary,
                   since,
                   due,
                   said,
                   taken_by,
                   taken_name
              from cases.queue_item
            """;

    private static final String PAGE = """
               and (cast(:kind as text) is null or kind = :kind)
               and (cast(:waitsFor as text[]) is null or waits_for = any(cast(:waitsFor as text[])))
               and (cast(:takenBy as text) is null or taken_by = :takenBy)
               and (coalesce(due, 'infinity'::timestamptz), part, order_id, kind, subject)
                 > (cast(:afterDue as timestamptz), :afterPart, cast(:afterOrder as uuid), :afterKind, :afterSubject)
             order by coalesce(due, 'infinity'::timestamptz), part, order_id, kind, subject
             limit :limit
            """;

    /// The first of each seller come from his stretch of the index.
    private static final String OF_SELLERS = """
            select i.*
              from unnest(:sellers::text[]) as s(seller)
             cross join lateral (
            """ + SELECT + " where seller = s.seller" + PAGE + """
                   ) as i
             order by coalesce(i.due, 'infinity'::timestamptz), i.part, i.order_id, i.kind, i.subject
             limit :limit
            """;

    private final JdbcClient jdbc;

    QueueStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param items no two about the same
    void open(Collection<CaseQueue.Item> items) {
        jdbc.sql("""
                insert into cases.queue_item (part, order_id, kind, subject, seller, number, waits_for, summary, since, due, said)
                select *
                  from unnest(:parts::smallint[], :orders::uuid[], :kinds::text[], :subjects::text[], :sellers::text[],
                              :numbers::text[], :waitsFor::text[], :summaries::text[], :since::timestamptz[],
                              :due::timestamptz[], :said::text[])
                on conflict (part, order_id, kind, subject) do update
                   set waits_for = excluded.waits_for, summary = excluded.summary, due = excluded.due, said = excluded.said
                """)
                .param("parts", items.stream().mapToInt(i -> i.order().part()).toArray())
                .param("orders", texts(items, i -> i.order().id().value().toString()))
                .param("kinds", texts(items, CaseQueue.Item::kind))
                .param("subjects", texts(items, CaseQueue.Item::subject))
                .param("sellers", texts(items, i -> i.order().seller().value()))
                .param("numbers", texts(items, i -> i.order().number()))
                .param("waitsFor", texts(items, CaseQueue.Item::waitsFor))
                .param("summaries", texts(items, CaseQueue.Item::summary))
                .param("since", texts(items, i -> i.since().toString()))
                .param("due", texts(items, i -> i.due() == null ? null : i.due().toString()))
                .param(
                        "said",
                        texts(items, i -> i.said() == null ? null : i.said().json()))
                .update();
    }

    void reword(CaseQueue.Item item) {
        jdbc.sql("""
                update cases.queue_item
                   set waits_for = :waitsFor, summary = :summary, due = cast(:due as timestamptz), said = :said
                 where part = :part and order_id = :order and kind = :kind and subject = :subject
                """)
                .param("waitsFor", item.waitsFor())
                .param("summary", item.summary())
                .param("due", item.due() == null ? null : item.due().toString())
                .param("said", item.said() == null ? null : item.said().json())
                .param("part", item.order().part())
                .param("order", item.order().id().value())
                .param("kind", item.kind())
                .param("subject", item.subject())
                .update();
    }

    private static @Nullable String[] texts(
            Collection<CaseQueue.Item> items, Function<CaseQueue.Item, @Nullable String> of) {
        return items.stream().map(of).toArray(String[]::new);
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

    List<CaseQueue.Item> list(CaseQueue.Search search, QueuePlace after, int limit) {
        var statement = search.sellers().isEmpty()
                ? jdbc.sql(SELECT + " where true" + PAGE)
                : jdbc.sql(OF_SELLERS).param("sellers", names(search.sellers()));
        return statement
                .param("kind", search.kind())
                .param(
                        "waitsFor",
                        search.waitsFor().isEmpty() ? null : search.waitsFor().toArray(String[]::new))
                .param("takenBy", search.takenBy())
                .param("afterDue", after.due())
                .param("afterPart", after.part())
                .param("afterOrder", after.order())
                .param("afterKind", after.kind())
                .param("afterSubject", after.subject())
                .param("limit", limit)
                .query(QueueStore::item)
                .list();
    }

    boolean take(OrderRef order, String kind, String subject, CaseQueue.Taker taker) {
        return jdbc.sql("""
                update cases.queue_item
                   set taken_by = :id, taken_name = :name
                 where part = :part and order_id = :order and kind = :kind and subject = :subject
                   and (taken_by is null or taken_by = :id)
                """)
                        .param("id", taker.id())
                        .param("name", taker.name())
                        .param("part", order.part())
                        .param("order", order.id().value())
                        .param("kind", kind)
                        .param("subject", subject)
                        .update()
                == 1;
    }

    boolean giveBack(OrderRef order, String kind, String subject, String id) {
        return jdbc.sql("""
                update cases.queue_item
                   set taken_by = null, taken_name = null
                 where part = :part and order_id = :order and kind = :kind and subject = :subject and taken_by = :id
                """)
                        .param("id", id)
                        .param("part", order.part())
                        .param("order", order.id().value())
                        .param("kind", kind)
                        .param("subject", subject)
                        .update()
                == 1;
    }

    Map<CaseQueue.Item, CaseQueue.Taker> takers(List<CaseQueue.Item> items) {
        var takers = new HashMap<CaseQueue.Item, CaseQueue.Taker>();
        jdbc.sql(SELECT + """
                 where (part, order_id) in (select * from unnest(:parts::smallint[], :orders::uuid[]))
                   and taken_by is not null
                """)
                .param("parts", items.stream().mapToInt(i -> i.order().part()).toArray())
                .param(
                        "orders",
                        items.stream()
                                .map(i -> i.order().id().value().toString())
                                .toArray(String[]::new))
                .query((ResultSet row) -> {
                    takers.put(
                            item(row, 0), new CaseQueue.Taker(row.getString("taken_by"), row.getString("taken_name")));
                });
        return takers;
    }

    List<CaseQueue.Count> counts(Set<SellerId> sellers, Instant now, int limit) {
        return jdbc.sql("""
                select kind, waits_for, count(*) as items, count(*) filter (where due < :now) as overdue
                  from (select kind, waits_for, due
                          from cases.queue_item
                         where cast(:sellers as text[]) is null or seller = any(cast(:sellers as text[]))
                         order by coalesce(due, 'infinity'::timestamptz), part, order_id, kind, subject
                         limit :limit) as open
                 group by kind, waits_for
                 order by kind, waits_for
                """)
                .param("sellers", sellers.isEmpty() ? null : names(sellers))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, n) -> new CaseQueue.Count(
                        row.getString("kind"), row.getString("waits_for"), row.getInt("items"), row.getInt("overdue")))
                .list();
    }

    private static String[] names(Set<SellerId> sellers) {
        return sellers.stream().map(SellerId::value).toArray(String[]::new);
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
                due == null ? null : due.toInstant(),
                Said.read(row.getString("said")));
    }
}
