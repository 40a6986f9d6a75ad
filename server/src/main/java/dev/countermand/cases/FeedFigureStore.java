package dev.countermand.cases;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// SQL of the figures about the feed and the queue.
@Repository
class FeedFigureStore {

    record Listener(String name, long lag, int failures) {}

    record Waiting(String kind, long open, long overdue) {}

    private final JdbcClient jdbc;

    FeedFigureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long cursor() {
        return jdbc.sql("select cursor from cases.sequencer where id = 1")
                .query(Long.class)
                .single();
    }

    @Nullable
    Instant oldestUnlisted() {
        return jdbc.sql("select at from cases.unlisted order by at limit 1")
                .query((row, n) -> row.getObject("at", OffsetDateTime.class).toInstant())
                .optional()
                .orElse(null);
    }

    List<Listener> listeners() {
        return jdbc.sql("""
                        select l.name, s.cursor - l.cursor as lag, l.failures
                          from cases.listener l, cases.sequencer s
                         where s.id = 1
                         order by l.name
                        """)
                .query((row, n) -> new Listener(row.getString("name"), row.getLong("lag"), row.getInt("failures")))
                .list();
    }

    List<Waiting> queue(Instant now) {
        return jdbc.sql("""
                        select kind, count(*) as open, count(*) filter (where due < :now) as overdue
                          from cases.queue_item
                         group by kind
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Waiting(row.getString("kind"), row.getLong("open"), row.getLong("overdue")))
                .list();
    }
}
