package dev.countermand.accounts.people;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Links that are good once, in SQL.
@Repository
class TicketStore {

    private final JdbcClient jdbc;

    TicketStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(byte[] sha256, Tickets.Ticket ticket, Instant at) {
        jdbc.sql("""
                insert into accounts.ticket (sha256, purpose, person, created_at, ends_at)
                values (:sha256, :purpose, :person, :at, :ends)
                """)
                .param("sha256", sha256)
                .param("purpose", ticket.purpose().word())
                .param(
                        "person",
                        ticket.person() == null ? null : ticket.person().value(),
                        java.sql.Types.OTHER)
                .param("at", PersonStore.utc(at))
                .param("ends", PersonStore.utc(ticket.endsAt()))
                .update();
    }

    Optional<Tickets.Ticket> find(byte[] sha256, Instant at) {
        return jdbc.sql("select * from accounts.ticket where sha256 = :sha256 and ends_at > :at")
                .param("sha256", sha256)
                .param("at", PersonStore.utc(at))
                .query((row, n) -> new Tickets.Ticket(
                        Tickets.Purpose.of(row.getString("purpose")),
                        person(row.getObject("person", UUID.class)),
                        row.getObject("ends_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /// True for exactly one of those who use it.
    boolean use(byte[] sha256, Instant at) {
        return jdbc.sql("delete from accounts.ticket where sha256 = :sha256 and ends_at > :at")
                        .param("sha256", sha256)
                        .param("at", PersonStore.utc(at))
                        .update()
                == 1;
    }

    /// Makes every other link of this person worthless.
    void drop(Person.Id person) {
        jdbc.sql("delete from accounts.ticket where person = :person")
                .param("person", person.value())
                .update();
    }

    void dropSetups() {
        jdbc.sql("delete from accounts.ticket where purpose = 'setup'").update();
    }

    /// Whether an invitation that has not ended was sent.
    Optional<Instant> openInvitation(Person.Id person, Instant at) {
        return jdbc.sql("""
                select max(ends_at)
                  from accounts.ticket
                 where person = :person and purpose = 'invitation' and ends_at > :at
                """)
                .param("person", person.value())
                .param("at", PersonStore.utc(at))
                .query((row, n) -> row.getObject(1, OffsetDateTime.class))
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    int sweep(Instant at) {
        return jdbc.sql("delete from accounts.ticket where ends_at <= :at")
                .param("at", PersonStore.utc(at))
                .update();
    }

    private static Person.@Nullable Id person(@Nullable UUID id) {
        return id == null ? null : new Person.Id(id);
    }
}
