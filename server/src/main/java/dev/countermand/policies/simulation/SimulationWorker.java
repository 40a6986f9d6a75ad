package dev.countermand.policies.simulation;

import dev.countermand.policies.Drafts;
import dev.countermand.policies.document.PolicyDocument.Reading;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Runs one simulation after the other, beside everything else. What it was at when its process ended, the next one
/// goes
/// on with, from the last page that was saved.
@Component
class SimulationWorker {

    /// Longer than a page takes; a process that dies leaves its simulation to the next one.
    static final Duration LEASE = Duration.ofMinutes(2);

    /// No simulation runs longer in one go.
    static final Duration LONGEST = Duration.ofMinutes(15);

    /// So many orders with another answer are kept to be read.
    static final int KEPT_MAX = 1000;

    private static final int POLL_MILLISECONDS = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(SimulationWorker.class);

    private final SimulationStore store;
    private final Simulations simulations;
    private final Simulator simulator;
    private final Drafts drafts;
    private final Clock clock;

    SimulationWorker(SimulationStore store, Simulations simulations, Simulator simulator, Drafts drafts, Clock clock) {
        this.store = store;
        this.simulations = simulations;
        this.simulator = simulator;
        this.drafts = drafts;
        this.clock = clock;
    }

    /// Runs what waits.
    @Scheduled(initialDelay = POLL_MILLISECONDS, fixedDelay = POLL_MILLISECONDS, timeUnit = TimeUnit.MILLISECONDS)
    void tick() {
        var now = clock.instant();
        for (var next = store.take(now, now.plus(LEASE)); next.isPresent(); ) {
            run(next.get());
            now = clock.instant();
            next = store.take(now, now.plus(LEASE));
        }
    }

    private void run(Job job) {
        try {
            if (!(drafts.read(job.source()) instanceof Reading.Sound sound)) {
                store.end(job.id(), "failed", "faulty", clock.instant());
                return;
            }
            var beside = simulations.beside(job.seller(), job.beside() == null ? Simulations.EACH : job.beside());
            var tried = sound.terms().named("draft-" + job.revision());
            var trial = new Trial(job.seller(), job.since(), job.until(), job.asking(), tried, beside);
            var pages = new Pages(job);
            simulator.run(trial, job.point(), pages);
            if (!pages.lost) {
                store.end(job.id(), pages.late ? "failed" : "done", pages.late ? "too_long" : null, clock.instant());
            }
        } catch (RuntimeException failure) {
            LOG.error("simulation {} failed", Simulations.id(job), failure);
            store.end(job.id(), "failed", "broken", clock.instant());
        }
    }

    /// Saves each page.
    private final class Pages implements Simulator.Watcher {

        private final Job job;
        private final List<Difference> found = new ArrayList<>();
        private final long began = System.nanoTime();
        private int kept;
        private boolean lost;
        private boolean late;

        Pages(Job job) {
            this.job = job;
            this.kept = job.kept();
        }

        @Override
        public void different(Difference difference) {
            if (kept + found.size() < KEPT_MAX) {
                found.add(difference);
            }
        }

        @Override
        public boolean page(Simulator.Point point) {
            lost = !store.save(job, point, kept, found, clock.instant().plus(LEASE));
            kept += found.size();
            found.clear();
            late = point.next() != null && System.nanoTime() - began > LONGEST.toNanos();
            return !lost && !late;
        }
    }
}
