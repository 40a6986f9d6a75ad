package dev.countermand.payments;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// SQL of the figures about effects: those that have a due time, which the worker still looks at.
@Repository
class EffectFigureStore {

    private final JdbcClient jdbc;

    EffectFigureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long open(EffectStatus state) {
        return jdbc.sql("select count(*) from payments.effect where due_at is not null and state = :state")
                .param("state", state.word())
                .query(Long.class)
                .single();
    }

    @Nullable
    Instant unknownSince() {
        return first("""
                select min(unknown_since) as at
                  from payments.effect
                 where due_at is not null
                   and state = 'unknown'
                having min(unknown_since) is not null
                """);
    }

    @Nullable
    Instant firstDue() {
        return first("""
                select due_at as at
                  from payments.effect
                 where due_at is not null
                 order by due_at
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
