package dev.countermand.feeds;

import dev.countermand.feeds.Imports.Line;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What all formats share: a batch and its lines of the report are one transaction, and between two
/// batches an import may be stopped.
@Component
class ImportPace {

    /// The server stops; what was not taken by now is for its next start.
    static final class Stopped extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /// Somebody does not want the rest.
    static final class Unwanted extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /// What a batch did.
    record Done(List<Line> lines, ImportStore.Step step) {}

    private final ImportStore store;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private volatile boolean stopped;

    ImportPace(ImportStore store, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.transaction = transaction;
        this.clock = clock;
    }

    void stop() {
        stopped = true;
    }

    /// Works on a batch and reports it, in one transaction. Fails with [Stopped] before, or [Unwanted]
    /// after it.
    void batch(UUID job, Supplier<Done> work) {
        if (stopped) {
            throw new Stopped();
        }
        Boolean unwanted = transaction.execute(status -> {
            var done = work.get();
            return store.report(job, done.lines(), done.step(), clock.instant());
        });
        if (Boolean.TRUE.equals(unwanted)) {
            throw new Unwanted();
        }
    }
}
