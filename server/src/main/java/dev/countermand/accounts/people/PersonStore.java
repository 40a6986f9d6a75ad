package dev.countermand.accounts.people;

import dev.countermand.kernel.Role;
import dev.countermand.kernel.SellerId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// People and their memberships in SQL.
@Repository
class PersonStore {

    private static final String SELECT = """
            select p.*,
                   p.password is not null as can_sign_in,
                   array(select m.seller
                           from accounts.membership m
                          where m.person = p.id
                          order by m.seller) as sellers
              from accounts.person p
            """;

    private final JdbcClient jdbc;

    PersonStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// False when the address is known.
    boolean add(Person person, String emailKey) {
        boolean added = jdbc.sql("""
                insert into accounts.person (id, email, email_key, name, role, everywhere, language, created_at)
                values (:id, :email, :key, :name, :role, :everywhere, :language, :at)
                    on conflict (email_key) do nothing
                """)
                        .param("id", person.id().value())
                        .param("email", person.email())
                        .param("key", emailKey)
                        .param("name", person.name())
                        .param("role", person.role().word())
                        .param("everywhere", person.everywhere())
                        .param("language", person.language())
                        .param("at", utc(person.createdAt()))
                        .update()
                == 1;
        if (added) {
            join(person.id(), person.sellers());
        }
        return added;
    }

    /// Renames, gives another role, and makes these the only memberships.
    void change(Person.Id id, String name, Role role, boolean everywhere, Set<SellerId> sellers) {
        jdbc.sql("""
                update accounts.person
                   set name = :name, role = :role, everywhere = :everywhere
                 where id = :id
                """)
                .param("name", name)
                .param("role", role.word())
                .param("everywhere", everywhere)
                .param("id", id.value())
                .update();
        jdbc.sql("delete from accounts.membership where person = :id")
                .param("id", id.value())
                .update();
        join(id, sellers);
    }

    private void join(Person.Id id, Set<SellerId> sellers) {
        for (var seller : sellers) {
            jdbc.sql("insert into accounts.membership (person, seller) values (:person, :seller)")
                    .param("person", id.value())
                    .param("seller", seller.value())
                    .update();
        }
    }

    void disable(Person.Id id, @Nullable Instant at) {
        jdbc.sql("update accounts.person set disabled_at = :at where id = :id")
                .param("at", at == null ? null : utc(at), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", id.value())
                .update();
    }

    Optional<Person> find(Person.Id id) {
        return jdbc.sql(SELECT + " where p.id = :id")
                .param("id", id.value())
                .query(PersonStore::person)
                .optional();
    }

    Optional<Person> byEmail(String emailKey) {
        return jdbc.sql(SELECT + " where p.email_key = :key")
                .param("key", emailKey)
                .query(PersonStore::person)
                .optional();
    }

    /// Locks the person's row until the end of the transaction.
    Optional<Person> lock(Person.Id id) {
        jdbc.sql("select id from accounts.person where id = :id for update")
                .param("id", id.value())
                .query(UUID.class)
                .optional();
        return find(id);
    }

    boolean isEmpty() {
        return jdbc.sql("select not exists (select from accounts.person)")
                .query(Boolean.class)
                .single();
    }

    /// Locks the operators who can come in, so that two of them cannot shut each other out at once.
    List<UUID> lockOperators() {
        return jdbc.sql("""
                select id
                  from accounts.person
                 where role = 'operator' and disabled_at is null and password is not null
                 order by id
                   for update
                """).query((row, n) -> row.getObject("id", UUID.class)).list();
    }

    /// People by address.
    ///
    /// @param sellers only members of one of these; null for everybody
    List<Person> list(@Nullable Collection<SellerId> sellers, String after, int limit) {
        var names =
                sellers == null ? null : sellers.stream().map(SellerId::value).toArray(String[]::new);
        return jdbc.sql(SELECT + """
                 where p.email_key > :after
                   and (cast(:sellers as text[]) is null
                        or exists (select from accounts.membership m
                                    where m.person = p.id and m.seller = any(cast(:sellers as text[]))))
                 order by p.email_key
                 limit :limit
                """)
                .param("after", after)
                .param("sellers", names, Types.ARRAY)
                .param("limit", limit)
                .query(PersonStore::person)
                .list();
    }

    Optional<String> password(Person.Id id) {
        return jdbc.sql("select password from accounts.person where id = :id and password is not null")
                .param("id", id.value())
                .query(String.class)
                .optional();
    }

    void setPassword(Person.Id id, String encoded) {
        jdbc.sql("update accounts.person set password = :password where id = :id")
                .param("password", encoded)
                .param("id", id.value())
                .update();
    }

    static Person person(ResultSet row, int number) throws SQLException {
        return new Person(
                new Person.Id(row.getObject("id", UUID.class)),
                row.getString("email"),
                row.getString("name"),
                Role.parse(row.getString("role")).orElseThrow(),
                row.getBoolean("everywhere"),
                sellers(row.getArray("sellers")),
                row.getBoolean("can_sign_in"),
                row.getString("language"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "last_seen_at"),
                instant(row, "disabled_at"));
    }

    private static Set<SellerId> sellers(Array array) throws SQLException {
        return Arrays.stream((String[]) array.getArray()).map(SellerId::new).collect(Collectors.toUnmodifiableSet());
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
