package dev.countermand.policies;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Documents that are being written, and whose terms need two people.
@Repository
class DraftStore {

    private final JdbcClient jdbc;

    DraftStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Drafts.Draft> find(SellerId seller) {
        return jdbc.sql("""
                select revision, source, changed_by, changed_at, proposed_by, proposer, in_force_from, begun_under
                  from policies.draft
                 where seller = :seller
                """)
                .param("seller", seller.value())
                .query(DraftStore::draft)
                .optional();
    }

    /// Writes the text of the revision after `before`, which nobody has proposed yet; false when another revision
    /// stands there.
    ///
    /// @param before 0 where there is none
    /// @param inForce the version that is in force now, kept where a draft begins
    boolean save(SellerId seller, int before, String source, String inForce, String by, Instant at) {
        var sql = before == 0 ? """
                insert into policies.draft (seller, revision, source, changed_by, changed_at, begun_under)
                values (:seller, :before + 1, :source, :by, :at, :under)
                on conflict (seller) do nothing
                """ : """
                update policies.draft
                   set revision = revision + 1, before = source, source = :source, changed_by = :by, changed_at = :at,
                       proposed_by = null, proposer = null, in_force_from = null
                 where seller = :seller and revision = :before
                """;
        var statement = jdbc.sql(sql)
                .param("seller", seller.value())
                .param("before", before)
                .param("source", source)
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC));
        return (before == 0 ? statement.param("under", inForce) : statement).update() == 1;
    }

    /// The text that the last save replaced; empty where there was none.
    Optional<String> before(SellerId seller, int revision) {
        return jdbc.sql("select before from policies.draft where seller = :seller and revision = :revision")
                .param("seller", seller.value())
                .param("revision", revision)
                .query((row, n) -> Optional.ofNullable(row.getString("before")))
                .optional()
                .flatMap(before -> before);
    }

    /// Marks a revision as proposed; false when another one stands there.
    boolean propose(SellerId seller, int revision, Instant from, Actor by) {
        return jdbc.sql("""
                update policies.draft
                   set proposed_by = :by, proposer = :id, in_force_from = :from
                 where seller = :seller and revision = :revision
                """)
                        .param("seller", seller.value())
                        .param("revision", revision)
                        .param("by", by.name())
                        .param("id", Drafts.identity(by))
                        .param("from", from.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /// Drafts of these sellers that wait for a second person.
    ///
    /// @param sellers whose; empty for all
    List<Drafts.Waiting> proposals(Collection<SellerId> sellers, int limit) {
        return jdbc.sql("""
                select seller, proposed_by, proposer, in_force_from
                  from policies.draft
                 where proposed_by is not null and (:everywhere or seller = any (:sellers))
                 order by in_force_from, seller
                 limit :limit
                """)
                .param("everywhere", sellers.isEmpty())
                .param("sellers", sellers.stream().map(SellerId::value).toArray(String[]::new))
                .param("limit", limit)
                .query((row, n) -> new Drafts.Waiting(
                        new SellerId(row.getString("seller")),
                        null,
                        row.getString("proposed_by"),
                        row.getString("proposer"),
                        row.getObject("in_force_from", OffsetDateTime.class).toInstant()))
                .list();
    }

    /// Takes a revision away; false when another one stands there.
    boolean remove(SellerId seller, int revision) {
        return jdbc.sql("delete from policies.draft where seller = :seller and revision = :revision")
                        .param("seller", seller.value())
                        .param("revision", revision)
                        .update()
                == 1;
    }

    boolean needsTwoPeople(SellerId seller) {
        return jdbc.sql("select count(*) from policies.two_people where seller = :seller")
                        .param("seller", seller.value())
                        .query(Integer.class)
                        .single()
                == 1;
    }

    void needTwoPeople(SellerId seller, boolean yes, String by, Instant at) {
        var sql = yes ? """
                insert into policies.two_people (seller, changed_by, changed_at) values (:seller, :by, :at)
                on conflict (seller) do nothing
                """ : "delete from policies.two_people where seller = :seller";
        var statement = jdbc.sql(sql).param("seller", seller.value());
        if (yes) {
            statement = statement.param("by", by).param("at", at.atOffset(ZoneOffset.UTC));
        }
        statement.update();
    }

    private static Drafts.Draft draft(ResultSet row, int number) throws SQLException {
        return new Drafts.Draft(
                row.getInt("revision"),
                row.getString("source"),
                row.getString("changed_by"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getString("proposed_by"),
                row.getString("proposer"),
                instant(row.getObject("in_force_from", OffsetDateTime.class)),
                row.getString("begun_under"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
