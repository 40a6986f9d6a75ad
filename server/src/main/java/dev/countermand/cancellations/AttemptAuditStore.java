package dev.countermand.cancellations;

import dev.countermand.cases.spi.Finding;
import dev.countermand.cases.spi.PromiseQuery;
import dev.countermand.cases.spi.Stretch;
import dev.countermand.kernel.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Whether attempts, their lines and their deadlines fit together. Nothing is taken for granted that a
/// constraint forbids.
@Repository
class AttemptAuditStore {

    /// An attempt as those compare it who check it.
    ///
    /// @param terms how long the terms it saw let it wait; null when it saw none
    record Row(
            UUID order,
            CancellationId id,
            String status,
            Instant askedAt,
            @Nullable Instant deadline,
            @Nullable String terms,
            String money) {}

    /// Units of a line that an attempt canceled.
    record Canceled(UUID order, String attempt, String line, int quantity) {}

    /// What the clock and the network of the database may take from a deadline, as promised.
    private static final String SLACK = "interval '60 seconds'";

    private static final PromiseQuery OVERDUE = new PromiseQuery(
            "P5",
            "no_verdict",
            "See that a server with workers runs, and what its log says about this cancellation; it settles by"
                    + " itself then.",
            """
            select a.order_id,
                   format('cancellation can_%%s is still %%s', replace(a.id::text, '-', ''), a.status) as found,
                   format('a verdict by %%s (UTC) and 60 s', to_char(a.deadline at time zone 'UTC',
                          'YYYY-MM-DD HH24:MI:SS')) as expected
              from cancellations.attempt a
             where within(a.order_id)
               and a.status in ('attempting', 'waiting')
               and a.deadline + %s < :at
            """.formatted(SLACK));

    private static final PromiseQuery STATUS = new PromiseQuery(
            "P5",
            "status_and_units",
            "The verdict was changed past the program, or its units were: the order's log says what was decided.",
            """
            with units as (
                select l.attempt_id, sum(l.asked + l.held_open + l.held_released) as pending,
                       sum(l.at_once + l.stopped) as canceled, sum(l.too_late + l.resumed) as unable
                  from cancellations.attempt a
                  join cancellations.attempt_line l on l.part = a.part and l.attempt_id = a.id
                 where within(a.order_id)
                 group by l.attempt_id
            )
            select a.order_id,
                   format('cancellation can_%s is %s', replace(a.id::text, '-', ''), a.status) as found,
                   format('what %s units pending, %s canceled and %s not give', u.pending, u.canceled, u.unable)
                       as expected
              from cancellations.attempt a
              left join units u on u.attempt_id = a.id
             where within(a.order_id)
               and coalesce(not case a.status
                     when 'canceled' then u.pending = 0 and u.canceled > 0 and u.unable = 0
                     when 'successful' then u.pending = 0 and u.canceled > 0 and u.unable = 0
                     when 'unable' then u.pending = 0 and u.canceled = 0 and u.unable > 0
                     when 'partly' then u.pending = 0 and u.canceled > 0 and u.unable > 0
                     when 'withdrawn' then u.pending = 0
                     when 'refused' then u.pending = 0 and u.canceled = 0 and u.unable = 0
                     else u.pending > 0 end, true)
               and not (u.attempt_id is null and a.status in ('canceled', 'refused')
                        and exists (select 1
                                      from cancellations.change c
                                     where c.part = a.part and c.attempt_id = a.id))
            """);

    private static final PromiseQuery SUM = new PromiseQuery(
            "P12",
            "attempt_sum",
            "The lines of this cancellation were changed past the program: compare with its log.",
            """
            select a.order_id,
                   format('cancellation can_%s: line %s has %s units', replace(a.id::text, '-', ''), l.line, s.units)
                       as found,
                   format('%s, as requested', l.requested) as expected
              from cancellations.attempt a
              join cancellations.attempt_line l on l.part = a.part and l.attempt_id = a.id
             cross join lateral (select l.at_once + l.stopped + l.asked + l.held_open + l.held_released + l.too_late
                                        + l.resumed + l.refused as units) s
             where within(a.order_id) and s.units <> l.requested
            """);

