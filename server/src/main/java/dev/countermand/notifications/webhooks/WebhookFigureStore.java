package dev.countermand.notifications.webhooks;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// SQL of the figures about webhooks.
@Repository
class WebhookFigureStore {

    private final JdbcClient jdbc;

    WebhookFigureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long open(String status) {
        return jdbc.sql("""
                        select count(*)
                          from notifications.endpoint e
                          join notifications.delivery d on d.endpoint = e.id
                         where e.deleted_at is null
                           and d.status = :status
                        """)
                .param("status", status.toUpperCase(Locale.ROOT))
                .query(Long.class)
                .single();
    }

    long paused() {
        return jdbc.sql(
                        "select count(*) from notifications.endpoint where paused_why is not null and deleted_at is null")
                .query(Long.class)
                .single();
    }

    /// At endpoints that may be called now.
    @Nullable
    Instant firstDue(Instant now) {
        return jdbc.sql("""
                        select min(d.next_try) as at
                          from notifications.endpoint e
                          join notifications.delivery d on d.endpoint = e.id
                         where e.enabled
                           and (e.not_before is null or e.not_before <= :now)
                           and d.status = 'PENDING'
                           and (d.leased_until is null or d.leased_until <= :now)
                        having min(d.next_try) is not null
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> row.getObject("at", OffsetDateTime.class).toInstant())
                .optional()
                .orElse(null);
    }
}
