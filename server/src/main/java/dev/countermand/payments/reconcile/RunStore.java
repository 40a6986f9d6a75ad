package dev.countermand.payments.reconcile;

import dev.countermand.kernel.SellerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Comparisons, and the clock of the nightly one.
@Repository
class RunStore {

    private final JdbcClient jdbc;

    RunStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void begin(Run run) {
        jdbc.sql("""
                insert into payments.reconciliation (id, source, seller, gateway, since, until, started_at, by_whom)
                values (:id, :source, :seller, :gateway, :since, :until, :at, :by)
                """)
                .param("id", run.id())
                .param("source", run.source())
                .param("seller", run.seller().value())
                .param("gateway", run.gateway(), Types.VARCHAR)
                .param("since", sql(run.since()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("until", sql(run.until()))
                .param("at", sql(run.startedAt()))
                .param("by", run.by())
                .update();
    }

    void end(Run run) {
        jdbc.sql("""
                update payments.reconciliation
                   set ended_at = :at, movements = :movements, foreign_to_us = :foreign, orders = :orders,
                       differences = :differences, opened = :opened, cured = :cured, trouble = :trouble
                 where id = :id
                """)
                .param("id", run.id())
                .param("at", sql(run.endedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("movements", run.movements())
                .param("foreign", run.foreign())
                .param("orders", run.orders())
                .param("differences", run.differences())
                .param("opened", run.opened())
                .param("cured", run.cured())
                .param("trouble", run.trouble(), Types.VARCHAR)
                .update();
    }

    /// As if it had not been; its lines must be gone.
    void remove(UUID run) {
        jdbc.sql("delete from payments.reconciliation where id = :id")
                .param("id", run)
                .update();
    }

    /// Forgets what is old, with what comparisons that died left behind.
    void forget(Instant before) {
        jdbc.sql("""
                delete from payments.statement_line
                 where run in (select id from payments.reconciliation where started_at < :before)
                """).param("before", sql(before)).update();
        jdbc.sql("delete from payments.reconciliation where started_at < :before")
                .param("before", sql(before))
                .update();
    }

    /// The latest, newest first.
    ///
    /// @param sellers whose; empty for all
    List<Run> latest(Set<SellerId> sellers, int limit) {
        return jdbc.sql("""
                select id, source, seller, gateway, since, until, started_at, ended_at, by_whom, movements,
                       foreign_to_us, orders, differences, opened, cured, trouble
                  from payments.reconciliation
                 where :all or seller = any(:sellers)
                 order by started_at desc, id
                 limit :limit
                """)
                .param("all", sellers.isEmpty())
                .param("sellers", sellers.stream().map(SellerId::value).toArray(String[]::new))
                .param("limit", limit)
                .query(RunStore::run)
                .list();
    }

    /// Takes the nightly comparison upon the caller for as long as the lease lasts; false when it is not due,
    /// or another has it.
    boolean take(Instant now, Instant lease) {
        return jdbc.sql("update payments.reconciliation_clock set due_at = :lease where id = 1 and due_at <= :now")
                        .param("now", sql(now))
                        .param("lease", sql(lease))
                        .update()
                == 1;
    }

    /// When it is due next.
    void due(Instant next) {
        jdbc.sql("update payments.reconciliation_clock set due_at = :next where id = 1")
                .param("next", sql(next))
                .update();
    }

    private static Run run(ResultSet row, int n) throws SQLException {
        return new Run(
                row.getObject("id", UUID.class),
                row.getString("source"),
                new SellerId(row.getString("seller")),
                row.getString("gateway"),
                instant(row, "since"),
                Objects.requireNonNull(instant(row, "until")),
                Objects.requireNonNull(instant(row, "started_at")),
                instant(row, "ended_at"),
                row.getString("by_whom"),
                row.getInt("movements"),
                row.getInt("foreign_to_us"),
                row.getInt("orders"),
                row.getInt("differences"),
                row.getInt("opened"),
                row.getInt("cured"),
                row.getString("trouble"));
    }

    private static @Nullable OffsetDateTime sql(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
