package dev.countermand.notifications.webhooks;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.SellerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// SQL of the endpoints.
@Repository
class EndpointStore {

    /// What signs.
    record Secrets(
            String secret, @Nullable String old, @Nullable Instant oldUntil) {

        List<String> at(Instant now) {
            var all = new ArrayList<>(List.of(secret));
            if (old != null && oldUntil != null && oldUntil.isAfter(now)) {
                all.add(old);
            }
            return all;
        }
    }

    /// A replay that is under way.
    ///
    /// @param since only facts from then on
    /// @param all whether what was delivered goes again
    record Replay(long after, long until, Instant since, boolean all) {}

    private final JdbcClient jdbc;

    EndpointStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Endpoint endpoint, String secret) {
        jdbc.sql("""
                        insert into notifications.endpoint
                               (id, seller, url, description, kinds, contact, enabled, secret, created_at)
                        values (:id, :seller, :url, :description, :kinds, :contact, :enabled, :secret, :at)
                        """)
                .param("id", endpoint.uuid())
                .param("seller", endpoint.seller().value())
                .param("url", endpoint.url())
                .param("description", endpoint.description())
                .param("kinds", endpoint.kinds().toArray(String[]::new))
                .param("contact", endpoint.contact(), Types.VARCHAR)
                .param("enabled", endpoint.enabled())
                .param("secret", secret)
                .param("at", at(endpoint.createdAt()))
                .update();
    }

    /// Keeps two of one seller's calls from counting at the same time.
    void lockSeller(SellerId seller) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('notifications.endpoint ' || :seller, 0))")
                .param("seller", seller.value())
                .query(row -> {});
    }

    /// One seller's, oldest first.
    List<Endpoint> of(SellerId seller) {
        return jdbc.sql("""
                        select *
                          from notifications.endpoint
                         where seller = :seller
                           and deleted_at is null
                         order by created_at, id
                        """)
                .param("seller", seller.value())
                .query(EndpointStore::endpoint)
                .list();
    }

    Optional<Endpoint> find(UUID id) {
        return one(id, "");
    }

    Optional<Endpoint> lock(UUID id) {
        return one(id, "for update");
    }

    private Optional<Endpoint> one(UUID id, String lock) {
        return jdbc.sql("select * from notifications.endpoint where id = :id and deleted_at is null " + lock)
                .param("id", id)
                .query(EndpointStore::endpoint)
                .optional();
    }

    Optional<Secrets> secrets(UUID id) {
        return jdbc.sql("select secret, old_secret, old_until from notifications.endpoint where id = :id")
                .param("id", id)
                .query((row, n) ->
                        new Secrets(row.getString("secret"), row.getString("old_secret"), instant(row, "old_until")))
                .optional();
    }

    void change(Endpoint to) {
        jdbc.sql("""
                        update notifications.endpoint
                           set url = :url,
                               description = :description,
                               kinds = :kinds,
                               contact = :contact,
                               enabled = :enabled,
                               paused_why = :why,
                               paused_at = :pausedAt,
                               not_before = :notBefore
                         where id = :id
                        """)
                .param("url", to.url())
                .param("description", to.description())
                .param("kinds", to.kinds().toArray(String[]::new))
                .param("contact", to.contact(), Types.VARCHAR)
                .param("enabled", to.enabled())
                .param("why", to.pausedWhy(), Types.VARCHAR)
                .param("pausedAt", at(to.pausedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("notBefore", at(to.silentUntil()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", to.uuid())
                .update();
    }

    void rotate(UUID id, String secret, Instant oldUntil) {
        jdbc.sql("""
                        update notifications.endpoint
                           set old_secret = secret,
                               old_until = :until,
                               secret = :secret
                         where id = :id
                        """)
                .param("secret", secret)
                .param("until", at(oldUntil))
                .param("id", id)
                .update();
    }

    void delete(UUID id, Instant now) {
        jdbc.sql("""
                        update notifications.endpoint
                           set deleted_at = :at,
                               enabled = false,
                               replay_after = null
                         where id = :id
                        """).param("at", at(now)).param("id", id).update();
    }

    /// Something arrived there; false when that is known to the minute.
    boolean delivered(UUID id, Instant now) {
        return jdbc.sql("""
                        update notifications.endpoint
                           set delivered_at = :at
                         where id = :id
                           and (delivered_at is null or delivered_at < :minuteAgo)
                        """)
                        .param("at", at(now))
                        .param("minuteAgo", at(now.minusSeconds(60)))
                        .param("id", id)
                        .update()
                == 1;
    }

    void silence(UUID id, Instant until) {
        jdbc.sql("""
                        update notifications.endpoint
                           set not_before = greatest(not_before, :until)
                         where id = :id
                        """).param("until", at(until)).param("id", id).update();
    }

    /// Switches it off; false when somebody has done so before.
    boolean pause(UUID id, String why, Instant now) {
        return jdbc.sql("""
                        update notifications.endpoint
                           set enabled = false,
                               paused_why = :why,
                               paused_at = :at
                         where id = :id
                           and enabled
                        """)
                        .param("why", why)
                        .param("at", at(now))
                        .param("id", id)
                        .update()
                == 1;
    }

    /// Whether a test may be made now; then it counts as made.
    boolean mayTest(UUID id, Instant now, Instant lastBefore) {
        return jdbc.sql("""
                        update notifications.endpoint
                           set tested_at = :at,
                               test_result = null
                         where id = :id
                           and (tested_at is null or tested_at <= :before)
                        """)
                        .param("at", at(now))
                        .param("before", at(lastBefore))
                        .param("id", id)
                        .update()
                == 1;
    }

    void tested(UUID id, String result) {
        jdbc.sql("update notifications.endpoint set test_result = :result where id = :id")
                .param("result", result)
                .param("id", id)
                .update();
    }

    void replay(UUID id, @Nullable Replay replay) {
        jdbc.sql("""
                        update notifications.endpoint
                           set replay_after = :after,
                               replay_until = :until,
                               replay_since = :since,
                               replay_all = :all
                         where id = :id
                        """)
                .param("after", replay == null ? null : replay.after(), Types.BIGINT)
                .param("until", replay == null ? null : replay.until(), Types.BIGINT)
                .param("since", replay == null ? null : at(replay.since()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("all", replay != null && replay.all())
                .param("id", id)
                .update();
    }

    List<UUID> replaying() {
        return jdbc.sql("select id from notifications.endpoint where replay_after is not null")
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
    }

    /// Locks a replay until the end of the transaction; empty when it is over, or another process is at it.
    Optional<Replay> lockReplay(UUID id) {
        return jdbc.sql("""
                        select replay_after, replay_until, replay_since, replay_all
                          from notifications.endpoint
                         where id = :id
                           and replay_after is not null
                           for update skip locked
                        """)
                .param("id", id)
                .query((row, n) -> new Replay(
                        row.getLong("replay_after"),
                        row.getLong("replay_until"),
                        Objects.requireNonNull(instant(row, "replay_since")),
                        row.getBoolean("replay_all")))
                .optional();
    }

    static Endpoint endpoint(ResultSet row, int n) throws SQLException {
        return new Endpoint(
                Ids.text(Endpoint.PREFIX, row.getObject("id", UUID.class)),
                new SellerId(row.getString("seller")),
                row.getString("url"),
                row.getString("description"),
                List.of((String[]) row.getArray("kinds").getArray()),
                row.getString("contact"),
                row.getBoolean("enabled"),
                row.getString("paused_why"),
                instant(row, "paused_at"),
                instant(row, "old_until"),
                instant(row, "not_before"),
                instant(row, "delivered_at"),
                row.getObject("replay_after") != null,
                instant(row, "tested_at"),
                row.getString("test_result"),
                Objects.requireNonNull(instant(row, "created_at")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
