package dev.countermand.accounts;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Tries that all processes count together: one row for each thing and who tries it. Who stands there as a
/// hash alone.
@Repository
class ThrottleStore {

    private static final int FORGOTTEN_AT_ONCE = 20;

    private final JdbcClient jdbc;

    ThrottleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The tries that still count.
    Optional<Throttle.Count> find(Throttle.Limit limit, String who, Instant now) {
        return jdbc.sql("""
                select since, tries
                  from accounts.tries
                 where what = :what and who = :who and since <= :now and ends_at > :now
                """)
                .param("what", limit.what())
                .param("who", KeyRing.sha256(who))
                .param("now", utc(now))
                .query((row, n) -> new Throttle.Count(
                        row.getObject("since", OffsetDateTime.class).toInstant(), row.getInt("tries")))
                .optional();
    }

    /// Counts one more, this one included; begins anew when the earlier ones are over, or when the clock went
    /// back behind them.
    Throttle.Count count(Throttle.Limit limit, String who, Instant now) {
        return jdbc.sql("""
                insert into accounts.tries as t (what, who, since, tries, ends_at)
                values (:what, :who, :now, 1, :ends)
                    on conflict (what, who) do update
                   set since = case when t.ends_at <= :now or t.since > :now then :now else t.since end,
                       tries = case when t.ends_at <= :now or t.since > :now then 1 else t.tries + 1 end,
                       ends_at = case when t.ends_at <= :now or t.since > :now then :ends else t.ends_at end
                returning since, tries
                """)
                .param("what", limit.what())
                .param("who", KeyRing.sha256(who))
                .param("now", utc(now))
                .param("ends", utc(now.plus(limit.per())))
                .query((row, n) -> new Throttle.Count(
                        row.getObject("since", OffsetDateTime.class).toInstant(), row.getInt("tries")))
                .single();
    }

    /// Deletes some that do not count any more, so that the table stays as small as what is going on.
    void forgetSome(Instant now) {
        jdbc.sql("""
                delete from accounts.tries t
                 using (select what, who
                          from accounts.tries
                         where ends_at <= :now
                         order by ends_at
                         limit :limit
                           for update skip locked) old
                 where t.what = old.what and t.who = old.who
                """).param("now", utc(now)).param("limit", FORGOTTEN_AT_ONCE).update();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
