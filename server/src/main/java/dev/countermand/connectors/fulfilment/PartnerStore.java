package dev.countermand.connectors.fulfilment;

import dev.countermand.kernel.SellerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The sellers' partners, in SQL.
@Repository
class PartnerStore {

    private final JdbcClient jdbc;

    PartnerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Partner> of(SellerId seller) {
        return jdbc.sql("select * from fulfilment.partner where seller = :seller")
                .param("seller", seller.value())
                .query((row, n) -> partner(row))
                .optional();
    }

    Optional<Partner> locked(SellerId seller) {
        return jdbc.sql("select * from fulfilment.partner where seller = :seller for update")
                .param("seller", seller.value())
                .query((row, n) -> partner(row))
                .optional();
    }

    Optional<Partner> find(UUID id) {
        return jdbc.sql("select * from fulfilment.partner where id = :id")
                .param("id", id)
                .query((row, n) -> partner(row))
                .optional();
    }

    /// The name of the warehouse; empty when nobody chose one.
    Optional<String> kind(SellerId seller) {
        return jdbc.sql("select kind from fulfilment.partner where seller = :seller")
                .param("seller", seller.value())
                .query(String.class)
                .optional();
    }

    /// Adds a seller's first choice; false when there is one.
    boolean add(Partner partner) {
        return jdbc.sql("""
                        insert into fulfilment.partner (
                            seller, id, kind, url, status_url, secret, secret_at, changed_at, changed_by)
                        values (:seller, :id, :kind, :url, :statusUrl, :secret, :secretAt, :changedAt, :changedBy)
                        on conflict do nothing
                        """)
                        .param("seller", partner.seller().value())
                        .param("id", partner.uuid())
                        .param("kind", partner.kind())
                        .param("url", partner.url())
                        .param("statusUrl", partner.statusUrl())
                        .param("secret", partner.secret())
                        .param("secretAt", time(partner.secretAt()))
                        .param("changedAt", time(partner.changedAt()))
                        .param("changedBy", partner.changedBy())
                        .update()
                == 1;
    }

    void update(Partner partner) {
        jdbc.sql("""
                        update fulfilment.partner
                           set kind = :kind,
                               url = :url,
                               status_url = :statusUrl,
                               secret = :secret,
                               secret_at = :secretAt,
                               old_secret = :oldSecret,
                               old_until = :oldUntil,
                               changed_at = :changedAt,
                               changed_by = :changedBy
                         where seller = :seller
                        """)
                .param("seller", partner.seller().value())
                .param("kind", partner.kind())
                .param("url", partner.url())
                .param("statusUrl", partner.statusUrl())
                .param("secret", partner.secret())
                .param("secretAt", time(partner.secretAt()))
                .param("oldSecret", partner.oldSecret())
                .param("oldUntil", time(partner.oldUntil()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("changedAt", time(partner.changedAt()))
                .param("changedBy", partner.changedBy())
                .update();
    }

    private static Partner partner(ResultSet row) throws SQLException {
        return new Partner(
                row.getObject("id", UUID.class),
                new SellerId(row.getString("seller")),
                row.getString("kind"),
                row.getString("url"),
                row.getString("status_url"),
                row.getString("secret"),
                row.getObject("secret_at", OffsetDateTime.class).toInstant(),
                row.getString("old_secret"),
                instant(row.getObject("old_until", OffsetDateTime.class)),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getString("changed_by"));
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    static @Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
