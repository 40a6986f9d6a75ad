package dev.countermand.feeds;

import dev.countermand.feeds.Imports.Job;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Works on one file after the other, at its own pace and beside everything else. What it was working on
/// when its process ended, the next one goes on with, from the last batch that was committed.
@Component
class ImportWorker implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(ImportWorker.class);

    private static final int QUEUE_MAX = 20;
    private static final int OUTAGES_MAX = 300;
    private static final Duration OUTAGE_PAUSE = Duration.ofSeconds(1);

    private final ImportStore store;
    private final ImportPace pace;
    private final ImportBatches batches;
    private final RetailImport retail;
    private final ImportActors actors;
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

    ImportWorker(
            ImportStore store,
            ImportPace pace,
            ImportBatches batches,
            RetailImport retail,
            ImportActors actors,
            Spool spool,
            Clock clock) {
        this.store = store;
        this.pace = pace;
        this.batches = batches;
        this.retail = retail;
        this.actors = actors;
        this.spool = spool;
        this.clock = clock;
    }

    /// A kept file, and on whose behalf it is read.
    record Task(Job job, Spool.Kept file, Actor actor) {}

    /// Fails with UNAVAILABLE when too many wait already; the job then counts as failed.
    void queue(Task task) throws IOException {
        open.add(task.job().uuid());
        try {
            thread.execute(() -> work(task));
        } catch (RejectedExecutionException full) {
            open.remove(task.job().uuid());
            task.file().drop();
            var busy = "Too many files wait already. Send it again later.";
            store.finish(task.job().uuid(), "failed", busy, clock.instant());
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

    /// Goes on with the files that a process before this one left.
    @EventListener(ApplicationReadyEvent.class)
    void goOn() throws IOException {
        for (var kept : spool.forgotten()) {
            var job = store.find(kept.job()).filter(Job::isOpen);
            if (job.isPresent()) {
                LOG.info(
                        "import {} goes on after {} rows",
                        job.get().id(),
                        job.get().counts().rows());
                queue(new Task(job.get(), kept, actors.of(job.get())));
            } else {
                kept.drop();
            }
        }
    }

    private void work(Task task) {
        try {
            if (!read(task)) {
                release(task);
                return;
            }
        } catch (ImportPace.Stopped stopped) {
            // The file stays for the next start.
            store.requeue(task.job().uuid(), clock.instant());
            release(task);
            return;
        } catch (IOException | RuntimeException failure) {
            LOG.error("import {} cannot go on", task.job().id(), failure);
        } finally {
            open.remove(task.job().uuid());
        }
        drop(task.file());
    }

    /// False when the database did not come back; then the file stays for the next start.
    private boolean read(Task task) throws IOException {
        var job = task.job();
        for (int outages = 0; outages < OUTAGES_MAX; outages++) {
            try (var file = Files.newInputStream(task.file().file())) {
                read(store.find(job.uuid()).orElse(job), file, task.actor());
                return true;
            } catch (RuntimeException failure) {
                if (!Outages.is(failure)) {
                    throw failure;
                }
                LOG.info("import {} waits for the database: {}", job.id(), failure.toString());
                LockSupport.parkNanos(OUTAGE_PAUSE.toNanos());
            }
        }
        return false;
    }

    /// Reads the file to its end, and says in the job how that ended.
    void read(Job job, InputStream file, Actor actor) {
        if (!store.begin(job.uuid(), clock.instant())) {
            return;
        }
        var counted = new CountedStream(file);
        try (var in = unpacked(counted)) {
            var format = ImportFormat.of(job.format()).orElseThrow();
            if (format == ImportFormat.ONLINE_RETAIL) {
                retail.run(job, in, counted::bytes, actor);
            } else {
                take(job, format, in, counted, actor);
            }
            store.finish(job.uuid(), "done", null, clock.instant());
        } catch (Problem problem) {
            store.finish(job.uuid(), "failed", problem.detail(), clock.instant());
        } catch (ZipException | java.io.EOFException broken) {
            store.finish(job.uuid(), "failed", "The file is damaged: " + broken.getMessage(), clock.instant());
        } catch (ImportPace.Unwanted unwanted) {
            store.finish(job.uuid(), "canceled", null, clock.instant());
        } catch (IOException | RuntimeException failure) {
            if (failure instanceof ImportPace.Stopped stopped) {
                throw stopped;
            }
            if (failure instanceof RuntimeException outage && Outages.is(outage)) {
                throw outage;
            }
            LOG.error("import {} failed", job.id(), failure);
            store.finish(job.uuid(), "failed", "Something went wrong here; the log has the details.", clock.instant());
        }
    }

    private void take(Job job, ImportFormat format, InputStream in, CountedStream counted, Actor actor)
            throws IOException {
        var run = batches.run(job, actor, counted::bytes);
        try {
            format.read(in, run::add);
        } catch (ZipException | java.io.EOFException broken) {
            run.flush();
            throw broken;
        }
        run.flush();
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

    private static void release(Task task) {
        try {
            task.file().lock().close();
        } catch (IOException failure) {
            LOG.warn("{} cannot be released", task.file().file(), failure);
        }
    }

    /// Stops before the next batch, and leaves that and what is queued to the next start.
    @Override
    public void destroy() {
        pace.stop();
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
