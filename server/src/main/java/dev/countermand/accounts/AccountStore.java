package dev.countermand.accounts;

import dev.countermand.kernel.Right;
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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class AccountStore {

    private final JdbcClient jdbc;

    AccountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// False when the seller was known already; waits for whoever is just adding him.
    boolean addSeller(SellerId seller, String name, Instant at) {
        return jdbc.sql("""
                insert into accounts.seller (id, name, created_at)
                values (:id, :name, :at)
                    on conflict do nothing
                """)
                        .param("id", seller.value())
                        .param("name", name)
                        .param("at", utc(at), Types.TIMESTAMP_WITH_TIMEZONE)
                        .update()
                == 1;
    }

    void renameSeller(SellerId seller, String name) {
        jdbc.sql("update accounts.seller set name = :name where id = :id")
                .param("name", name)
                .param("id", seller.value())
                .update();
    }

    Map<SellerId, String> sellerNames(Collection<SellerId> sellers) {
        var names = new HashMap<SellerId, String>();
        jdbc.sql("select id, name from accounts.seller where id = any(:ids)")
                .param("ids", sellers.stream().map(SellerId::value).toArray(String[]::new))
                .query(row -> {
                    names.put(new SellerId(row.getString("id")), row.getString("name"));
                });
        return names;
    }

    Optional<String> sellerName(SellerId seller) {
        return jdbc.sql("select name from accounts.seller where id = :id")
                .param("id", seller.value())
                .query(String.class)
                .optional();
    }

    List<Sellers.Seller> listSellers(String after, int limit) {
        return jdbc.sql("""
                select id,
                       name
                  from accounts.seller
                 where id > :after
                 order by id
                 limit :limit
                """)
                .param("after", after)
                .param("limit", limit)
                .query((row, number) -> new Sellers.Seller(new SellerId(row.getString("id")), row.getString("name")))
                .list();
    }

    void addKey(Keys.KeyId id, Keys.Wanted wanted, byte[] sha256, Instant at) {
        jdbc.sql("""
                insert into accounts.api_key (id, seller, role, name, rights, sha256, created_at, expires_at)
                values (:id, :seller, :role, :name, :rights, :sha256, :at, :expires)
                """)
                .param("id", id.value())
                .param("seller", wanted.seller().value())
                .param("role", wanted.role().name().toLowerCase(Locale.ROOT))
                .param("name", wanted.name())
                .param("rights", words(wanted.rights()), Types.ARRAY)
                .param("sha256", sha256)
                .param("at", utc(at), Types.TIMESTAMP_WITH_TIMEZONE)
                .param(
                        "expires",
                        wanted.expiresAt() == null ? null : utc(wanted.expiresAt()),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /// Locks a key's row until the end of the transaction.
    void lockKey(Keys.KeyId id) {
        jdbc.sql("select id from accounts.api_key where id = :id for update")
                .param("id", id.value())
                .query(UUID.class)
                .optional();
    }

    /// Lets another key take this one's place; it ends no later than `until`.
    void replaceKey(Keys.KeyId id, Keys.KeyId by, Instant until) {
        jdbc.sql("""
                update accounts.api_key
                   set replaced_by = :by,
                       expires_at = least(expires_at, :until)
                 where id = :id
                """)
                .param("by", by.value())
                .param("until", utc(until), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", id.value())
                .update();
    }

    /// Adds the operator's first key; false when there is one.
    boolean addFirstKey(byte[] sha256, Instant at) {
        return jdbc.sql("""
                insert into accounts.api_key (id, role, name, sha256, created_at)
                values (:id, 'operator', 'operator', :sha256, :at)
                    on conflict (id) do nothing
                """)
                        .param("id", Keys.KeyId.FIRST.value())
                        .param("sha256", sha256)
                        .param("at", utc(at), Types.TIMESTAMP_WITH_TIMEZONE)
                        .update()
                == 1;
    }

    void replaceFirstKey(byte[] sha256) {
        jdbc.sql("""
                update accounts.api_key
                   set sha256 = :sha256
                 where id = :id
                   and sha256 <> :sha256
                """)
                .param("id", Keys.KeyId.FIRST.value())
                .param("sha256", sha256)
                .update();
    }

    Optional<KeyRing.Row> findLive(byte[] sha256) {
        return jdbc.sql("""
                select *
                  from accounts.api_key
                 where sha256 = :sha256
                   and revoked_at is null
                """)
                .param("sha256", sha256)
                .query((row, number) -> liveKey(row))
                .optional();
    }

    Optional<KeyRing.Row> findLive(Keys.KeyId id) {
        return jdbc.sql("""
                select *
                  from accounts.api_key
                 where id = :id
                   and revoked_at is null
                """)
                .param("id", id.value())
                .query((row, number) -> liveKey(row))
                .optional();
    }

    Optional<Keys.Key> findKey(Keys.KeyId id) {
        return jdbc.sql("select * from accounts.api_key where id = :id")
                .param("id", id.value())
                .query((row, number) -> key(row))
                .optional();
    }

    List<Keys.Key> listKeys(@Nullable Set<SellerId> sellers, Keys.@Nullable KeyId after, int limit) {
        return jdbc.sql("""
                select *
                  from accounts.api_key
                 where (cast(:sellers as text[]) is null or seller = any(cast(:sellers as text[])))
                   and (cast(:after as uuid) is null or id > :after)
                 order by id
                 limit :limit
                """)
                .param(
                        "sellers",
                        sellers == null
                                ? null
                                : sellers.stream().map(SellerId::value).toArray(String[]::new),
                        Types.ARRAY)
                .param("after", after == null ? null : after.value(), Types.OTHER)
                .param("limit", limit)
                .query((row, number) -> key(row))
                .list();
    }

    void revokeKey(Keys.KeyId id, Instant at) {
        jdbc.sql("""
                update accounts.api_key
                   set revoked_at = :at
                 where id = :id
                   and revoked_at is null
                """)
                .param("id", id.value())
                .param("at", utc(at), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /// Notes the use, unless it was noted after `since`.
    void stampUse(Keys.KeyId id, Instant at, Instant since) {
        jdbc.sql("""
                update accounts.api_key
                   set last_used_at = :at
                 where id = :id
                   and (last_used_at is null or last_used_at < :since)
                """)
                .param("id", id.value())
                .param("at", utc(at), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("since", utc(since), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /// The secret of this name: what stands there, else what is offered.
    byte[] secret(String name, byte[] offered, Instant at) {
        jdbc.sql("""
                insert into accounts.secret (name, bytes, created_at)
                values (:name, :bytes, :at)
                    on conflict do nothing
                """)
                .param("name", name)
                .param("bytes", offered)
                .param("at", utc(at), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
        return jdbc.sql("select bytes from accounts.secret where name = :name")
                .param("name", name)
                .query((row, number) -> row.getBytes("bytes"))
                .single();
    }

    private static KeyRing.Row liveKey(ResultSet row) throws SQLException {
        return new KeyRing.Row(key(row), HexFormat.of().formatHex(row.getBytes("sha256")));
    }

    private static String @Nullable [] words(@Nullable Set<Right> rights) {
        return rights == null ? null : rights.stream().map(Right::word).sorted().toArray(String[]::new);
    }

    private static @Nullable Set<Right> rights(@Nullable Array words) throws SQLException {
        return words == null
                ? null
                : Arrays.stream((String[]) words.getArray())
                        .map(Right::parse)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static Keys.Key key(ResultSet row) throws SQLException {
        String seller = row.getString("seller");
        var replacedBy = row.getObject("replaced_by", UUID.class);
        return new Keys.Key(
                new Keys.KeyId(row.getObject("id", UUID.class)),
                seller == null ? null : new SellerId(seller),
                Keys.Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                row.getString("name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "last_used_at"),
                instant(row, "revoked_at"),
                rights(row.getArray("rights")),
                instant(row, "expires_at"),
                replacedBy == null ? null : new Keys.KeyId(replacedBy));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
