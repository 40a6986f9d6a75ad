package dev.countermand.accounts.people;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Mails to people of the shop, on their way, in SQL.
@Repository
class LetterStore {

    private final JdbcClient jdbc;

    LetterStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A mail to be handed over.
    record Draft(UUID id, Person.Id person, String kind, String subject, String text, String html, Instant writtenAt) {}

    /// A mail that somebody has taken on, with whom it is for.
    record Claim(Draft draft, String name, String email, int attempts) {}

    void add(Draft draft) {
        jdbc.sql("delete from accounts.letter where person = :person")
                .param("person", draft.person().value())
                .update();
        jdbc.sql("""
                insert into accounts.letter
                    (id, person, kind, subject, body_text, body_html, written_at, attempts, due_at)
                values
                    (:id, :person, :kind, :subject, :text, :html, :at, 0, :at)
                """)
                .param("id", draft.id())
                .param("person", draft.person().value())
                .param("kind", draft.kind())
                .param("subject", draft.subject())
                .param("text", draft.text())
                .param("html", draft.html())
                .param("at", PersonStore.utc(draft.writtenAt()))
                .update();
    }

    /// Takes one that is due, until `lease`: nobody else takes it before.
    Optional<Claim> claim(Instant at, Instant lease) {
        return jdbc.sql("""
                update accounts.letter l
                   set attempts = l.attempts + 1, due_at = :lease
                  from accounts.person p
                 where p.id = l.person
                   and l.id = (select id
                                 from accounts.letter
                                where due_at <= :at
                                order by due_at
                                limit 1
                                  for update skip locked)
                returning l.*, p.name, p.email
                """)
                .param("lease", PersonStore.utc(lease))
                .param("at", PersonStore.utc(at))
                .query((row, n) -> new Claim(
                        new Draft(
                                row.getObject("id", UUID.class),
                                new Person.Id(row.getObject("person", UUID.class)),
                                row.getString("kind"),
                                row.getString("subject"),
                                row.getString("body_text"),
                                row.getString("body_html"),
                                row.getObject("written_at", java.time.OffsetDateTime.class)
                                        .toInstant()),
                        row.getString("name"),
                        row.getString("email"),
                        row.getInt("attempts")))
                .optional();
    }

    /// Keeps that it was sent, and forgets what it said.
    void sent(UUID id) {
        jdbc.sql("""
                update accounts.letter
                   set due_at = null, subject = '', body_text = '', body_html = '', error = null
                 where id = :id
                """).param("id", id).update();
    }

    void again(UUID id, Instant due, String error) {
        jdbc.sql("update accounts.letter set due_at = :due, error = :error where id = :id")
                .param("due", PersonStore.utc(due))
                .param("error", error)
                .param("id", id)
                .update();
    }

    /// Gives it up, and forgets what it said.
    void failed(UUID id, String error) {
        jdbc.sql("""
                update accounts.letter
                   set due_at = null, subject = '', body_text = '', body_html = '', error = :error
                 where id = :id
                """).param("error", error).param("id", id).update();
    }

    /// How far the last letter came: `waiting`, `failed` or `sent`.
    Optional<String> status(Person.Id person) {
        return jdbc.sql("""
                select case when due_at is not null then 'waiting'
                            when error is not null then 'failed'
                            else 'sent' end
                  from accounts.letter
                 where person = :person
                 order by written_at desc
                 limit 1
                """).param("person", person.value()).query(String.class).optional();
    }

    boolean wasWritten(Person.Id person, String kind, Instant since) {
        return jdbc.sql("""
                select exists (select
                                 from accounts.letter
                                where person = :person and kind = :kind and written_at > :since)
                """)
                .param("person", person.value())
                .param("kind", kind)
                .param("since", PersonStore.utc(since))
                .query(Boolean.class)
                .single();
    }

    void noteForgotten(UUID id, String email, Instant at) {
        jdbc.sql("insert into accounts.forgotten (id, email_key, at) values (:id, :email, :at)")
                .param("id", id)
                .param("email", email)
                .param("at", PersonStore.utc(at))
                .update();
    }

    List<String> takeForgotten(int limit) {
        return jdbc.sql("""
                delete from accounts.forgotten
                 where id in (select id from accounts.forgotten order by at limit :limit for update skip locked)
                returning email_key
                """)
                .param("limit", limit)
                .query((row, n) -> row.getString("email_key"))
                .list();
    }
}
