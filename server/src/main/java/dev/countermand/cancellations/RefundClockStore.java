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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Clocks of refunds in SQL.
@Repository
class RefundClockStore {

    private static final String SELECT = """
            select attempt_id, order_id, law, source, started_at, due_at, warned_at, missed_at
              from cancellations.refund_clock
            """;

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

    /// Those at which somebody must look, locked; others that are being looked at are left out.
    List<RefundClock> toLookAt(Instant at, int limit) {
        return jdbc.sql(SELECT + """
                         where look_at <= :at
                         order by look_at
                         limit :limit
                           for update skip locked
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
        var due = clock.due();
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
                found(row, "warned_at"),
                found(row, "missed_at"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant found(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
