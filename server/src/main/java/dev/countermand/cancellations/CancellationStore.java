package dev.countermand.cancellations;

import static dev.countermand.cancellations.Stored.json;
import static dev.countermand.cancellations.Stored.time;

import dev.countermand.kernel.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Attempts and their lines in SQL. Whoever writes holds the order's lock.
@Repository
class CancellationStore {

    private static final String SELECT = """
            select a.id,
                   a.order_id,
                   a.seller,
                   a.number,
                   a.status,
                   a.reason,
                   a.note,
                   a.refusal,
                   a.requested_by,
                   a.waits_for,
                   a.if_unable,
                   a.payout,
                   a.asked_at,
                   a.deadline,
                   a.silence,
                   a.settled_at,
                   a.verdict_by,
                   a.follows,
                   a.next,
                   a.money,
                   a.policy_version,
                   a.facts,
                   l.line,
                   l.sku,
                   l.title,
                   l.requested,
                   l.at_once,
                   l.stopped,
                   l.asked,
                   l.held_open,
                   l.held_released,
                   l.too_late,
                   l.resumed,
                   l.followed,
                   l.departed,
                   l.refused,
                   l.because,
                   c.replacements,
                   c.address,
                   c.more
              from cancellations.attempt a
              left join cancellations.attempt_line l on l.part = a.part and l.attempt_id = a.id
              left join cancellations.change c on c.part = a.part and c.attempt_id = a.id
            """;

    private static final String INSERT = """
            with attempt as (
                insert into cancellations.attempt (
                    part, id, order_id, seller, number, status, reason, note, refusal, requested_by,
                    asked_at, waits_for, if_unable, payout, deadline, silence, due_at, settled_at, verdict_by,
                    follows, next, money, policy_version, facts)
                values (
                    :part, :id, :order, :seller, :number, :status, :reason, :note, :refusal, :requestedBy,
                    :askedAt, :waitsFor, :ifUnable, :payout, :deadline, :silence, :dueAt, :settledAt, :verdictBy,
                    :follows, :next, cast(:money as jsonb), :policyVersion, cast(:facts as jsonb))
            )
            insert into cancellations.attempt_line (
                part, attempt_id, line, position, sku, title, requested, at_once, stopped, asked,
                held_open, held_released, too_late, resumed, followed, departed, refused, because)
            select :part, :id, l.line, l.position, l.sku, l.title, l.requested, l.at_once, 0, l.asked,
                   l.held_open, l.held_released, 0, 0, 0, 0, l.refused, l.because
              from unnest(:line::text[], :sku::text[], :title::text[], :requested::int[], :atOnce::int[],
                          :asked::int[], :heldOpen::int[], :heldReleased::int[], :refused::int[],
                          :because::text[]) with ordinality
                   as l(line, sku, title, requested, at_once, asked, held_open, held_released, refused,
                        because, position)
            """;

    private static final String UPDATE = """
            with attempt as (
                update cancellations.attempt
                   set status = :status,
                       waits_for = :waitsFor,
                       deadline = :deadline,
                       silence = :silence,
                       due_at = :dueAt,
                       settled_at = :settledAt,
                       verdict_by = :verdictBy,
                       next = :next,
                       money = cast(:money as jsonb)
                 where part = :part and id = :id and status = :from
                returning part, id
            )
            update cancellations.attempt_line l
               set at_once = n.at_once,
                   stopped = n.stopped,
                   asked = n.asked,
                   held_open = n.held_open,
                   held_released = n.held_released,
                   too_late = n.too_late,
                   resumed = n.resumed,
                   followed = n.followed,
                   departed = n.departed
              from attempt a,
                   unnest(:line::text[], :atOnce::int[], :stopped::int[], :asked::int[], :heldOpen::int[],
                          :heldReleased::int[], :tooLate::int[], :resumed::int[], :followed::int[],
                          :departed::int[])
                   as n(line, at_once, stopped, asked, held_open, held_released, too_late, resumed,
                        followed, departed)
             where l.part = :part and l.attempt_id = a.id and l.line = n.line
            """;

    private final JdbcClient jdbc;
    private final CancellationRows rows = new CancellationRows();

    CancellationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Cancellation> find(CancellationId id) {
        return jdbc.sql(SELECT + """
                         where a.part = :part and a.id = :id
                         order by l.position
                        """).param("part", (short) id.part()).param("id", id.value()).query(rows).stream()
                .findFirst();
    }

    /// Of an order, newest first.
    List<Cancellation> of(OrderId order, int limit) {
        return jdbc.sql(SELECT + """
                         where a.part = :part
                           and (a.part, a.id) in (select part, id
                                                    from cancellations.attempt
                                                   where part = :part and order_id = :order
                                                   order by asked_at desc, id desc
                                                   limit :limit)
                         order by a.asked_at desc, a.id desc, l.position
                        """)
                .param("part", (short) order.part())
                .param("order", order.value())
                .param("limit", limit)
                .query(rows);
    }

    /// Of an order, those that wait for somebody, oldest first.
    List<Cancellation> pending(OrderId order) {
        return jdbc.sql(SELECT + """
                         where a.part = :part and a.order_id = :order and a.due_at is not null
                         order by a.asked_at, a.id, l.position
                        """)
                .param("part", (short) order.part())
                .param("order", order.value())
                .query(rows);
    }

