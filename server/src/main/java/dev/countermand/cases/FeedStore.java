package dev.countermand.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The event feed: who lists facts in it, and how far its followers have come.
@Repository
class FeedStore {

    /// The last cursor given, and the process that gives the next ones.
    record Lease(
            long cursor, @Nullable String holder, @Nullable Instant until) {}

    /// How far a follower has come.
    ///
    /// @param failures how often it failed at the next entry
    /// @param retryAt when it tries again; null without failure
    record Position(long cursor, int failures, @Nullable Instant retryAt) {}

    /// After so long without a statement the database ends a worker's transaction: a frozen process must
    /// not keep the feed or a listener from the others.
    private static final String IDLE_MILLIS_MAX = "10000";

    private final JdbcClient jdbc;

    FeedStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean hasUnlisted() {
        return jdbc.sql("select exists (select from cases.unlisted)")
                .query(Boolean.class)
                .single();
    }

    /// Locks the sequencer until the end of the transaction; empty when another process has it at this
    /// moment.
    Optional<Lease> lockSequencer() {
        return jdbc.sql("""
                select cursor,
                       holder,
                       leased_until,
                       set_config('idle_in_transaction_session_timeout', :idle, true)
                  from cases.sequencer
                 where id = 1
                   for update skip locked
                """)
                .param("idle", IDLE_MILLIS_MAX)
                .query((row, n) ->
                        new Lease(row.getLong("cursor"), row.getString("holder"), instant(row, "leased_until")))
                .optional();
    }

    /// Lists the oldest unlisted facts after this cursor. All earlier unlisted facts of the same orders
    /// come along, so that a clock that went back cannot turn an order's facts around.
    ///
    /// @return how many were listed
    int list(long cursor, int limit) {
        return jdbc.sql("""
                with oldest as (
                    select part, order_id, max(seq) as seq
                      from (select part, order_id, seq
                              from cases.unlisted
                             order by at
                             limit :limit) o
                     group by part, order_id
                ), taken as (
                    delete from cases.unlisted u
                     using oldest o
                     where u.part = o.part and u.order_id = o.order_id and u.seq <= o.seq
                    returning u.part, u.order_id, u.seq, u.seller, u.at
                ), timed as (
                    select part, order_id, seq, seller,
                           max(at) over (partition by part, order_id order by seq) as moment
                      from taken
                )
                insert into cases.feed (cursor, part, order_id, seq, seller)
                select :cursor + row_number() over (order by moment, part, order_id, seq), part, order_id, seq, seller
                  from timed
                """).param("limit", limit).param("cursor", cursor).update();
    }

    void renew(Lease lease) {
        jdbc.sql("""
                update cases.sequencer
                   set cursor = :cursor, holder = :holder, leased_until = :until
                 where id = 1
                """)
                .param("cursor", lease.cursor())
                .param("holder", lease.holder())
                .param("until", sql(lease.until()))
                .update();
    }

    /// Makes a listener known. One that is known keeps its place.
    void register(String listener, boolean atEnd) {
        jdbc.sql("""
                insert into cases.listener (name, cursor)
                select :name, case when :atEnd then cursor else 0 end
                  from cases.sequencer
                 where id = 1
                on conflict (name) do nothing
                """).param("name", listener).param("atEnd", atEnd).update();
    }

    /// The listeners that have not seen the whole feed.
    Map<String, Position> behind() {
        var behind = new HashMap<String, Position>();
        jdbc.sql("""
                select l.name, l.cursor, l.failures, l.retry_at
                  from cases.listener l, cases.sequencer s
                 where s.id = 1 and l.cursor < s.cursor
                """).query(row -> {
            behind.put(row.getString("name"), position(row, 0));
        });
        return behind;
    }

    /// Locks a listener until the end of the transaction; empty when another process drives it at this
    /// moment.
    Optional<Position> lockListener(String listener) {
        return jdbc.sql("""
                select cursor,
                       failures,
                       retry_at,
                       set_config('idle_in_transaction_session_timeout', :idle, true)
                  from cases.listener
                 where name = :name
                   for update skip locked
                """)
                .param("name", listener)
                .param("idle", IDLE_MILLIS_MAX)
                .query(FeedStore::position)
                .optional();
    }

    Optional<Position> position(String listener) {
        return jdbc.sql("select cursor, failures, retry_at from cases.listener where name = :name")
                .param("name", listener)
                .query(FeedStore::position)
                .optional();
    }

    void move(String listener, Position to) {
        jdbc.sql("""
                update cases.listener
                   set cursor = :cursor, failures = :failures, retry_at = :retryAt
                 where name = :name
                """)
                .param("name", listener)
                .param("cursor", to.cursor())
                .param("failures", to.failures())
                .param("retryAt", sql(to.retryAt()))
                .update();
    }

    private static Position position(ResultSet row, int number) throws SQLException {
        return new Position(row.getLong("cursor"), row.getInt("failures"), instant(row, "retry_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime sql(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
