package dev.countermand.policies;

import dev.countermand.kernel.SellerId;
import dev.countermand.site.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The versions of the sellers' terms.
@Repository
class TermsStore {

    private final JdbcClient jdbc;

    TermsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The newest version that was in force at that instant.
    Optional<Policies.Version> inForce(SellerId seller, Instant at) {
        return jdbc.sql("""
                select seller, version, in_force_from, body, created_by, created_at
                  from policies.terms
                 where seller = :seller and in_force_from <= :at
                 order by version desc
                 limit 1
                """)
                .param("seller", seller.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(TermsStore::version)
                .optional();
    }

    /// The newest versions, the last one first.
    List<Policies.Version> versions(SellerId seller, int limit) {
        return jdbc.sql("""
                select seller, version, in_force_from, body, created_by, created_at
                  from policies.terms
                 where seller = :seller
                 order by version desc
                 limit :limit
                """)
                .param("seller", seller.value())
                .param("limit", limit)
                .query(TermsStore::version)
                .list();
    }

    /// Adds the version after the last one, at least `first`. False when somebody else has just added
    /// that one.
    boolean add(SellerId seller, int first, Terms.Cancellation terms, String by, Instant at) {
        return jdbc.sql("""
                insert into policies.terms (seller, version, in_force_from, body, created_by, created_at)
                select :seller, coalesce(max(version) + 1, :first), :at, cast(:body as jsonb), :by, :at
                  from policies.terms
                 where seller = :seller
                on conflict (seller, version) do nothing
                """)
                        .param("seller", seller.value())
                        .param("first", first)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .param("body", Json.write(terms))
                        .param("by", by)
                        .update()
                == 1;
    }

    private static Policies.Version version(ResultSet row, int number) throws SQLException {
        var name = row.getString("seller") + "-" + row.getInt("version");
        return new Policies.Version(
                new Terms(name, Json.read(row.getString("body"), Terms.Cancellation.class)),
                row.getObject("in_force_from", OffsetDateTime.class).toInstant(),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
