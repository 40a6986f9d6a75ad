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
    /// @param seller whose it is, as he said when he made it
    /// @param expiresAt when what is still held ends by itself; null when all of it was captured at once
    record Charge(
            String id,
            long amount,
            String currency,
            long captured,
            long voided,
            long refunded,
            int thrown,
            String seller,
            @Nullable Instant expiresAt) {

        Charge thrownOnce() {
            return new Charge(id, amount, currency, captured, voided, refunded, thrown + 1, seller, expiresAt);
        }

        Charge plus(long taken, long released, long back) {
            return new Charge(
                    id,
                    amount,
                    currency,
                    captured + taken,
                    voided + released,
                    refunded + back,
                    thrown,
                    seller,
                    expiresAt);
        }

        /// Whether what was still held ended by itself.
        boolean isExpired(Instant at) {
            return expiresAt != null && !at.isBefore(expiresAt) && captured + voided < amount;
        }

        long held(Instant at) {
            return isExpired(at) ? 0 : amount - captured - voided;
        }
    }

    /// A dispute of a charge.
    record Dispute(String id, String charge, long amount, String state, String reason, Instant at, Instant answerBy) {}

    /// @param seller who asked for it
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
            Instant at,
            String seller) {}

    private final JdbcClient jdbc;

    MoneyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean add(Charge charge, Instant at) {
        return jdbc.sql("""
                        insert into sandbox.charge (id, amount, currency, captured, voided, refunded, thrown, at,
                            seller, expires_at)
                        values (:id, :amount, :currency, :captured, 0, 0, 0, :at, :seller, :expiresAt)
                        on conflict (id) do nothing
                        """)
                        .param("id", charge.id())
                        .param("amount", charge.amount())
                        .param("currency", charge.currency())
                        .param("captured", charge.captured())
                        .param("at", time(at))
                        .param("seller", charge.seller())
                        .param(
                                "expiresAt",
                                charge.expiresAt() == null ? null : time(charge.expiresAt()),
                                Types.TIMESTAMP_WITH_TIMEZONE)
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
                            key, request, id, charge, kind, amount, state, message, status, answer, at, done_at,
                            seller)
                        values (:key, :request, :id, :charge, :kind, :amount, :state, :message, :status, :answer, :at,
                                :doneAt, :seller)
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
                .param("seller", movement.seller())
                .update();
    }

    /// Moves it on; false when it is not in the given state any more.
    boolean move(String key, String from, String to, @Nullable String message, Instant at) {
        return jdbc.sql("""
                        update sandbox.movement
                           set state = :to, message = coalesce(:message, message), done_at = :at
                         where key = :key and state = :from
                        """)
                        .param("key", key)
                        .param("from", from)
                        .param("to", to)
                        .param("message", message, Types.VARCHAR)
                        .param("at", time(at))
                        .update()
                == 1;
    }

    /// All that was asked for about a charge, the oldest first.
    List<Movement> movements(String charge) {
        return jdbc.sql("select * from sandbox.movement where charge = :charge order by at, key")
                .param("charge", charge)
                .query((row, n) -> movement(row))
                .list();
    }

    /// The charges of a seller behind a place in the order of their making.
    List<Charge> charges(String seller, String after, int limit) {
        return jdbc.sql("select * from sandbox.charge where seller = :seller and id > :after order by id limit :limit")
                .param("seller", seller)
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> charge(row))
                .list();
    }

    void add(Dispute dispute) {
        jdbc.sql("""
                        insert into sandbox.dispute (id, charge, amount, state, reason, at, answer_by)
                        values (:id, :charge, :amount, :state, :reason, :at, :answerBy)
                        """)
                .param("id", dispute.id())
                .param("charge", dispute.charge())
                .param("amount", dispute.amount())
                .param("state", dispute.state())
                .param("reason", dispute.reason())
                .param("at", time(dispute.at()))
                .param("answerBy", time(dispute.answerBy()))
                .update();
    }

    /// False when it is closed already.
    boolean close(String dispute, String state, Instant at) {
        return jdbc.sql("update sandbox.dispute set state = :state, closed_at = :at where id = :id and state = 'open'")
                        .param("id", dispute)
                        .param("state", state)
                        .param("at", time(at))
                        .update()
                == 1;
    }

    Optional<Dispute> dispute(String id) {
        return jdbc.sql("select * from sandbox.dispute where id = :id")
                .param("id", id)
                .query((row, n) -> dispute(row))
                .optional();
    }

    /// The oldest first.
    List<Dispute> disputes(String charge) {
        return jdbc.sql("select * from sandbox.dispute where charge = :charge order by at, id")
                .param("charge", charge)
                .query((row, n) -> dispute(row))
                .list();
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
                row.getInt("thrown"),
                row.getString("seller"),
                instant(row, "expires_at"));
    }

    private static Dispute dispute(ResultSet row) throws SQLException {
        return new Dispute(
                row.getString("id"),
                row.getString("charge"),
                row.getLong("amount"),
                row.getString("state"),
                row.getString("reason"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("answer_by", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
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
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("seller"));
    }
}
