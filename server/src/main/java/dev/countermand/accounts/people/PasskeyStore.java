package dev.countermand.accounts.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Passkeys and what they are asked to sign, in SQL.
@Repository
class PasskeyStore {

    private final JdbcClient jdbc;

    PasskeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A passkey with its public half.
    @SuppressWarnings("ArrayRecordComponent")
    record Row(Passkeys.Passkey passkey, Person.Id person, byte[] credential, byte[] attested, long signCount) {}

    void ask(byte[] sha256, Person.@Nullable Id person, Instant ends) {
        jdbc.sql("insert into accounts.challenge (sha256, person, ends_at) values (:sha256, :person, :ends)")
                .param("sha256", sha256)
                .param("person", person == null ? null : person.value(), Types.OTHER)
                .param("ends", PersonStore.utc(ends))
                .update();
    }

    /// True for exactly one of those who answer.
    boolean answer(byte[] sha256, Person.@Nullable Id person, Instant at) {
        return jdbc.sql("""
                delete from accounts.challenge
                 where sha256 = :sha256 and ends_at > :at and person is not distinct from cast(:person as uuid)
                """)
                        .param("sha256", sha256)
                        .param("at", PersonStore.utc(at))
                        .param("person", person == null ? null : person.value(), Types.OTHER)
                        .update()
                == 1;
    }

    void sweep(Instant at) {
        jdbc.sql("delete from accounts.challenge where ends_at <= :at")
                .param("at", PersonStore.utc(at))
                .update();
    }

    /// False when this credential is known already.
    boolean add(Row row) {
        return jdbc.sql("""
                insert into accounts.passkey (credential, id, person, name, attested, sign_count, created_at)
                values (:credential, :id, :person, :name, :attested, :count, :at)
                    on conflict do nothing
                """)
                        .param("credential", row.credential())
                        .param("id", row.passkey().id())
                        .param("person", row.person().value())
                        .param("name", row.passkey().name())
                        .param("attested", row.attested())
                        .param("count", row.signCount())
                        .param("at", PersonStore.utc(row.passkey().createdAt()))
                        .update()
                == 1;
    }

    Optional<Row> find(byte[] credential) {
        return jdbc.sql("select * from accounts.passkey where credential = :credential")
                .param("credential", credential)
                .query(PasskeyStore::row)
                .optional();
    }

    List<Row> of(Person.Id person) {
        return jdbc.sql("select * from accounts.passkey where person = :person order by created_at, id")
                .param("person", person.value())
                .query(PasskeyStore::row)
                .list();
    }

    /// False when the counter was moved on meanwhile: then somebody else used the same answer.
    boolean use(Row row, long signCount, Instant at) {
        return jdbc.sql("""
                update accounts.passkey
                   set sign_count = :count, last_used_at = :at
                 where credential = :credential and sign_count = :before
                """)
                        .param("count", signCount)
                        .param("at", PersonStore.utc(at))
                        .param("credential", row.credential())
                        .param("before", row.signCount())
                        .update()
                == 1;
    }

    boolean remove(Person.Id person, UUID id) {
        return jdbc.sql("delete from accounts.passkey where person = :person and id = :id")
                        .param("person", person.value())
                        .param("id", id)
                        .update()
                == 1;
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                new Passkeys.Passkey(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()),
                new Person.Id(row.getObject("person", UUID.class)),
                row.getBytes("credential"),
                row.getBytes("attested"),
                row.getLong("sign_count"));
    }
}
