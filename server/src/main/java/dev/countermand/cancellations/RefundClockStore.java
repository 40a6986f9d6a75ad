package dev.countermand.cancellations;

import dev.countermand.kernel.OrderId;
import dev.countermand.policies.Due;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
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

    /// Starts a clock; one that runs, or has run out, goes on running as long as money is out.
    void start(RefundClock clock) {
        jdbc.sql("""
                insert into cancellations.refund_clock
                       (part, attempt_id, order_id, law, source, started_at, due_at, look_at)
                values (:part, :id, :order, :law, :source, :started, :due, :look)
                on conflict (part, attempt_id) do update set look_at = excluded.look_at, ended_at = null
                """)
                .param("part", (short) clock.cancellation().part())
                .param("id", clock.cancellation().value())
                .param("order", clock.order().value())
                .param("law", clock.due().law())
                .param("source", clock.due().source())
                .param("started", Stored.time(clock.startedAt()))
                .param("due", Stored.time(clock.due().at()))
                .param("look", Stored.time(clock.firstLook()))
                .update();
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
    void looked(
            CancellationId id,
            @Nullable Instant lookAt,
            @Nullable Instant warnedAt,
            @Nullable Instant missedAt,
            @Nullable Instant endedAt) {
        jdbc.sql("""
                update cancellations.refund_clock
                   set look_at = :look, warned_at = :warned, missed_at = :missed, ended_at = :ended
                 where part = :part and attempt_id = :id
                """)
                .param("part", (short) id.part())
                .param("id", id.value())
                .param("look", Stored.time(lookAt), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("warned", Stored.time(warnedAt), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("missed", Stored.time(missedAt), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("ended", Stored.time(endedAt), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    private static RefundClock clock(ResultSet row, int number) throws SQLException {
        return new RefundClock(
                new CancellationId(row.getObject("attempt_id", UUID.class)),
                new OrderId(row.getObject("order_id", UUID.class)),
                new Due(row.getString("law"), row.getString("source"), time(row, "due_at")),
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
