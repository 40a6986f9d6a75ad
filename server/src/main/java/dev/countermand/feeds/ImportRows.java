package dev.countermand.feeds;

import dev.countermand.feeds.Imports.Counts;
import dev.countermand.feeds.Imports.Job;
import dev.countermand.feeds.Imports.Line;
import dev.countermand.feeds.Imports.Progress;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Turns rows of jobs and reports into words.
final class ImportRows {

    /// What may become of a row, each a column of the job.
    static final List<String> OUTCOMES =
            List.of("taken", "amended", "identical", "failed", "canceled", "partly", "unmatched", "skipped");

    private ImportRows() {}

    static Job job(ResultSet row) throws SQLException {
        var seller = row.getString("seller");
        var finished = row.getObject("finished_at", OffsetDateTime.class);
        return new Job(
                row.getObject("id", UUID.class),
                seller == null ? null : new SellerId(seller),
                row.getString("format"),
                row.getString("status"),
                counts(row),
                new Progress(
                        row.getString("phase"),
                        row.getInt("done_to"),
                        row.getInt("rows_total"),
                        row.getLong("bytes"),
                        row.getLong("bytes_read")),
                row.getBoolean("tell"),
                row.getBoolean("stop_requested"),
                row.getString("actor_name"),
                Actor.Kind.valueOf(row.getString("actor_kind").toUpperCase(Locale.ROOT)),
                row.getString("trouble"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("heartbeat_at", OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant());
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(
                row.getInt("rows"),
                row.getInt("taken"),
                row.getInt("amended"),
                row.getInt("identical"),
                row.getInt("failed"),
                row.getInt("canceled"),
                row.getInt("partly"),
                row.getInt("unmatched"),
                row.getInt("skipped"),
                row.getInt("orders"),
                row.getInt("cancellations"));
    }

    static Line line(ResultSet row) throws SQLException {
        var errors = row.getString("errors");
        return new Line(
                row.getInt("row"),
                row.getString("number"),
                row.getString("outcome"),
                row.getString("code"),
                row.getString("message"),
                errors == null ? null : Arrays.asList(Json.read(errors, Problem.Violation[].class)));
    }
}
