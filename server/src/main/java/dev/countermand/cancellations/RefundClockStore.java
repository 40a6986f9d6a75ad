package dev.countermand.cancellations;

import dev.countermand.kernel.OrderId;
import dev.countermand.policies.Due;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/// Clocks of refunds in SQL.
@Repository
class RefundClockStore {

    private static final String SELECT = """
            select c.attempt_id, c.order_id, c.law, c.source, c.started_at, c.due_at, c.warned_at, c.missed_at, c.ended_at,
                   (select coalesce(json_agg(json_build_object(
                               'because', p.because, 'beganAt', p.began_at, 'endedAt', p.ended_at)
                               order by p.number), '[]')
                      from cancellations.refund_pause p
                     where p.part = c.part and p.attempt_id = c.attempt_id) as pauses
              from cancellations.refund_clock c
            """;

    private static final TypeReference<List<RefundPause>> PAUSES = new TypeReference<>() {};

    private final JdbcClient jdbc;

    RefundClockStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Starts a clock for each of these cancellations that a buyer asked for; one that has ended goes on, as more of
    /// its money is out.
    void start(Collection<CancellationId> cancellations) {
        var ids = List.copyOf(cancellations);
        jdbc.sql("""
                insert into cancellations.refund_clock (part, attempt_id, order_id, started_at, look_at)
                select a.part, a.id, a.order_id, a.asked_at, a.asked_at + cast(:first as interval)
                  from unnest(:parts, :ids) as wanted (part, id)
                  join cancellations.attempt a on a.part = wanted.part and a.id = wanted.id
                 where not (a.reason = any(:stores))
                on conflict (part, attempt_id)
                do update set look_at = excluded.look_at, ended_at = null
                """)
                .param("parts", ids.stream().map(id -> (short) id.part()).toArray(Short[]::new))
                .param("ids", ids.stream().map(CancellationId::value).toArray(UUID[]::new))
                .param("first", RefundClock.FIRST.toSeconds() + " seconds")
                .param("stores", RefundClockStore.stores())
                .update();
    }

    private static String[] stores() {
        return Arrays.stream(RequestReason.values())
                .filter(RequestReason::isStores)
                .map(RequestReason::word)
                .toArray(String[]::new);
    }

    /// The clock of a cancellation, locked until the transaction ends; empty where none was started.
    Optional<RefundClock> lock(CancellationId cancellation) {
        return jdbc.sql(SELECT + "where c.part = :part and c.attempt_id = :id for update of c")
                .param("part", (short) cancellation.part())
                .param("id", cancellation.value())
                .query(RefundClockStore::clock)
                .optional();
    }

    /// The clocks of these cancellations.
    List<RefundClock> of(Collection<CancellationId> cancellations) {
        return jdbc.sql(SELECT + """
                          join unnest(:parts, :ids) as wanted (part, id)
                            on c.part = wanted.part and c.attempt_id = wanted.id
                         order by c.started_at, c.attempt_id
                        """)
                .param(
                        "parts",
                        cancellations.stream().map(id -> (short) id.part()).toArray(Short[]::new))
                .param("ids", cancellations.stream().map(CancellationId::value).toArray(UUID[]::new))
                .query(RefundClockStore::clock)
                .list();
    }

    /// Lets it stand still.
    void pause(RefundClock clock, RefundPause pause) {
        jdbc.sql("""
                insert into cancellations.refund_pause (part, attempt_id, number, because, began_at)
                values (:part, :id, :number, :because, :began)
                """)
                .param("part", (short) clock.cancellation().part())
                .param("id", clock.cancellation().value())
                .param("number", clock.pauses().size() + 1)
                .param("because", pause.because().word())
                .param("began", Stored.time(pause.beganAt()))
                .update();
    }

    /// Lets it run again.
    void resume(CancellationId cancellation, Instant at) {
        jdbc.sql("""
                update cancellations.refund_pause
                   set ended_at = :at
                 where part = :part and attempt_id = :id and ended_at is null
                """)
                .param("part", (short) cancellation.part())
                .param("id", cancellation.value())
                .param("at", Stored.time(at))
                .update();
    }

    /// Those at which somebody must look, locked; others that are being looked at are left out.
    List<RefundClock> toLookAt(Instant at, int limit) {
        return jdbc.sql(SELECT + """
                         where c.look_at <= :at
                         order by c.look_at
                         limit :limit
                           for update of c skip locked
                        """)
                .param("at", Stored.time(at))
                .param("limit", limit)
                .query(RefundClockStore::clock)
                .list();
    }

    /// Keeps what was found.
    ///
    /// @param lookAt when to look again; null when it has ended
    void looked(RefundClock clock, @Nullable Instant lookAt, @Nullable Instant endedAt) {
        var due = clock.law();
        jdbc.sql("""
                update cancellations.refund_clock
                   set law = :law, source = :source, due_at = :due, look_at = :look, warned_at = :warned,
                       missed_at = :missed, ended_at = :ended
                 where part = :part and attempt_id = :id
                """)
                .param("part", (short) clock.cancellation().part())
                .param("id", clock.cancellation().value())
                .param("law", due == null ? null : due.law(), Types.VARCHAR)
                .param("source", due == null ? null : due.source(), Types.VARCHAR)
                .param("due", Stored.time(due == null ? null : due.at()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("look", Stored.time(lookAt), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("warned", Stored.time(clock.warnedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("missed", Stored.time(clock.missedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("ended", Stored.time(endedAt), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    private static RefundClock clock(ResultSet row, int number) throws SQLException {
        return new RefundClock(
                new CancellationId(row.getObject("attempt_id", UUID.class)),
                new OrderId(row.getObject("order_id", UUID.class)),
                row.getString("law") == null
                        ? null
                        : new Due(row.getString("law"), row.getString("source"), time(row, "due_at")),
                time(row, "started_at"),
                Stored.read(row.getString("pauses"), PAUSES),
                found(row, "warned_at"),
                found(row, "missed_at"),
                found(row, "ended_at"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant found(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