    /// Which of these orders have any that wait for somebody.
    Set<OrderId> withPending(List<OrderId> orders) {
        return Set.copyOf(jdbc.sql("""
                        select distinct a.order_id
                          from unnest(:parts::smallint[], :orders::uuid[]) as k(part, order_id)
                          join cancellations.attempt a
                            on a.part = k.part and a.order_id = k.order_id and a.due_at is not null
                        """)
                .param("parts", orders.stream().mapToInt(OrderId::part).toArray())
                .param("orders", orders.stream().map(o -> o.value().toString()).toArray(String[]::new))
                .query((row, n) -> new OrderId(row.getObject("order_id", UUID.class)))
                .list());
    }

    /// Of an order, those that took units back, newest first.
    List<Cancellation> canceling(OrderId order) {
        return jdbc.sql(SELECT + """
                         where a.part = :part
                           and a.order_id = :order
                           and exists (select 1
                                         from cancellations.attempt_line c
                                        where c.part = a.part and c.attempt_id = a.id and c.at_once + c.stopped > 0)
                         order by a.asked_at desc, a.id desc, l.position
                        """)
                .param("part", (short) order.part())
                .param("order", order.value())
                .query(rows);
    }

    /// Those whose deadline has passed, the longest overdue first. Read without locks: whoever settles
    /// one locks its order and looks again.
    List<CancellationId> due(Instant at, int limit) {
        return jdbc.sql("""
                        select id
                          from cancellations.attempt
                         where due_at <= :at
                         order by due_at
                         limit :limit
                        """)
                .param("at", time(at))
                .param("limit", limit)
                .query((row, n) -> new CancellationId(row.getObject("id", UUID.class)))
                .list();
    }

    /// Looks at one again only later, as settling it failed; so it does not stand in the way of the
    /// others.
    void postpone(CancellationId id, Instant until) {
        jdbc.sql("""
                        update cancellations.attempt
                           set due_at = :until
                         where part = :part and id = :id and due_at is not null
                        """)
                .param("part", (short) id.part())
                .param("id", id.value())
                .param("until", time(until))
                .update();
    }

    void insert(Cancellation c) {
        var sql = jdbc.sql(INSERT)
                .param("order", c.order().id().value())
                .param("seller", c.order().seller().value())
                .param("number", c.order().number())
                .param("reason", c.reason().word())
                .param("note", c.note())
                .param("refusal", c.refusal() == null ? null : c.refusal().word())
                .param("requestedBy", c.requestedBy())
                .param("askedAt", time(c.askedAt()))
                .param("ifUnable", c.ifUnable())
                .param("payout", c.payout().word())
                .param("follows", c.follows() == null ? null : c.follows().value())
                .param("policyVersion", c.policyVersion())
                .param("facts", json(c.facts()))
                .param("line", c.lines().stream().map(Cancellation.Line::line).toArray(String[]::new))
                .param("sku", c.lines().stream().map(Cancellation.Line::sku).toArray(String[]::new))
                .param("title", c.lines().stream().map(Cancellation.Line::title).toArray(String[]::new))
                .param("requested", counts(c, Cancellation.Line::requested))
                .param("refused", counts(c, Cancellation.Line::refused))
                .param("because", becauses(c));
        counters(standing(sql, c), c).update();
    }

    /// Writes how it stands now. Answers false when somebody else changed its status meanwhile, which
    /// the order's lock forbids.
    boolean update(Cancellation c, CancellationStatus from) {
        var sql = jdbc.sql(UPDATE)
                .param("from", from.word())
                .param("line", c.lines().stream().map(Cancellation.Line::line).toArray(String[]::new))
                .param("stopped", counts(c, Cancellation.Line::stopped))
                .param("tooLate", counts(c, Cancellation.Line::tooLate))
                .param("resumed", counts(c, Cancellation.Line::resumed))
                .param("followed", counts(c, Cancellation.Line::followed))
                .param("departed", counts(c, Cancellation.Line::departed));
        return counters(standing(sql, c), c).update() == c.lines().size();
    }

    private static JdbcClient.StatementSpec standing(JdbcClient.StatementSpec sql, Cancellation c) {
        return sql.param("part", (short) c.id().part())
                .param("id", c.id().value())
                .param("status", c.status().word())
                .param("waitsFor", c.waitsFor())
                .param("deadline", time(c.deadline()))
                .param("silence", c.silence())
                .param("dueAt", c.status().isPending() ? time(c.deadline()) : null)
                .param("settledAt", time(c.settledAt()))
                .param("verdictBy", c.verdictBy())
                .param("next", c.next())
                .param("money", json(c.money()));
    }

    private static JdbcClient.StatementSpec counters(JdbcClient.StatementSpec sql, Cancellation c) {
        return sql.param("atOnce", counts(c, Cancellation.Line::atOnce))
                .param("asked", counts(c, Cancellation.Line::asked))
                .param("heldOpen", counts(c, Cancellation.Line::heldOpen))
                .param("heldReleased", counts(c, Cancellation.Line::heldReleased));
    }

    private static int[] counts(Cancellation c, ToIntFunction<Cancellation.Line> count) {
        return c.lines().stream().mapToInt(count).toArray();
    }

    private static @Nullable String[] becauses(Cancellation c) {
        return c.lines().stream()
                .map(Cancellation.Line::because)
                .map(because -> because == null ? null : because.word())
                .toArray(String[]::new);
    }
}
