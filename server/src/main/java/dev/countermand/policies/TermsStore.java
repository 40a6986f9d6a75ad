package dev.countermand.policies;

import dev.countermand.kernel.SellerId;
import dev.countermand.site.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
                select seller, version, in_force_from, body, frame, source, created_by, created_at
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
                select seller, version, in_force_from, body, frame, source, created_by, created_at
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
    boolean add(SellerId seller, int first, Policies.Content content, Instant from, String by, Instant at) {
        return jdbc.sql("""
                insert into policies.terms
                       (seller, version, in_force_from, body, frame, source, created_by, created_at)
                select :seller, coalesce(max(version) + 1, :first), :from, cast(:body as jsonb),
                       cast(:frame as jsonb), :source, :by, :at
                  from policies.terms
                 where seller = :seller
                on conflict (seller, version) do nothing
                """)
                        .param("seller", seller.value())
                        .param("first", first)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .param("from", from.atOffset(ZoneOffset.UTC))
                        .param("body", Json.write(content.terms().cancellation()))
                        .param("frame", Json.write(Frame.of(content.terms())))
                        .param("source", content.source())
                        .param("by", by)
                        .update()
                == 1;
    }

    /// What is in a document around its terms of cancellation; null in terms that were published before there
    /// were documents.
    private record Frame(
            WorkingDays calendar,
            Map<Remedy, RemedyTerms> remedies,
            @Nullable Set<String> law,
            @Nullable Conduct conduct) {

        static final Frame USUAL = new Frame(WorkingDays.USUAL, Map.of(), null, null);

        static Frame of(Terms terms) {
            return new Frame(terms.calendar(), terms.remedies(), terms.law(), terms.conduct());
        }

        static Frame read(@Nullable String json) {
            return json == null ? USUAL : Json.read(json, Frame.class);
        }
    }

    private static Policies.Version version(ResultSet row, int number) throws SQLException {
        var name = row.getString("seller") + "-" + row.getInt("version");
        var frame = Frame.read(row.getString("frame"));
        var cancellation = Json.read(row.getString("body"), Terms.Cancellation.class);
        return new Policies.Version(
                new Terms(
                        name,
                        frame.calendar(),
                        cancellation,
                        frame.remedies(),
                        frame.law(),
                        Objects.requireNonNullElse(frame.conduct(), Conduct.USUAL)),
                row.getString("source"),
                row.getObject("in_force_from", OffsetDateTime.class).toInstant(),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
