package dev.countermand.embedded;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps PostgreSQL running: when it dies without being asked to, it is started again on the same port,
/// so that the connection pool finds it where it was.
final class Supervisor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    /// What goes away by itself: the shared memory of dying sessions, a port that is just being left.
    private static final int START_ATTEMPTS_MAX = 20;

    /// Its log is written by a process of its own, and what it said may come too late to be read: an end
    /// without a known reason is not believed at once.
    private static final int UNEXPLAINED_ATTEMPTS_MAX = 3;

    private static final int START_PAUSE_MILLIS = 500;
    private static final int RESTART_PAUSE_MILLIS_MAX = 10_000;

    private final Cluster cluster;
    private final int port;
    private final boolean durable;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile boolean closing;
    private Postmaster running;

    private Supervisor(Cluster cluster, int port, boolean durable) throws IOException {
        this.cluster = cluster;
        this.port = port;
        this.durable = durable;
        this.running = launch();
    }

    static Supervisor start(Cluster cluster, int port, boolean durable) throws IOException {
        var supervisor = new Supervisor(cluster, port, durable);
        Thread.ofPlatform().daemon().name("postgresql-watch").start(supervisor::watch);
        return supervisor;
    }

    private void watch() {
        try {
            while (!closing) {
                int exitCode = running.awaitEnd();
                if (!closing) {
                    LOG.warn("PostgreSQL ended unasked with exit code {}; starting it again", exitCode);
                    restart();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void restart() throws InterruptedException {
        for (int pause = START_PAUSE_MILLIS; !closing; pause = Math.min(2 * pause, RESTART_PAUSE_MILLIS_MAX)) {
            turn.lock();
            try {
                if (!closing) {
                    running = launch();
                    LOG.warn("PostgreSQL answers again");
                }
                return;
            } catch (IOException | RuntimeException failure) {
                LOG.error("PostgreSQL does not come back; trying again in {} ms", pause, failure);
            } finally {
                turn.unlock();
            }
            Thread.sleep(pause);
        }
    }

    private Postmaster launch() throws IOException {
        for (int attempt = 1; ; attempt++) {
            new Orphans(cluster.data()).stop();
            var postmaster = Postmaster.launch(cluster, port, durable);
            if (postmaster.awaitReady(() -> closing) || closing) {
                return postmaster;
            }
            String words = postmaster.lastWords();
            if (attempt >= (passes(words) ? START_ATTEMPTS_MAX : UNEXPLAINED_ATTEMPTS_MAX)) {
                throw new EmbeddedFailure("PostgreSQL does not start on port " + port + ". It said:" + words);
            }
            Pause.millis(START_PAUSE_MILLIS);
        }
    }

    private static boolean passes(String words) {
        return words.contains("shared memory block") || words.contains("lock file") || words.contains("already in use");
    }

    @Override
    public void close() {
        closing = true;
        turn.lock();
        try {
            running.stop();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            turn.unlock();
        }
    }
}
