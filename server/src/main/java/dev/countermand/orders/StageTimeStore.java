package dev.countermand.orders;

import dev.countermand.kernel.OrderRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// When units came where they are, in SQL.
@Repository
class StageTimeStore implements StageTimes {

    private record Arrival(String line, Stage stage, Instant at) {}

    private final JdbcClient jdbc;

    StageTimeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, Map<Stage, Instant>> of(OrderRef order) {
        var times = new HashMap<String, Map<Stage, Instant>>();
        jdbc.sql("""
                select line, to_stage, max(at) as at
                  from orders.move
                 where part = :part and order_id = :order
                 group by line, to_stage
                """)
                .param("part", (short) order.part())
                .param("order", order.id().value())
                .query(StageTimeStore::arrival)
                .list()
                .forEach(arrival -> times.computeIfAbsent(arrival.line(), line -> new EnumMap<>(Stage.class))
                        .put(arrival.stage(), arrival.at()));
        return times;
    }

    private static Arrival arrival(ResultSet row, int number) throws SQLException {
        return new Arrival(
                row.getString("line"),
                Stage.valueOf(row.getString("to_stage").toUpperCase(Locale.ROOT)),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
