package dev.countermand.feeds;

import dev.countermand.feeds.Imports.Job;
import dev.countermand.feeds.Imports.Line;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.BulkRows;
import dev.countermand.site.Json;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Import jobs and their reports in SQL.
@Repository
class ImportStore {

    /// How far a batch has brought its job, beside its lines.
    ///
    /// @param bytesRead null where it is not known in this phase
    /// @param orders how many orders were taken
    /// @param cancellations how many cancellations were written
    /// @param refused how many rows were reported as failed beside the lines
    record Step(String phase, int doneTo, @Nullable Long bytesRead, int orders, int cancellations, int refused) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate bulk;

    ImportStore(JdbcClient jdbc, JdbcTemplate bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    /// False when there is one with this id.
    boolean insert(Job job, Instant at) {
        return jdbc.sql("""
                        insert into feeds.import_job (
                            id, seller, format, status, phase, rows, taken, amended, identical, failed, bytes,
                            bytes_read, tell, actor_name, actor_kind, created_at, heartbeat_at)
                        values (:id, :seller, :format, :status, :phase, 0, 0, 0, 0, 0, :bytes, 0, :tell, :actor, :kind,
                                :at, :at)
                        on conflict (id) do nothing
                        """)
                        .param("id", job.uuid())
                        .param(
                                "seller",
                                job.seller() == null ? null : job.seller().value())
                        .param("format", job.format())
                        .param("status", job.status())
                        .param("phase", job.progress().phase())
                        .param("bytes", job.progress().bytes())
                        .param("tell", job.tell())
                        .param("actor", job.by())
                        .param("kind", job.byKind().name().toLowerCase(Locale.ROOT))
                        .param("at", time(at))
                        .update()
                == 1;
    }

    /// Says that a process works on it, from where it was. False when it has ended.
    boolean begin(UUID job, Instant at) {
        return jdbc.sql("""
                        update feeds.import_job
                           set status = 'running', heartbeat_at = :at
                         where id = :job and status in ('queued', 'running')
                        """).param("job", job).param("at", time(at)).update() == 1;
    }

    /// Takes over a job that nobody works on. False when another process was faster, seen by its heartbeat.
    boolean takeOver(UUID job, Instant heartbeat, Instant at) {
        return jdbc.sql("""
                        update feeds.import_job
                           set status = 'running', finished_at = null, heartbeat_at = :at
                         where id = :job and heartbeat_at = :heartbeat
                           and status in ('queued', 'running', 'interrupted')
                        """)
                        .param("job", job)
                        .param("heartbeat", time(heartbeat))
                        .param("at", time(at))
                        .update()
                == 1;
    }

    /// Says that nobody works on it any more; the next one goes on from where it is.
    void requeue(UUID job, Instant at) {
        jdbc.sql("""
                        update feeds.import_job
                           set status = 'queued', heartbeat_at = :at
                         where id = :job and status = 'running'
                        """).param("job", job).param("at", time(at)).update();
    }

    /// A stretch of the report, and how far it brings the job, in the caller's transaction.
    ///
    /// @return whether somebody wants the job to stop
    boolean report(UUID job, List<Line> lines, Step step, Instant at) {
        write(job, lines);
        var sql = jdbc.sql("""
                update feeds.import_job
                   set phase = :phase,
                       done_to = :doneTo,
                       rows = rows + :rows,
                       taken = taken + :taken,
                       amended = amended + :amended,
                       identical = identical + :identical,
                       failed = failed + :failed,
                       canceled = canceled + :canceled,
                       partly = partly + :partly,
                       unmatched = unmatched + :unmatched,
                       skipped = skipped + :skipped,
                       orders = orders + :orders,
                       cancellations = cancellations + :cancellations,
                       bytes_read = coalesce(:bytes::bigint, bytes_read),
                       heartbeat_at = :at
                 where id = :job
                returning stop_requested
                """)
                .param("job", job)
                .param("phase", step.phase())
                .param("doneTo", step.doneTo())
                .param("rows", lines.size() + step.refused())
                .param("orders", step.orders())
                .param("cancellations", step.cancellations())
                .param("bytes", step.bytesRead())
                .param("at", time(at));
        var counts = lines.stream().collect(Collectors.groupingBy(Line::outcome, Collectors.counting()));
        for (var outcome : ImportRows.OUTCOMES) {
            int more = outcome.equals("failed") ? step.refused() : 0;
            sql = sql.param(outcome, counts.getOrDefault(outcome, 0L) + more);
        }
        return sql.query(Boolean.class).single();
    }

    private void write(UUID job, List<Line> lines) {
        var rows = new BulkRows();
        for (var line : lines) {
            rows.id(job)
                    .number(line.row())
                    .text(line.number())
                    .text(line.outcome())
                    .text(line.code())
                    .text(line.message())
                    .text(line.errors() == null ? null : Json.write(line.errors()))
                    .end();
        }
        rows.into(bulk, "feeds.import_row (job_id, row, number, outcome, code, message, errors)");
    }

    void requestStop(UUID job) {
        jdbc.sql("""
                        update feeds.import_job
                           set stop_requested = true
                         where id = :job and status in ('queued', 'running')
                        """).param("job", job).update();
    }

    void finish(UUID job, String status, @Nullable String trouble, Instant at) {
        jdbc.sql("""
                        update feeds.import_job
                           set status = :status,
                               trouble = :trouble,
                               bytes_read = case when :status = 'done' then bytes else bytes_read end,
                               heartbeat_at = :at,
                               finished_at = :at
                         where id = :job and status in ('queued', 'running')
                        """)
                .param("job", job)
                .param("status", status)
                .param("trouble", trouble)
                .param("at", time(at))
                .update();
    }

    Optional<Job> find(UUID id) {
        return jdbc.sql("""
                        select *
                          from feeds.import_job
                         where id = :id
                        """)
                .param("id", id)
                .query((row, n) -> ImportRows.job(row))
                .optional();
    }

    /// The newest first; without sellers, everybody's.
    List<Job> list(List<SellerId> sellers, @Nullable Job after, int limit) {
        var sql = jdbc.sql("""
                        select *
                          from feeds.import_job
                         where (created_at, id) < (:createdAt::timestamptz, :id::uuid) %s
                         order by created_at desc, id desc
                         limit :limit
                        """.formatted(sellers.isEmpty() ? "" : "and seller = any(:sellers::text[])"))
                .param(
                        "createdAt",
                        after == null ? "infinity" : after.createdAt().toString())
                .param("id", (after == null ? new UUID(-1, -1) : after.uuid()).toString())
                .param("limit", limit);
        if (!sellers.isEmpty()) {
            sql = sql.param("sellers", sellers.stream().map(SellerId::value).toArray(String[]::new));
        }
        return sql.query((row, n) -> ImportRows.job(row)).list();
    }

    List<Line> lines(UUID job, @Nullable String outcome, int after, int limit) {
        var sql = jdbc.sql("""
                        select row, number, outcome, code, message, errors
                          from feeds.import_row
                         where job_id = :job and row > :after %s
                         order by row
                         limit :limit
                        """.formatted(outcome == null ? "" : "and outcome = :outcome"))
                .param("job", job)
                .param("after", after)
                .param("limit", limit);
        if (outcome != null) {
            sql = sql.param("outcome", outcome);
        }
        return sql.query((row, n) -> ImportRows.line(row)).list();
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
