package dev.countermand.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Clients that work side by side, each on its own virtual thread, each taking the next piece of work when
/// done.
final class Crowd {

    /// A piece of work.
    interface Work {
        void run() throws Exception;
    }

    private Crowd() {}

    /// Does all the work in the order given, `clients` pieces at a time. Fails with the first failure.
    static void share(int clients, Collection<? extends Work> work) throws InterruptedException {
        var queue = new ConcurrentLinkedQueue<Work>(work);
        var each = new ArrayList<Work>();
        for (int i = 0; i < clients; i++) {
            each.add(() -> {
                for (var next = queue.poll(); next != null; next = queue.poll()) {
                    next.run();
                }
            });
        }
        together(each);
    }

    /// Does every piece at once, each by a client of its own. Fails with the first failure.
    static void together(Collection<? extends Work> work) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (var piece : work) {
                running.add(threads.submit(() -> {
                    piece.run();
                    return null;
                }));
            }
            try {
                for (var one : running) {
                    one.get();
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw new IllegalStateException("a client failed: " + e.getCause(), e.getCause());
            }
        }
    }
}
