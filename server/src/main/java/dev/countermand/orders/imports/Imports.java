package dev.countermand.orders.imports;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Files of orders, taken in the background. A job and its report outlive this process; the same file can
/// be
/// sent again at any time, as rows that were taken are found identical.
@Component
public class Imports {

    /// A process that has not been heard of for so long is gone.
    private static final Duration SILENCE_MAX = Duration.ofMinutes(2);

    /// Where a job stands.
    ///
    /// @param seller whose orders; null when each row names its seller
    /// @param status `queued`, `running`, `done`, `failed` (the file could not be read to its end: see
    ///     `trouble`), or
    ///     `interrupted` (the server stopped: send the file again)
    /// @param rows how many were worked on: taken + amended + identical + failed
    /// @param bytes of the file as it was sent; `bytesRead` of them were worked on
    public record Job(
            UUID uuid,
            @Nullable SellerId seller,
            String format,
            String status,
            int rows,
            int taken,
            int amended,
            int identical,
            int failed,
            long bytes,
            long bytesRead,
            String by,
            @Nullable String trouble,
            Instant createdAt,
            Instant heartbeatAt,
            @Nullable Instant finishedAt) {

        /// The public form of its identifier.
        public String id() {
            return Ids.text("imp", uuid);
        }

        boolean isOpen() {
            return status.equals("queued") || status.equals("running");
        }

        private Job interrupted() {
            return new Job(
                    uuid,
                    seller,
                    format,
                    "interrupted",
                    rows,
                    taken,
                    amended,
                    identical,
                    failed,
                    bytes,
                    bytesRead,
                    by,
                    trouble,
                    createdAt,
                    heartbeatAt,
                    heartbeatAt);
        }
    }

    /// What became of a row.
    ///
    /// @param row its line in the file, or its place among the orders of the file; from 1
    /// @param outcome `taken`, `amended`, `identical` or `failed`
    /// @param code of a failed row: what a single PUT would have been refused with
    public record Line(
            int row,
            @Nullable String number,
            String outcome,
            @Nullable String code,
            @Nullable String message,
            @Nullable List<Problem.Violation> errors) {}

    private final ImportStore store;
    private final Spool spool;
    private final ImportWorker worker;
    private final Clock clock;

    Imports(ImportStore store, Spool spool, ImportWorker worker, Clock clock) {
        this.store = store;
        this.spool = spool;
        this.worker = worker;
        this.clock = clock;
    }

    /// Keeps the file and starts to work on it; gzip is recognised. Fails with FORBIDDEN for whoever may
    /// not take
    /// orders, INVALID when nobody says whose orders these are, TOO_LARGE, UNAVAILABLE when too many files
    /// wait.
    ///
    /// @param seller whose orders; null when each row names its seller
    public Job start(ImportFormat format, @Nullable SellerId seller, InputStream file, Actor actor) throws IOException {
        actor.require(Right.TAKE_ORDERS);
        if (seller == null && format != ImportFormat.JSONL) {
            throw Problem.invalid("required", "seller", "Name the seller: ?seller=… in the address.");
        }
        var now = clock.instant();
        var id = Ids.mint(0, now);
        var kept = spool.keep(id, file);
        var job = new Job(
                id,
                seller,
                format.word(),
                "queued",
                0,
                0,
                0,
                0,
                0,
                kept.bytes(),
                0,
                actor.name(),
                null,
                now,
                now,
                null);
        store.insert(job, now);
        worker.queue(new ImportWorker.Task(id, format, seller, kept, actor));
        return job;
    }

    /// The job with this public id; empty for unknown ones and for another's.
    public Optional<Job> find(String id, Actor actor) {
        actor.require(Right.SEE_ORDERS);
        var uuid = Ids.parse("imp", id);
        return uuid == null
                ? Optional.empty()
                : store.find(uuid).filter(job -> sees(actor, job)).map(this::asItStands);
    }

    /// The rows of a job in their order.
    ///
    /// @param outcome only these, or null
    /// @param after the row behind which to go on; 0 for the beginning
    /// @param limit at most so many, 1 to 1000
    public List<Line> report(Job job, @Nullable String outcome, int after, int limit) {
        return store.lines(job.uuid(), outcome, after, limit);
    }

    private static boolean sees(Actor actor, Job job) {
        return job.seller() == null ? actor.kind() == Actor.Kind.OPERATOR : actor.sees(job.seller());
    }

    private Job asItStands(Job job) {
        boolean silent = job.heartbeatAt().plus(SILENCE_MAX).isBefore(clock.instant());
        return job.isOpen() && silent && !worker.isWorkingOn(job.uuid()) ? job.interrupted() : job;
    }
}
