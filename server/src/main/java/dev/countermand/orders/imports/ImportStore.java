package dev.countermand.orders.imports;

import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.imports.Imports.Job;
import dev.countermand.orders.imports.Imports.Line;
import dev.countermand.site.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Import jobs and their reports in SQL.
@Repository
class ImportStore {

    private final JdbcClient jdbc;

    ImportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// False when there is one with this id.
    boolean insert(Job job, Instant at) {
        return jdbc.sql("""
                        insert into orders.import_job (
                            id, seller, format, status, rows, taken, amended, identical, failed, bytes, bytes_read,
                            actor_name, created_at, heartbeat_at)
                        values (:id, :seller, :format, :status, 0, 0, 0, 0, 0, :bytes, 0, :actor, :at, :at)
                        on conflict (id) do nothing
                        """)
                        .param("id", job.uuid())
                        .param(
                                "seller",
                                job.seller() == null ? null : job.seller().value())
                        .param("format", job.format())
                        .param("status", job.status())
                        .param("bytes", job.bytes())
                        .param("actor", job.by())
                        .param("at", time(at))
                        .update()
                == 1;
    }

    /// Starts a job over: a file that is read again is reported again. False when another process was
    /// faster, seen by its heartbeat.
    boolean restart(UUID id, Instant heartbeat, Instant at) {
        int ours = jdbc.sql("""
                        update orders.import_job
                           set status = 'running',
                               rows = 0,
                               taken = 0,
                               amended = 0,
                               identical = 0,
                               failed = 0,
                               bytes_read = 0,
                               trouble = null,
                               finished_at = null,
                               heartbeat_at = :at
                         where id = :id
                           and heartbeat_at = :heartbeat
                        """)
                .param("id", id)
                .param("heartbeat", time(heartbeat))
                .param("at", time(at))
                .update();
        if (ours == 0) {
            return false;
        }
        jdbc.sql("delete from orders.import_row where job_id = :id")
                .param("id", id)
                .update();
        return true;
    }

    /// A stretch of the report, and what it adds to the counts, in the caller's transaction.
    void report(UUID job, List<Line> lines, long bytesRead, Instant at) {
        jdbc.sql("""
                        insert into orders.import_row (job_id, row, number, outcome, code, message, errors)
                        select :job, row, number, outcome, code, message, errors::jsonb
                          from unnest(:rows::int[], :numbers::text[], :outcomes::text[], :codes::text[],
                                      :messages::text[], :errors::text[])
                               as r(row, number, outcome, code, message, errors)
                        """)
                .param("job", job)
                .param("rows", lines.stream().mapToInt(Line::row).toArray())
                .param("numbers", texts(lines, Line::number))
                .param("outcomes", texts(lines, Line::outcome))
                .param("codes", texts(lines, Line::code))
                .param("messages", texts(lines, Line::message))
                .param("errors", texts(lines, l -> l.errors() == null ? null : Json.write(l.errors())))
                .update();
        jdbc.sql("""
                        update orders.import_job
                           set status = 'running',
                               rows = rows + :rows,
                               taken = taken + :taken,
                               amended = amended + :amended,
                               identical = identical + :identical,
                               failed = failed + :failed,
                               bytes_read = :bytes,
                               heartbeat_at = :at
                         where id = :job
                        """)
                .param("job", job)
                .param("rows", lines.size())
                .param("taken", count(lines, "taken"))
                .param("amended", count(lines, "amended"))
                .param("identical", count(lines, "identical"))
                .param("failed", count(lines, "failed"))
                .param("bytes", bytesRead)
                .param("at", time(at))
                .update();
    }

    void finish(UUID job, String status, @Nullable String trouble, Instant at) {
        jdbc.sql("""
                        update orders.import_job
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
                          from orders.import_job
                         where id = :id
                        """).param("id", id).query((row, n) -> job(row)).optional();
    }

    List<Line> lines(UUID job, @Nullable String outcome, int after, int limit) {
        // The index of the failed ones is used only where the statement itself says `failed`.
        var only =
                outcome == null ? "" : outcome.equals("failed") ? "and outcome = 'failed'" : "and outcome = :outcome";
        var sql = jdbc.sql("""
                        select row, number, outcome, code, message, errors
                          from orders.import_row
                         where job_id = :job and row > :after %s
                         order by row
                         limit :limit
                        """.formatted(only))
                .param("job", job)
                .param("after", after)
                .param("limit", limit);
        if (only.contains(":outcome")) {
            sql = sql.param("outcome", outcome);
        }
        return sql.query((row, n) -> line(row)).list();
    }

    boolean isEmpty() {
        return jdbc.sql("select not exists (select from orders.shop_order)")
                .query(Boolean.class)
                .single();
    }

    private static Job job(ResultSet row) throws SQLException {
        var seller = row.getString("seller");
        var finished = row.getObject("finished_at", OffsetDateTime.class);
        return new Job(
                row.getObject("id", UUID.class),
                seller == null ? null : new SellerId(seller),
                row.getString("format"),
                row.getString("status"),
                row.getInt("rows"),
                row.getInt("taken"),
                row.getInt("amended"),
                row.getInt("identical"),
                row.getInt("failed"),
                row.getLong("bytes"),
                row.getLong("bytes_read"),
                row.getString("actor_name"),
                row.getString("trouble"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("heartbeat_at", OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant());
    }

    private static Line line(ResultSet row) throws SQLException {
        var errors = row.getString("errors");
        return new Line(
                row.getInt("row"),
                row.getString("number"),
                row.getString("outcome"),
                row.getString("code"),
                row.getString("message"),
                errors == null ? null : Arrays.asList(Json.read(errors, Problem.Violation[].class)));
    }

    private static @Nullable String[] texts(List<Line> lines, Function<Line, @Nullable String> text) {
        return lines.stream().map(text).toArray(String[]::new);
    }

    private static int count(List<Line> lines, String outcome) {
        return Math.toIntExact(
                lines.stream().filter(l -> l.outcome().equals(outcome)).count());
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