    private static final PromiseQuery EARLY = new PromiseQuery(
            "P15",
            "fired_early",
            "Silence decided before its time: ask the customer and the warehouse what they want now.",
            """
            select a.order_id,
                   format('cancellation can_%s was settled by silence at %s', replace(a.id::text, '-', ''),
                          a.settled_at at time zone 'UTC') as found,
                   format('not before its deadline, %s', a.deadline at time zone 'UTC') as expected
              from cancellations.attempt a
             where within(a.order_id) and a.verdict_by = 'silence' and a.settled_at < a.deadline
            """);

    private static final PromiseQuery CLOCK = new PromiseQuery(
            "P15",
            "clock_not_set",
            "The clock will look at it too early, too late or never: set due_at to its deadline.",
            """
            select a.order_id,
                   format('cancellation can_%s is looked at %s', replace(a.id::text, '-', ''),
                          coalesce((a.due_at at time zone 'UTC')::text, 'never')) as found,
                   format('at its deadline, %s', a.deadline at time zone 'UTC') as expected
              from cancellations.attempt a
             where within(a.order_id)
               and a.status in ('attempting', 'waiting')
               and (a.due_at is null or a.due_at < a.deadline
                    or a.due_at > greatest(a.deadline, cast(:at as timestamptz)) + interval '5 minutes')
            """);

    private static final PromiseQuery CREDIT = new PromiseQuery(
            "P7",
            "credit_not_chosen",
            "The customer gets store credit that he did not choose: give him his money back, and see who changed it.",
            """
            select a.order_id,
                   format('cancellation can_%s gives %s as store credit', replace(a.id::text, '-', ''),
                          a.money ->> 'credited') as found,
                   'money back to where it came from, as nothing else was chosen' as expected
              from cancellations.attempt a
             where within(a.order_id) and a.payout = 'source' and (a.money ->> 'credited')::bigint > 0
            """);

    private static final List<PromiseQuery> QUERIES = List.of(OVERDUE, STATUS, SUM, EARLY, CLOCK, CREDIT);

    private final JdbcClient jdbc;

    AttemptAuditStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void queries(Stretch stretch, Consumer<Finding> found) {
        QUERIES.forEach(query -> query.run(jdbc, stretch, found));
    }

    List<Row> attempts(Stretch stretch) {
        return PromiseQuery.bind(jdbc, """
                        select a.order_id, a.id, a.status, a.asked_at, a.deadline,
                               a.facts #>> '{saw,terms,deadline}' as terms, a.money
                          from cancellations.attempt a
                         where within(a.order_id)
                        """, stretch)
                .query(AttemptAuditStore::row)
                .list();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        var deadline = row.getObject("deadline", OffsetDateTime.class);
        return new Row(
                row.getObject("order_id", UUID.class),
                new CancellationId(Objects.requireNonNull(row.getObject("id", UUID.class))),
                row.getString("status"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                deadline == null ? null : deadline.toInstant(),
                row.getString("terms"),
                row.getString("money"));
    }

    List<Canceled> canceled(Stretch stretch) {
        return PromiseQuery.bind(jdbc, """
                        select a.order_id, a.id, l.line, l.at_once + l.stopped as quantity
                          from cancellations.attempt a
                          join cancellations.attempt_line l on l.part = a.part and l.attempt_id = a.id
                         where within(a.order_id) and l.at_once + l.stopped > 0
                        """, stretch)
                .query((row, n) -> new Canceled(
                        row.getObject("order_id", UUID.class),
                        new CancellationId(Objects.requireNonNull(row.getObject("id", UUID.class))).toString(),
                        row.getString("line"),
                        row.getInt("quantity")))
                .list();
    }

    /// Empties the notes of an order's cancellations.
    void forget(OrderId order) {
        jdbc.sql("update cancellations.attempt set note = null where part = :part and order_id = :order")
                .param("part", (short) order.part())
                .param("order", order.value())
                .update();
    }
}
