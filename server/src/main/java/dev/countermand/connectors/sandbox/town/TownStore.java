package dev.countermand.connectors.sandbox.town;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What every company keeps: its odds, its customers, the calls it received, what it has yet to tell.
@Repository
@InDemo
class TownStore {

    private final JdbcClient jdbc;

    TownStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Odds odds(String company) {
        return jdbc.sql("select * from sandbox.company where name = :company")
                .param("company", company)
                .query((row, n) -> new Odds(
                        row.getInt("yes"),
                        row.getInt("no"),
                        row.getInt("never"),
                        row.getInt("late"),
                        row.getInt("twice"),
                        row.getInt("early"),
                        row.getInt("lost"),
                        row.getInt("delay_seconds"),
                        row.getInt("late_seconds"),
                        row.getLong("seed"),
                        new Odds.Quirks(row.getInt("fails_later"), row.getInt("balance"), row.getInt("dispute"))))
                .single();
    }

    void set(String company, Odds odds) {
        jdbc.sql("""
                        update sandbox.company
                           set yes = :yes,
                               no = :no,
                               never = :never,
                               late = :late,
                               twice = :twice,
                               early = :early,
                               lost = :lost,
                               delay_seconds = :delay,
                               late_seconds = :lateSeconds,
                               seed = :seed,
                               fails_later = :failsLater,
                               balance = :balance,
                               dispute = :dispute
                         where name = :company
                        """)
                .param("company", company)
                .param("yes", odds.yes())
                .param("no", odds.no())
                .param("never", odds.never())
                .param("late", odds.late())
                .param("twice", odds.twice())
                .param("early", odds.early())
                .param("lost", odds.lost())
                .param("delay", odds.delaySeconds())
                .param("lateSeconds", odds.lateSeconds())
                .param("seed", odds.seed())
                .param("failsLater", odds.quirks().failsLater())
                .param("balance", odds.quirks().balance())
                .param("dispute", odds.quirks().dispute())
                .update();
    }

    void open(Account account, Instant at) {
        jdbc.sql("""
                        insert into sandbox.account (company, id, name, secret, callback, api, api_key, at)
                        values (:company, :id, :name, :secret, :callback, :api, :apiKey, :at)
                        on conflict (company, id) do update
                           set name = excluded.name,
                               secret = excluded.secret,
                               callback = excluded.callback,
                               api = coalesce(excluded.api, account.api),
                               api_key = coalesce(excluded.api_key, account.api_key)
                        """)
                .param("company", account.company())
                .param("id", account.id())
                .param("name", account.name())
                .param("secret", account.secret())
                .param("callback", account.callback())
                .param("api", account.api())
                .param("apiKey", account.apiKey())
                .param("at", time(at))
                .update();
    }

    Optional<Account> account(String company, String id) {
        return jdbc.sql("select * from sandbox.account where company = :company and id = :id")
                .param("company", company)
                .param("id", id)
                .query((row, n) -> new Account(
                        row.getString("company"),
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("secret"),
                        row.getString("callback"),
                        row.getString("api"),
                        row.getString("api_key")))
                .optional();
    }

    void received(Companies.Received call) {
        jdbc.sql("""
                        insert into sandbox.received (company, at, method, path, message, body, status, fault)
                        values (:company, :at, :method, :path, :message, :body, :status, :fault)
                        """)
                .param("company", call.company())
                .param("at", time(call.at()))
                .param("method", call.method())
                .param("path", call.path())
                .param("message", call.message())
                .param("body", call.body().replace('\0', '\uFFFD'))
                .param("status", call.status())
                .param("fault", call.fault())
                .update();
    }

