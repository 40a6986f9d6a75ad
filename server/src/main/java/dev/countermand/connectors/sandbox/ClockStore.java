package dev.countermand.connectors.sandbox;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// How far the demo's clock is ahead, for all processes.
@Repository
class ClockStore {

    private final JdbcClient jdbc;

    ClockStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Duration ahead() {
        return Duration.ofSeconds(
                jdbc.sql("select seconds from sandbox.clock").query(Long.class).single());
    }

    /// Sets it forward; answers how far it is ahead now. Two at once add up, unless that would be beyond
    /// the limit.
    Duration forward(Duration by, Duration limit) {
        jdbc.sql("update sandbox.clock set seconds = seconds + :by where seconds + :by <= :limit")
                .param("by", by.toSeconds())
                .param("limit", limit.toSeconds())
                .update();
        return ahead();
    }
}
