package dev.countermand.storefront;

import dev.countermand.kernel.SellerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The shops' secrets, and the links that have been used, in SQL.
@Repository
class ShopLinkStore {

    private final JdbcClient jdbc;

    ShopLinkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// False when the seller has as many live ones already.
    boolean add(UUID id, SellerId seller, byte[] bytes, String by, Instant at, int liveMax) {
        return jdbc.sql("""
                        insert into storefront.link_secret (id, seller, bytes, created_at, created_by)
                        select :id, :seller, :bytes, :at, :by
                         where (select count(*) from storefront.link_secret
                                 where seller = :seller and revoked_at is null) < :max
                        """)
                        .param("id", id)
                        .param("seller", seller.value())
                        .param("bytes", bytes)
                        .param("at", utc(at), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("by", by)
                        .param("max", liveMax)
                        .update()
                == 1;
    }

    List<ShopLinks.Secret> live(SellerId seller) {
        return jdbc.sql("""
                        select id, created_at, created_by
                          from storefront.link_secret
                         where seller = :seller and revoked_at is null
                         order by created_at, id
                        """)
                .param("seller", seller.value())
                .query((row, number) -> secret(row))
                .list();
    }

    Optional<byte[]> bytes(SellerId seller, UUID id) {
        return jdbc.sql("""
                        select bytes
                          from storefront.link_secret
                         where id = :id and seller = :seller and revoked_at is null
                        """)
                .param("id", id)
                .param("seller", seller.value())
                .query((row, number) -> row.getBytes("bytes"))
                .optional();
    }

    boolean revoke(SellerId seller, UUID id, Instant at) {
        return jdbc.sql("""
                        update storefront.link_secret
                           set revoked_at = :at
                         where id = :id and seller = :seller and revoked_at is null
                        """)
                        .param("at", utc(at), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("id", id)
                        .param("seller", seller.value())
                        .update()
                == 1;
    }

    /// Notes that the link has been used; false when it had been before. Forgets what has expired.
    boolean use(SellerId seller, String print, Instant expires, Instant now) {
        jdbc.sql("delete from storefront.used_link where expires_at < :now")
                .param("now", utc(now), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
        return jdbc.sql("""
                        insert into storefront.used_link (seller, print, expires_at)
                        values (:seller, :print, :expires)
                            on conflict do nothing
                        """)
                        .param("seller", seller.value())
                        .param("print", print)
                        .param("expires", utc(expires), Types.TIMESTAMP_WITH_TIMEZONE)
                        .update()
                == 1;
    }

    private static ShopLinks.Secret secret(ResultSet row) throws SQLException {
        return new ShopLinks.Secret(
                ShopLinks.name(row.getObject("id", UUID.class)),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("created_by"));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
