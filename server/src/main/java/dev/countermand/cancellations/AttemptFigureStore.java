package dev.countermand.cancellations;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// SQL of the figures about attempts.
@Repository
class AttemptFigureStore {

    private final JdbcClient jdbc;

    AttemptFigureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long open(String status) {
        return jdbc.sql("""
                        select count(*)
                          from cancellations.attempt
                         where due_at is not null
                           and status = :status
                        """).param("status", status).query(Long.class).single();
    }

    /// By the clock's own column, which moves on after a failure: so this is what the clock has not come
    /// to.
    @Nullable
    Instant firstDeadline() {
        return first("""
                select due_at as at
                  from cancellations.attempt
                 where due_at is not null
                 order by due_at
                 limit 1
                """);
    }

    @Nullable
    Instant firstStop() {
        return first("""
                select next_try as at
                  from cancellations.stop_order
                 where state = 'planned'
                 order by next_try
                 limit 1
                """);
    }

    private @Nullable Instant first(String sql) {
        return jdbc.sql(sql)
                .query((row, n) -> row.getObject("at", OffsetDateTime.class).toInstant())
                .optional()
                .orElse(null);
    }
}
