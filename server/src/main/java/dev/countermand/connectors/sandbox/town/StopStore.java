package dev.countermand.connectors.sandbox.town;

import static dev.countermand.connectors.sandbox.town.TownStore.time;

import dev.countermand.site.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The warehouse's book of what it was asked to stop.
@Repository
@InDemo
class StopStore {

    /// @param id the caller's id of the message
    /// @param units line → how many
    /// @param outcome line → `stopped` or `too_late`; empty when it never answers
    record Stop(
            String id,
            String account,
            String attempt,
            String number,
            Map<String, Integer> units,
            Map<String, String> outcome,
            String state,
            Instant askedAt,
            @Nullable Instant answerAt) {}

    private final JdbcClient jdbc;

    StopStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// False when the message was known.
    boolean add(Stop stop) {
        return jdbc.sql("""
                        insert into sandbox.stop (
                            id, account, attempt, number, lines, outcome, state, asked_at, answer_at)
                        values (:id, :account, :attempt, :number, cast(:lines as jsonb), cast(:outcome as jsonb),
                                :state, :askedAt, :answerAt)
                        on conflict (id) do nothing
                        """)
                        .param("id", stop.id())
                        .param("account", stop.account())
                        .param("attempt", stop.attempt())
                        .param("number", stop.number())
                        .param("lines", Json.write(stop.units()))
                        .param("outcome", Json.write(stop.outcome()))
                        .param("state", stop.state())
                        .param("askedAt", time(stop.askedAt()))
                        .param(
                                "answerAt",
                                stop.answerAt() == null ? null : time(stop.answerAt()),
                                java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                        .update()
                == 1;
    }

    Optional<Stop> find(String id) {
        return jdbc.sql("select * from sandbox.stop where id = :id")
                .param("id", id)
                .query((row, n) -> stop(row))
                .optional();
    }

    /// How often this order was asked about before.
    int count(String account, String number) {
        return jdbc.sql("select count(*) from sandbox.stop where account = :account and number = :number")
                .param("account", account)
                .param("number", number)
                .query(Integer.class)
                .single();
    }

    List<Stop> of(String account, String attempt) {
        return jdbc.sql("""
                        select *
                          from sandbox.stop
                         where account = :account and attempt = :attempt
                         order by asked_at
                        """)
                .param("account", account)
                .param("attempt", attempt)
                .query((row, n) -> stop(row))
                .list();
    }

    void move(String account, String attempt, String from, String to) {
        jdbc.sql("""
                        update sandbox.stop
                           set state = :to
                         where account = :account and attempt = :attempt and state = :from
                        """)
                .param("account", account)
                .param("attempt", attempt)
                .param("from", from)
                .param("to", to)
                .update();
    }

    List<Companies.Held> latest(int limit) {
        return jdbc.sql("select * from sandbox.stop order by asked_at desc, id desc limit :limit")
                .param("limit", limit)
                .query((row, n) -> new Companies.Held(
                        row.getString("attempt"),
                        row.getString("number"),
                        row.getString("state"),
                        row.getObject("asked_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private static Stop stop(ResultSet row) throws SQLException {
        var units = new LinkedHashMap<String, Integer>();
        Json.tree(row.getString("lines"))
                .properties()
                .forEach(e -> units.put(e.getKey(), e.getValue().asInt()));
        var outcome = new LinkedHashMap<String, String>();
        Json.tree(row.getString("outcome"))
                .properties()
                .forEach(e -> outcome.put(e.getKey(), e.getValue().asString()));
        var answerAt = row.getObject("answer_at", OffsetDateTime.class);
        return new Stop(
                row.getString("id"),
                row.getString("account"),
                row.getString("attempt"),
                row.getString("number"),
                units,
                outcome,
                row.getString("state"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                answerAt == null ? null : answerAt.toInstant());
    }
}
