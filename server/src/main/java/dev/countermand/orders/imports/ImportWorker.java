package dev.countermand.orders.imports;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Works on one file after the other, at its own pace and beside everything else.
@Component
class ImportWorker implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(ImportWorker.class);

    private static final int QUEUE_MAX = 20;

    private static final String INTERRUPTED =
            "The server stopped before the end of the file. Send it again: rows that were taken are found identical.";

    private final ImportStore store;
    private final ImportBatches batches;
    private final Spool spool;
    private final Clock clock;
    private final Set<UUID> open = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE_MAX),
            Thread.ofVirtual().name("import-", 0).factory());

    ImportWorker(ImportStore store, ImportBatches batches, Spool spool, Clock clock) {
        this.store = store;
        this.batches = batches;
        this.spool = spool;
        this.clock = clock;
    }

    /// A kept file, and on whose behalf it is read.
    record Task(UUID job, ImportFormat format, @Nullable SellerId seller, Spool.Kept file, Actor actor) {}

    /// Fails with UNAVAILABLE when too many wait already; the job then counts as failed.
    void queue(Task task) throws IOException {
        open.add(task.job());
        try {
            thread.execute(() -> work(task));
        } catch (RejectedExecutionException full) {
            open.remove(task.job());
            task.file().drop();
            var busy = "Too many files wait already. Send it again later.";
            store.finish(task.job(), "failed", busy, clock.instant());
            throw Problem.of(Problem.Kind.UNAVAILABLE, "busy", busy);
        }
    }

    /// Works on something else in its turn.
    void beside(Runnable work) {
        thread.execute(work);
    }

    boolean isWorkingOn(UUID job) {
        return open.contains(job);
    }

    /// Files left by a process that was killed: their jobs will not go on by themselves.
    @EventListener(ApplicationReadyEvent.class)
    void closeWhatWasInterrupted() throws IOException {
        for (var job : spool.forgotten()) {
            store.finish(job, "interrupted", INTERRUPTED, clock.instant());
        }
    }

    private void work(Task task) {
        try (var file = Files.newInputStream(task.file().file())) {
            read(task.job(), task.format(), task.seller(), file, task.actor());
        } catch (IOException | RuntimeException failure) {
            LOG.error("import {} cannot go on", task.job(), failure);
        } finally {
            open.remove(task.job());
            drop(task.file());
        }
    }

    /// Reads the file to its end, and says in the job how that ended.
    void read(UUID job, ImportFormat format, @Nullable SellerId seller, InputStream file, Actor actor) {
        var counted = new CountedStream(file);
        var run = batches.run(job, seller, actor, counted::bytes);
        try (var in = unpacked(counted)) {
            format.read(in, run::add);
            run.flush();
            store.finish(job, "done", null, clock.instant());
        } catch (Problem problem) {
            store.finish(job, "failed", problem.detail(), clock.instant());
        } catch (ZipException | java.io.EOFException broken) {
            run.flush();
            store.finish(job, "failed", "The file is damaged: " + broken.getMessage(), clock.instant());
        } catch (ImportBatches.Stopped stopped) {
            store.finish(job, "interrupted", INTERRUPTED, clock.instant());
        } catch (IOException | RuntimeException failure) {
            LOG.error("import {} failed", job, failure);
            store.finish(job, "failed", "Something went wrong here; the log has the details.", clock.instant());
        }
    }

    private static InputStream unpacked(InputStream file) throws IOException {
        var in = new BufferedInputStream(file);
        in.mark(2);
        int magic = in.read() | in.read() << 8;
        in.reset();
        return magic == GZIPInputStream.GZIP_MAGIC ? new BufferedInputStream(new GZIPInputStream(in)) : in;
    }

    private static void drop(Spool.Kept file) {
        try {
            file.drop();
        } catch (IOException failure) {
            LOG.warn("{} cannot be deleted", file.file(), failure);
        }
    }

    /// Stops before the next batch, and leaves what is queued to the next start.
    @Override
    public void destroy() {
        batches.stop();
        var waiting = new ArrayList<Runnable>();
        thread.getQueue().drainTo(waiting);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("an import did not stop in time");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
