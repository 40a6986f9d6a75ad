package dev.countermand.storefront;

import dev.countermand.kernel.SellerId;
import dev.countermand.site.Json;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Profiles and logos in SQL.
@Repository
class StorefrontStore {

    private final JdbcClient jdbc;

    StorefrontStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param body null while the seller has said nothing
    /// @param logo the print of his logo, null for none
    record Row(
            @org.jspecify.annotations.Nullable ProfileRequest body,
            @org.jspecify.annotations.Nullable String logo) {}

    Row read(SellerId seller) {
        return jdbc.sql("""
                        select (select body::text from storefront.profile where seller = :seller) as body,
                               (select print from storefront.logo where seller = :seller) as logo
                        """)
                .param("seller", seller.value())
                .query((row, number) -> new Row(
                        row.getString("body") == null ? null : Json.read(row.getString("body"), ProfileRequest.class),
                        row.getString("logo")))
                .single();
    }

    void keep(SellerId seller, ProfileRequest body, String by, Instant at) {
        jdbc.sql("""
                        insert into storefront.profile (seller, body, updated_at, updated_by)
                        values (:seller, :body::jsonb, :at, :by)
                            on conflict (seller) do update
                           set body = excluded.body,
                               updated_at = excluded.updated_at,
                               updated_by = excluded.updated_by
                        """)
                .param("seller", seller.value())
                .param("body", Json.write(body))
                .param("at", at.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("by", by)
                .update();
    }

    void keepLogo(SellerId seller, String print, byte[] png, Instant at) {
        jdbc.sql("""
                        insert into storefront.logo (seller, print, png, updated_at)
                        values (:seller, :print, :png, :at)
                            on conflict (seller) do update
                           set print = excluded.print,
                               png = excluded.png,
                               updated_at = excluded.updated_at
                        """)
                .param("seller", seller.value())
                .param("print", print)
                .param("png", png)
                .param("at", at.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    void removeLogo(SellerId seller) {
        jdbc.sql("delete from storefront.logo where seller = :seller")
                .param("seller", seller.value())
                .update();
    }

    Optional<byte[]> logo(SellerId seller) {
        return jdbc.sql("select png from storefront.logo where seller = :seller")
                .param("seller", seller.value())
                .query((row, number) -> row.getBytes("png"))
                .optional();
    }
}
