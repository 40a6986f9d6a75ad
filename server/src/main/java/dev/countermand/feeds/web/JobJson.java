package dev.countermand.feeds.web;

import dev.countermand.feeds.Imports;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An import as programs see it.
///
/// @param rows how many rows are done: taken + amended + identical + failed + canceled + partly +
///     unmatched + skipped
/// @param rowsTotal how many the file has; absent while nobody knows
/// @param orders how many orders were taken, and `cancellations` how many were written
/// @param percent how far it is, 0 to 100
/// @param trouble why the file could not be read to its end; absent when it could
record JobJson(
        String id,
        @Nullable String seller,
        String format,
        String status,
        String phase,
        int percent,
        int rows,
        @Nullable Integer rowsTotal,
        int taken,
        int amended,
        int identical,
        int failed,
        int canceled,
        int partly,
        int unmatched,
        int skipped,
        int orders,
        int cancellations,
        boolean notifies,
        long bytes,
        long bytesRead,
        @Nullable String trouble,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    static JobJson of(Imports.Job job) {
        var counts = job.counts();
        return new JobJson(
                job.id(),
                job.seller() == null ? null : job.seller().value(),
                job.format(),
                job.status(),
                job.progress().phase(),
                job.percent(),
                counts.rows(),
                job.progress().rowsTotal() == 0 ? null : job.progress().rowsTotal(),
                counts.taken(),
                counts.amended(),
                counts.identical(),
                counts.failed(),
                counts.canceled(),
                counts.partly(),
                counts.unmatched(),
                counts.skipped(),
                counts.orders(),
                counts.cancellations(),
                job.tell(),
                job.progress().bytes(),
                job.progress().bytesRead(),
                job.trouble(),
                job.createdAt(),
                job.finishedAt());
    }
}
