package dev.countermand.notifications;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// SQL of the figures about messages.
@Repository
class MessageFigureStore {

    private final JdbcClient jdbc;

    MessageFigureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long pending() {
        return jdbc.sql("select count(*) from notifications.message where status = 'PENDING'")
                .query(Long.class)
                .single();
    }

    @Nullable
    Instant oldest() {
        return first(jdbc.sql("""
                        select min(created_at) as at
                          from notifications.message
                         where status = 'PENDING'
                        having min(created_at) is not null
                        """));
    }

    /// Of those that nobody is busy with.
    @Nullable
    Instant firstDue(Instant now) {
        return first(jdbc.sql("""
                        select min(next_try) as at
                          from notifications.message
                         where status = 'PENDING'
                           and (leased_until is null or leased_until < :now)
                        having min(next_try) is not null
                        """).param("now", now.atOffset(ZoneOffset.UTC)));
    }

    private static @Nullable Instant first(JdbcClient.StatementSpec sql) {
        return sql.query((row, n) -> row.getObject("at", OffsetDateTime.class).toInstant())
                .optional()
                .orElse(null);
    }
}
