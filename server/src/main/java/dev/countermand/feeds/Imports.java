package dev.countermand.feeds;

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

/// Files of orders, taken in the background. A job and its report outlive this process: after a crash the
/// next start goes on where it was. The same file can be sent again at any time, as rows that were taken
/// are found identical.
@Component
public class Imports {

    /// A process that has not been heard of for so long is gone.
    private static final Duration SILENCE_MAX = Duration.ofMinutes(2);

    /// What became of the rows so far.
    ///
    /// @param rows taken + amended + identical + failed + canceled + partly + unmatched + skipped
    /// @param taken new: rows are orders, or lines of orders
    /// @param canceled cancellations that were matched to purchases as a whole
    /// @param partly cancellations of which only a part was bought before
    /// @param unmatched cancellations of nothing that is known
    /// @param skipped rows that are neither purchase nor cancellation
    /// @param orders how many orders were taken
    /// @param cancellations how many cancellations were written
    public record Counts(
            int rows,
            int taken,
            int amended,
            int identical,
            int failed,
            int canceled,
            int partly,
            int unmatched,
            int skipped,
            int orders,
            int cancellations) {

        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /// How far a job is.
    ///
    /// @param phase `rows` (formats whose rows are orders); else `reading`, `grouping`, `orders`,
    ///     `cancellations`, one after the other
    /// @param doneTo the last row or group that is done in this phase
    /// @param rowsTotal rows of the file, once they are known; else 0
    /// @param bytes of the file as it was sent; `bytesRead` of them were read
    public record Progress(String phase, int doneTo, int rowsTotal, long bytes, long bytesRead) {}

    /// Where a job stands.
    ///
    /// @param seller whose orders; null when each row names its seller
    /// @param status `queued`, `running`, `done`, `failed` (the file could not be read to its end: see
    ///     `trouble`), `canceled` (somebody stopped it; what was taken stays), or `interrupted` (the
    ///     server that has the file is gone)
    /// @param tell whether customers are told of cancellations in it
    public record Job(
            UUID uuid,
            @Nullable SellerId seller,
            String format,
            String status,
            Counts counts,
            Progress progress,
            boolean tell,
            boolean stopRequested,
            String by,
            Actor.Kind byKind,
            @Nullable String trouble,
            Instant createdAt,
            Instant heartbeatAt,
            @Nullable Instant finishedAt) {

        /// The public form of its identifier.
        public String id() {
            return Ids.text("imp", uuid);
        }

        /// Whether it waits or works.
        public boolean isOpen() {
            return status.equals("queued") || status.equals("running");
        }

        /// 0 to 100.
        public int percent() {
            if (status.equals("done")) {
                return 100;
            }
            long read = 100 * progress.bytesRead() / Math.max(1, progress.bytes());
            return Math.toIntExact(
                    switch (progress.phase()) {
                        case "rows" -> Math.min(99, read);
                        case "reading" -> read / 5;
                        default -> 20 + 79L * counts.rows() / Math.max(1, progress.rowsTotal());
                    });
        }

        private Job with(String other) {
            return new Job(
                    uuid,
                    seller,
                    format,
                    other,
                    counts,
                    progress,
                    tell,
                    stopRequested,
                    by,
                    byKind,
                    trouble,
                    createdAt,
                    heartbeatAt,
                    heartbeatAt);
        }
    }

    /// What became of a row.
    ///
    /// @param row its line in the file, or its place among the orders of the file; from 1
    /// @param outcome a member of [Counts]
    /// @param code why it failed, was skipped or not matched: stable; of a failed order, what a single PUT
    ///     would have been refused with
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
    /// not take orders, INVALID when nobody says whose orders these are, TOO_LARGE, UNAVAILABLE when too
    /// many files wait.
    ///
    /// @param seller whose orders; null when each row names its seller
    /// @param tell whether customers are told of the cancellations in the file, as if they happened now
    public Job start(ImportFormat format, @Nullable SellerId seller, boolean tell, InputStream file, Actor actor)
            throws IOException {
        checkMay(actor);
        if (seller == null && (format != ImportFormat.JSONL || !actor.everywhere())) {
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
                Counts.NONE,
                new Progress(format.firstPhase(), 0, 0, kept.bytes(), 0),
                tell,
                false,
                actor.name(),
                actor.kind(),
                null,
                now,
                now,
                null);
        store.insert(job, now);
        worker.queue(new ImportWorker.Task(job, kept, actor));
        return job;
    }

    /// Who may import at all. Fails with FORBIDDEN.
    public void checkMay(Actor actor) {
        actor.require(Right.TAKE_ORDERS);
    }

    /// The job with this public id; empty for unknown ones and for another's.
    public Optional<Job> find(String id, Actor actor) {
        actor.require(Right.SEE_ORDERS);
        var uuid = Ids.parse("imp", id);
        return uuid == null
                ? Optional.empty()
                : store.find(uuid).filter(job -> sees(actor, job)).map(this::asItStands);
    }

    /// The jobs that are this actor's business, the newest first.
    ///
    /// @param after the id of the last one of the previous page, or null
    /// @param limit at most so many, 1 to 200
    public List<Job> list(Actor actor, @Nullable String after, int limit) {
        actor.require(Right.SEE_ORDERS);
        var from = after == null ? Optional.<Job>empty() : find(after, actor);
        return store.list(List.copyOf(actor.sellers()), from.orElse(null), limit).stream()
                .filter(job -> sees(actor, job))
                .map(this::asItStands)
                .toList();
    }

    /// Stops a job at the next batch; what was taken stays taken, and every order of it is whole. Stopping
    /// twice is fine, and so is stopping one that has ended. Fails with FORBIDDEN as `start` does.
    public Job stop(Job job, Actor actor) {
        checkMay(actor);
        store.requestStop(job.uuid());
        if (!worker.isWorkingOn(job.uuid()) && asItStands(job).status().equals("interrupted")) {
            store.finish(job.uuid(), "canceled", null, clock.instant());
        }
        return store.find(job.uuid()).map(this::asItStands).orElseThrow(Problem::notFound);
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
        return job.seller() == null ? actor.everywhere() : actor.sees(job.seller());
    }

    private Job asItStands(Job job) {
        boolean silent = job.heartbeatAt().plus(SILENCE_MAX).isBefore(clock.instant());
        return job.isOpen() && silent && !worker.isWorkingOn(job.uuid()) ? job.with("interrupted") : job;
    }
}
