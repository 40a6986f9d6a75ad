package dev.countermand.site;

import dev.countermand.kernel.Problem;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Collects concurrent commands for a moment and has them done together, so that many share one
/// transaction, its few statements and its commit. Nobody is answered before that commit.
///
/// A command that comes while nobody else is at work is done alone, at once: collecting costs a quiet
/// server nothing. Of one lane (an order) at most one command is in a batch; the next waits for the next
/// batch. Equal commands that wait are done once and answered alike. What a batch leaves out, and all of a
/// batch that failed, its callers do alone.
///
/// @param <C> a command; equal ones are the same command sent twice
/// @param <R> what a caller gets
public final class GroupCommit<C, R> implements AutoCloseable {

    /// So many commands are done together at most.
    public static final int BATCH_MAX = 128;

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private static final int WAITING_MAX = 4096;
    private static final int WORKERS = 2;
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);

    /// Does commands of different lanes in one transaction.
    @FunctionalInterface
    public interface Together<C, R> {

        /// Fails as a whole, having done nothing, or answers each command in the given order.
        ///
        /// @return the results; empty for a command of which nothing was done: its caller does it alone
        List<Optional<R>> run(List<C> commands);
    }

    private static final class Waiting<C, R> {

        final C command;
        final Object lane;
        final CompletableFuture<Optional<R>> result = new CompletableFuture<>();

        Waiting(C command, Object lane) {
            this.command = command;
            this.lane = lane;
        }
    }

    private final Function<C, Object> lane;
    private final Together<C, R> together;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Waiting<C, R>> queue = new ArrayDeque<>();
    private final Map<C, Waiting<C, R>> same = new HashMap<>();
    private final Set<Object> lanes = new HashSet<>();
    private int atWork;
    private boolean closed;

    /// Starts the workers.
    ///
    /// @param name what the threads are called
    /// @param lane what no two commands of a batch may share
    public GroupCommit(String name, Function<C, Object> lane, Together<C, R> together) {
        this.lane = lane;
        this.together = together;
        for (int i = 1; i <= WORKERS; i++) {
            Thread.ofPlatform().daemon().name(name + "-" + i).start(this::work);
        }
    }

    /// Does the command, together with others or alone, and answers when it is committed. Fails with
    /// UNAVAILABLE `busy` when too many wait already or it takes too long, else as `alone` fails.
    ///
    /// @param alone does this command by itself; also called when a batch left it out
    public R run(C command, Supplier<R> alone) {
        var waiting = join(command);
        if (waiting == null) {
            try {
                return alone.get();
            } finally {
                leave();
            }
        }
        return await(waiting).orElseGet(alone);
    }

    /// Null when nobody else is at work.
    private @Nullable Waiting<C, R> join(C command) {
        lock.lock();
        try {
            if (closed || (atWork == 0 && queue.isEmpty())) {
                atWork++;
                return null;
            }
            var known = same.get(command);
            if (known != null) {
                return known;
            }
            if (queue.size() >= WAITING_MAX) {
                throw busy();
            }
            var waiting = new Waiting<C, R>(command, lane.apply(command));
            queue.add(waiting);
            same.put(command, waiting);
            changed.signal();
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /// How many commands wait to be collected, each however often it was sent.
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            atWork--;
        } finally {
            lock.unlock();
        }
    }

    private Optional<R> await(Waiting<C, R> waiting) {
        try {
            return waiting.result.get(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw busy();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw busy();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    private static Problem busy() {
        return Problem.of(
                Problem.Kind.UNAVAILABLE,
                "busy",
                "More is asked at the moment than can be done. Repeat the request in a moment, best with an"
                        + " Idempotency-Key, so that it cannot be done twice.");
    }

    private void work() {
        for (var batch = collect(); !batch.isEmpty(); batch = collect()) {
            var results = results(batch);
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).result.complete(results.get(i));
            }
            done(batch);
        }
    }

    private List<Optional<R>> results(List<Waiting<C, R>> batch) {
        // Also for one: were it left to its caller, a worker would be free at once for the next one, and the
        // many who come meanwhile would never be collected.
        try {
            var results = together.run(batch.stream().map(w -> w.command).toList());
            if (results.size() == batch.size()) {
                return results;
            }
            LOG.error("{} commands came back as {} results; done one by one", batch.size(), results.size());
        } catch (RuntimeException | Error failure) {
            LOG.warn("{} commands that failed together are done one by one: {}", batch.size(), failure.toString());
        }
        return batch.stream().map(w -> Optional.<R>empty()).toList();
    }

    /// Waits until something can be done. Empty when there never will be.
    private List<Waiting<C, R>> collect() {
        lock.lock();
        try {
            var batch = new ArrayList<Waiting<C, R>>();
            while (true) {
                for (var each = queue.iterator(); each.hasNext() && batch.size() < BATCH_MAX; ) {
                    var waiting = each.next();
                    if (lanes.add(waiting.lane)) {
                        each.remove();
                        same.remove(waiting.command);
                        batch.add(waiting);
                    }
                }
                if (!batch.isEmpty() || (closed && queue.isEmpty())) {
                    atWork += batch.isEmpty() ? 0 : 1;
                    return batch;
                }
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void done(List<Waiting<C, R>> batch) {
        lock.lock();
        try {
            atWork--;
            batch.forEach(w -> lanes.remove(w.lane));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Lets the workers finish what waits, and end. Whoever comes later is served alone.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
