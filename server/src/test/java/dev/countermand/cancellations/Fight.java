package dev.countermand.cancellations;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/// Many who want the same units begin in the same moment.
final class Fight {

    private Fight() {}

    static List<Shop.Reply> all(ExecutorService threads, List<Callable<Shop.Reply>> fighters) throws Exception {
        var start = new CyclicBarrier(fighters.size());
        var running = new ArrayList<Future<Shop.Reply>>();
        for (var fighter : fighters) {
            running.add(threads.submit(() -> {
                start.await();
                return fighter.call();
            }));
        }
        var replies = new ArrayList<Shop.Reply>();
        for (var reply : running) {
            replies.add(reply.get());
        }
        return replies;
    }
}