    /// Newest first.
    List<Companies.Received> received(String company, int limit) {
        return jdbc.sql("""
                        select *
                          from sandbox.received
                         where company = :company
                         order by id desc
                         limit :limit
                        """)
                .param("company", company)
                .param("limit", limit)
                .query((row, n) -> new Companies.Received(
                        row.getString("company"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("method"),
                        row.getString("path"),
                        row.getString("message"),
                        row.getString("body"),
                        row.getInt("status"),
                        row.getString("fault")))
                .list();
    }

    /// Forgets all but the newest calls of a company, and what was told long ago.
    void forget(String company, int calls, Instant before) {
        jdbc.sql("""
                        delete from sandbox.received
                         where company = :company
                           and id <= (select id
                                        from sandbox.received
                                       where company = :company
                                       order by id desc
                                      offset :calls
                                       limit 1)
                        """).param("company", company).param("calls", calls).update();
        jdbc.sql("delete from sandbox.errand where company = :company and done_at < :before")
                .param("company", company)
                .param("before", time(before))
                .update();
    }

    long send(Errand errand) {
        return jdbc.sql("""
                        insert into sandbox.errand (
                            company, account, kind, path, message, body, due_at, crossing, tries)
                        values (:company, :account, :kind, :path, :message, :body, :dueAt, :crossing, 0)
                        returning id
                        """)
                .param("company", errand.company())
                .param("account", errand.account())
                .param("kind", errand.kind())
                .param("path", errand.path())
                .param("message", errand.message())
                .param("body", errand.body())
                .param("dueAt", time(errand.dueAt()))
                .param("crossing", errand.crossing())
                .query(Long.class)
                .single();
    }

    /// Takes what is due in its order, and nobody else's until the lease ends.
    List<Errand> take(Instant at, Instant until, int limit) {
        return jdbc.sql("""
                        update sandbox.errand e
                           set tries = e.tries + 1, due_at = :until
                         where e.id in (select d.id
                                          from sandbox.errand d
                                         where d.done_at is null and d.due_at <= :at
                                         order by d.due_at, d.id
                                         limit :limit
                                           for update skip locked)
                        returning e.*
                        """)
                .param("at", time(at))
                .param("until", time(until))
                .param("limit", limit)
                .query((row, n) -> errand(row))
                .list();
    }

    /// Takes one, unless somebody took or told it.
    Optional<Errand> takeOne(long id, Instant until) {
        return jdbc.sql("""
                        update sandbox.errand e
                           set tries = e.tries + 1, due_at = :until
                         where e.id = :id and e.done_at is null and e.tries = 0
                        returning e.*
                        """)
                .param("id", id)
                .param("until", time(until))
                .query((row, n) -> errand(row))
                .optional();
    }

    /// What is yet to be told, the next first.
    List<Errand> open(String company, int limit) {
        return jdbc.sql("""
                        select *
                          from sandbox.errand
                         where company = :company and done_at is null
                         order by due_at, id
                         limit :limit
                        """)
                .param("company", company)
                .param("limit", limit)
                .query((row, n) -> errand(row))
                .list();
    }

    void done(Errand errand, Instant at, @Nullable Integer status, String answer) {
        jdbc.sql("update sandbox.errand set done_at = :at, status = :status, answer = :answer where id = :id")
                .param("id", errand.id())
                .param("at", time(at))
                .param("status", status, Types.INTEGER)
                .param("answer", answer)
                .update();
    }

    void again(Errand errand, Instant next, @Nullable Integer status, String answer) {
        jdbc.sql("update sandbox.errand set due_at = :next, status = :status, answer = :answer where id = :id")
                .param("id", errand.id())
                .param("next", time(next))
                .param("status", status, Types.INTEGER)
                .param("answer", answer)
                .update();
    }

    /// Drops what was to be told about something, unless it is on its way already.
    void drop(String company, String account, String messagePrefix, Instant at) {
        jdbc.sql("""
                        update sandbox.errand
                           set done_at = :at, answer = 'dropped'
                         where company = :company
                           and account = :account
                           and starts_with(message, :prefix)
                           and done_at is null
                           and not crossing
                        """)
                .param("company", company)
                .param("account", account)
                .param("prefix", messagePrefix)
                .param("at", time(at))
                .update();
    }

    private static Errand errand(ResultSet row) throws SQLException {
        return new Errand(
                row.getLong("id"),
                row.getString("company"),
                row.getString("account"),
                row.getString("kind"),
                row.getString("path"),
                row.getString("message"),
                row.getString("body"),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("crossing"),
                row.getInt("tries"));
    }

    static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
