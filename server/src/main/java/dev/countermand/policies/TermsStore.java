package dev.countermand.policies;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
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

    /// The version that was in force at that instant: the last that began, and of those that began together the newest.
    Optional<Policies.Version> inForce(SellerId seller, Instant at) {
        return jdbc.sql("""
                select seller, version, in_force_from, body, frame, source, created_by, created_at,
                       proposed_by, withdrawal_by, withdrawal_proposer, withdrawn_by, withdrawn_at
                  from policies.terms
                 where seller = :seller and in_force_from <= :at and withdrawn_at is null
                 order by in_force_from desc, version desc
                 limit 1
                """)
                .param("seller", seller.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(TermsStore::version)
                .optional();
    }

    /// The versions that begin last, the latest first.
    ///
    /// @param all with those that were taken back
    List<Policies.Version> versions(SellerId seller, int limit, boolean all) {
        return jdbc.sql("""
                select seller, version, in_force_from, body, frame, source, created_by, created_at,
                       proposed_by, withdrawal_by, withdrawal_proposer, withdrawn_by, withdrawn_at
                  from policies.terms
                 where seller = :seller and (:all or withdrawn_at is null)
                 order by in_force_from desc, version desc
                 limit :limit
                """)
                .param("seller", seller.value())
                .param("all", all)
                .param("limit", limit)
                .query(TermsStore::version)
                .list();
    }

    /// Takes versions back that were meant for at once when the clock was ahead: they must not come back later.
    void overruleWhatBeganAhead(SellerId seller, Instant now, String by) {
        jdbc.sql("""
                update policies.terms
                   set withdrawn_by = :by, withdrawn_at = :now
                 where seller = :seller and in_force_from > :now and in_force_from = created_at
                   and withdrawn_at is null
                """)
                .param("seller", seller.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("by", by)
                .update();
    }

    /// Takes a version back that has not begun; false when it has, or was taken back already.
    boolean withdraw(SellerId seller, String version, String by, Instant now) {
        return jdbc.sql("""
                update policies.terms
                   set withdrawn_by = :by, withdrawn_at = :now
                 where seller = :seller and seller || '-' || version = :version
                   and in_force_from > :now and withdrawn_at is null
                """)
                        .param("seller", seller.value())
                        .param("version", version)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("by", by)
                        .update()
                == 1;
    }

    /// Keeps who wants a version taken back; nobody for null.
    void askWithdrawal(SellerId seller, String version, @Nullable Actor by) {
        jdbc.sql("""
                update policies.terms
                   set withdrawal_by = :by, withdrawal_proposer = :id
                 where seller = :seller and seller || '-' || version = :version and withdrawn_at is null
                """)
                .param("seller", seller.value())
                .param("version", version)
                .param("by", by == null ? null : by.name())
                .param("id", by == null ? null : Drafts.identity(by))
                .update();
    }

    /// Versions of these sellers that somebody wants taken back, and have not begun.
    ///
    /// @param sellers whose; empty for all
    List<Drafts.Waiting> withdrawals(Collection<SellerId> sellers, Instant now, int limit) {
        return jdbc.sql("""
                select seller, version, in_force_from, withdrawal_by, withdrawal_proposer
                  from policies.terms
                 where withdrawal_by is not null and withdrawn_at is null and in_force_from > :now
                   and (:everywhere or seller = any (:sellers))
                 order by in_force_from, seller
                 limit :limit
                """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("everywhere", sellers.isEmpty())
                .param("sellers", sellers.stream().map(SellerId::value).toArray(String[]::new))
                .param("limit", limit)
                .query((row, n) -> new Drafts.Waiting(
                        new SellerId(row.getString("seller")),
                        row.getString("seller") + "-" + row.getInt("version"),
                        row.getString("withdrawal_by"),
                        row.getString("withdrawal_proposer"),
                        row.getObject("in_force_from", OffsetDateTime.class).toInstant()))
                .list();
    }

    /// Adds the version after the last one, at least `first`. False when somebody else has just added
    /// that one.
    boolean add(SellerId seller, int first, Policies.Content content, Instant from, String by, Instant at) {
        return jdbc.sql("""
                insert into policies.terms
                       (seller, version, in_force_from, body, frame, source, created_by, created_at, proposed_by)
                select :seller, coalesce(max(version) + 1, :first), :from, cast(:body as jsonb),
                       cast(:frame as jsonb), :source, :by, :at, :proposed
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
                        .param("proposed", content.proposedBy())
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
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                new Course(
                        row.getString("proposed_by"),
                        row.getString("withdrawal_by"),
                        row.getString("withdrawal_proposer"),
                        row.getString("withdrawn_by"),
                        instant(row.getObject("withdrawn_at", OffsetDateTime.class))));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
