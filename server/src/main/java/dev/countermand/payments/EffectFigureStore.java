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

    long unknownSinceBefore(Instant at) {
        return jdbc.sql("""
                select count(*)
                  from payments.effect
                 where due_at is not null and state = 'unknown' and unknown_since <= :at
                """).param("at", PaymentStore.sql(at)).query(Long.class).single();
    }

    long held(Hold why) {
        return jdbc.sql("select count(*) from payments.effect where held_for = :why")
                .param("why", why.word())
                .query(Long.class)
                .single();
    }

    @Nullable
    Instant firstLook() {
        return first("""
                select look_at as at
                  from payments.payment
                 where look_at is not null
                 order by look_at
                 limit 1
                """);
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
