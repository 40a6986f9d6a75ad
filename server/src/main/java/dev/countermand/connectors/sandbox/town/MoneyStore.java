package dev.countermand.connectors.sandbox.town;

import static dev.countermand.connectors.sandbox.town.TownStore.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The payment provider's books: charges, and what moved of each.
@Repository
@InDemo
class MoneyStore {

    /// @param thrown how often dice were thrown about it
    record Charge(String id, long amount, String currency, long captured, long voided, long refunded, int thrown) {

        Charge thrownOnce() {
            return new Charge(id, amount, currency, captured, voided, refunded, thrown + 1);
        }
    }

    /// @param key the caller's idempotency key, with the `request` it came with and what was answered
    record Movement(
            String key,
            String request,
            String id,
            String charge,
            String kind,
            long amount,
            String state,
            @Nullable String message,
            int status,
            String answer,
            Instant at) {}

    private final JdbcClient jdbc;

    MoneyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean add(Charge charge, Instant at) {
        return jdbc.sql("""
                        insert into sandbox.charge (id, amount, currency, captured, voided, refunded, thrown, at)
                        values (:id, :amount, :currency, :captured, 0, 0, 0, :at)
                        on conflict (id) do nothing
                        """)
                        .param("id", charge.id())
                        .param("amount", charge.amount())
                        .param("currency", charge.currency())
                        .param("captured", charge.captured())
                        .param("at", time(at))
                        .update()
                == 1;
    }

    Optional<Charge> charge(String id) {
        return jdbc.sql("select * from sandbox.charge where id = :id")
                .param("id", id)
                .query((row, n) -> charge(row))
                .optional();
    }

    /// Nobody else moves its money until the transaction ends.
    Optional<Charge> locked(String id) {
        return jdbc.sql("select * from sandbox.charge where id = :id for update")
                .param("id", id)
                .query((row, n) -> charge(row))
                .optional();
    }

    void update(Charge charge) {
        jdbc.sql("""
                        update sandbox.charge
                           set captured = :captured, voided = :voided, refunded = :refunded, thrown = :thrown
                         where id = :id
                        """)
                .param("id", charge.id())
                .param("captured", charge.captured())
                .param("voided", charge.voided())
                .param("refunded", charge.refunded())
                .param("thrown", charge.thrown())
                .update();
    }

    Optional<Movement> movement(String key) {
        return jdbc.sql("select * from sandbox.movement where key = :key")
                .param("key", key)
                .query((row, n) -> movement(row))
                .optional();
    }

    void add(Movement movement) {
        jdbc.sql("""
                        insert into sandbox.movement (
                            key, request, id, charge, kind, amount, state, message, status, answer, at, done_at)
                        values (:key, :request, :id, :charge, :kind, :amount, :state, :message, :status, :answer, :at,
                                :doneAt)
                        """)
                .param("key", movement.key())
                .param("request", movement.request())
                .param("id", movement.id())
                .param("charge", movement.charge())
                .param("kind", movement.kind())
                .param("amount", movement.amount())
                .param("state", movement.state())
                .param("message", movement.message())
                .param("status", movement.status())
                .param("answer", movement.answer())
                .param("at", time(movement.at()))
                .param(
                        "doneAt",
                        movement.state().equals("pending") ? null : time(movement.at()),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /// False when it was settled before.
    boolean settle(String key, Instant at) {
        return jdbc.sql("""
                        update sandbox.movement
                           set state = 'succeeded', done_at = :at
                         where key = :key and state = 'pending'
                        """).param("key", key).param("at", time(at)).update() == 1;
    }

    List<Companies.Held> latest(int limit) {
        return jdbc.sql("select * from sandbox.movement order by at desc, key limit :limit")
                .param("limit", limit)
                .query((row, n) -> new Companies.Held(
                        row.getString("kind") + " " + row.getLong("amount"),
                        row.getString("charge"),
                        row.getString("state"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private static Charge charge(ResultSet row) throws SQLException {
        return new Charge(
                row.getString("id"),
                row.getLong("amount"),
                row.getString("currency"),
                row.getLong("captured"),
                row.getLong("voided"),
                row.getLong("refunded"),
                row.getInt("thrown"));
    }

    private static Movement movement(ResultSet row) throws SQLException {
        return new Movement(
                row.getString("key"),
                row.getString("request"),
                row.getString("id"),
                row.getString("charge"),
                row.getString("kind"),
                row.getLong("amount"),
                row.getString("state"),
                row.getString("message"),
                row.getInt("status"),
                row.getString("answer"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
