package dev.countermand.accounts.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Signed-in browsers in SQL.
@Repository
class SessionStore {

    private final JdbcClient jdbc;

    SessionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(byte[] sha256, Person.Id person, Sessions.Session session) {
        jdbc.sql("""
                insert into accounts.session (sha256, id, person, browser, address, created_at, last_used_at, ends_at)
                values (:sha256, :id, :person, :browser, :address, :at, :at, :ends)
                """)
                .param("sha256", sha256)
                .param("id", session.id())
                .param("person", person.value())
                .param("browser", session.browser())
                .param("address", session.address())
                .param("at", PersonStore.utc(session.createdAt()))
                .param("ends", PersonStore.utc(session.endsAt()))
                .update();
    }

    /// A session that was used after `idleSince` and ends after `at`.
    Optional<Sessions.Open> find(byte[] sha256, Instant at, Instant idleSince) {
        return jdbc.sql("""
                select p.*,
                       p.password is not null as can_sign_in,
                       array(select m.seller
                               from accounts.membership m
                              where m.person = p.id) as sellers,
                       s.id as session_id,
                       s.browser,
                       s.address,
                       s.created_at as session_at,
                       s.last_used_at,
                       s.ends_at
                  from accounts.session s
                  join accounts.person p on p.id = s.person
                 where s.sha256 = :sha256 and s.ends_at > :at and s.last_used_at > :idleSince
                """)
                .param("sha256", sha256)
                .param("at", PersonStore.utc(at))
                .param("idleSince", PersonStore.utc(idleSince))
                .query((row, n) -> new Sessions.Open(
                        PersonStore.person(row, n),
                        session(row, row.getObject("session_id", UUID.class), "session_at")))
                .optional();
    }

    /// Notes the use of a session, and so of its person.
    void stamp(UUID session, Person.Id person, Instant at) {
        jdbc.sql("update accounts.session set last_used_at = :at where id = :id")
                .param("at", PersonStore.utc(at))
                .param("id", session)
                .update();
        seen(person, at);
    }

    void seen(Person.Id person, Instant at) {
        jdbc.sql("update accounts.person set last_seen_at = :at where id = :id")
                .param("at", PersonStore.utc(at))
                .param("id", person.value())
                .update();
    }

    List<Sessions.Session> list(Person.Id person, Instant at, Instant idleSince) {
        return jdbc.sql("""
                select *
                  from accounts.session
                 where person = :person and ends_at > :at and last_used_at > :idleSince
                 order by last_used_at desc, id
                 limit 100
                """)
                .param("person", person.value())
                .param("at", PersonStore.utc(at))
                .param("idleSince", PersonStore.utc(idleSince))
                .query((row, n) -> session(row, row.getObject("id", UUID.class), "created_at"))
                .list();
    }

    void end(byte[] sha256) {
        jdbc.sql("delete from accounts.session where sha256 = :sha256")
                .param("sha256", sha256)
                .update();
    }

    boolean end(Person.Id person, UUID session) {
        return jdbc.sql("delete from accounts.session where id = :id and person = :person")
                        .param("id", session)
                        .param("person", person.value())
                        .update()
                == 1;
    }

    void endAll(Person.Id person, @Nullable UUID except) {
        jdbc.sql("""
                delete from accounts.session
                 where person = :person and id is distinct from cast(:except as uuid)
                """).param("person", person.value()).param("except", except).update();
    }

    /// Forgets what has ended.
    int sweep(Instant at, Instant idleSince) {
        return jdbc.sql("delete from accounts.session where ends_at <= :at or last_used_at <= :idleSince")
                .param("at", PersonStore.utc(at))
                .param("idleSince", PersonStore.utc(idleSince))
                .update();
    }

    private static Sessions.Session session(ResultSet row, UUID id, String since) throws SQLException {
        return new Sessions.Session(
                id,
                row.getString("browser"),
                row.getString("address"),
                row.getObject(since, OffsetDateTime.class).toInstant(),
                row.getObject("last_used_at", OffsetDateTime.class).toInstant(),
                row.getObject("ends_at", OffsetDateTime.class).toInstant());
    }
}
