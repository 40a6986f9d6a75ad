package dev.countermand.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who is done with whom. A command is a lane and a number, such as `a-1` and `a-2` of lane `a`; with `?` a
/// batch leaves it out, with `!` it makes the whole batch fail.
class GroupCommitTests {

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final List<String> alone = new CopyOnWriteArrayList<>();
    private final Semaphore steps = new Semaphore(0);
    private int before;
    private final CountDownLatch first = new CountDownLatch(1);
    private final GroupCommit<String, String> group = new GroupCommit<>("test", GroupCommitTests::lane, this::together);

    @AfterEach
    void end() {
        steps.release(1000);
        group.close();
        callers.close();
    }

    private List<Optional<String>> together(List<String> commands) {
        batches.add(commands);
        steps.acquireUninterruptibly();
        if (commands.stream().anyMatch(c -> c.endsWith("!"))) {
            throw new IllegalStateException("as one of them wants");
        }
        return commands.stream()
                .map(c -> c.endsWith("?") ? Optional.<String>empty() : Optional.of(c + " together"))
                .toList();
    }

    private String alone(String command) {
        alone.add(command);
        if (command.equals("first")) {
            first.countDown();
            steps.acquireUninterruptibly();
        }
        return command + " alone";
    }

    private Future<String> call(String command) {
        return callers.submit(() -> group.run(command, () -> alone(command)));
    }

    private List<String> done() {
        return Stream.concat(alone.stream(), batches.stream().flatMap(List::stream))
                .toList();
    }

    private static String lane(String command) {
        return command.split("-", 2)[0];
    }

    private static List<String> results(List<Future<String>> calls) throws Exception {
        var results = new ArrayList<String>();
        for (var call : calls) {
            results.add(call.get(10, TimeUnit.SECONDS));
        }
        return results;
    }

    /// Both workers stand in a batch until a step is given, so that whoever comes now is collected.
    private List<Future<String>> keepWorkersBusy() throws Exception {
        var calls = new ArrayList<Future<String>>();
        calls.add(call("first"));
        assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
        // A batch of one is handed back at once; it takes a crowd to hold a worker.
        for (int round = 0; batches.size() < 2 && round < 1000; round++) {
            calls.add(call("holder" + round + "-" + 1));
            calls.add(call("other" + round + "-" + 1));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        assertThat(batches).hasSize(2);
        // Whoever of the crowd came last may wait by now, too.
        await(() -> done().size() + group.waiting() == calls.size());
        before = group.waiting();
        return calls;
    }

    /// So many different commands have come since the workers are busy.
    private void awaitWaiting(int count) {
        await(() -> group.waiting() == before + count);
    }

    private static void await(BooleanSupplier reached) {
        for (int i = 0; i < 5000 && !reached.getAsBoolean(); i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        assertThat(reached.getAsBoolean()).isTrue();
    }

    @Test
    void whoComesWhileNobodyIsAtWorkIsDoneAloneAtOnce() throws Exception {
        assertThat(call("a-1").get(10, TimeUnit.SECONDS)).isEqualTo("a-1 alone");
        assertThat(batches).isEmpty();
    }

    @Test
    void whoComesWhileOthersAreAtWorkShareABatchButNoTwoOfALane() throws Exception {
        var busy = keepWorkersBusy();
        var calls = new ArrayList<Future<String>>();
        for (var command : List.of("a-1", "b-1", "c-1", "a-2", "b-2", "d-1")) {
            calls.add(call(command));
        }
        awaitWaiting(6);
        steps.release(100);
        assertThat(results(calls)).hasSize(6);
        results(busy);
        var together = batches.get(2);
        assertThat(together.stream().map(GroupCommitTests::lane)).contains("a", "b", "c", "d");
        assertThat(batches)
                .allSatisfy(batch ->
                        assertThat(batch.stream().map(GroupCommitTests::lane)).doesNotHaveDuplicates());
        assertThat(done()).contains("a-1", "a-2", "b-1", "b-2", "c-1", "d-1").doesNotHaveDuplicates();
    }

    @Test
    void theSameCommandSentTwiceIsDoneOnceAndBothAreAnswered() throws Exception {
        var busy = keepWorkersBusy();
        var calls = new ArrayList<Future<String>>();
        for (int i = 0; i < 20; i++) {
            calls.add(call("x-1"));
        }
        calls.add(call("y-1"));
        awaitWaiting(2);
        steps.release(100);
        assertThat(results(calls.subList(0, 20))).containsOnly("x-1 together");
        results(busy);
        assertThat(done()).containsOnlyOnce("x-1");
    }

    @Test
    void whatABatchLeavesOutIsDoneAlone() throws Exception {
        var busy = keepWorkersBusy();
        var calls = List.of(call("a-1?"), call("b-1"), call("c-1?"));
        awaitWaiting(3);
        steps.release(100);
        assertThat(results(calls)).containsExactly("a-1? alone", "b-1 together", "c-1? alone");
        results(busy);
    }

    @Test
    void ofABatchThatFailedEverybodyIsDoneAlone() throws Exception {
        var busy = keepWorkersBusy();
        var calls = List.of(call("a-1"), call("b-1!"), call("c-1"));
        awaitWaiting(3);
        steps.release(100);
        assertThat(results(calls)).containsExactly("a-1 alone", "b-1! alone", "c-1 alone");
        results(busy);
    }

    @Test
    void afterTheEndWhoComesIsDoneAlone() throws Exception {
        var busy = keepWorkersBusy();
        group.close();
        assertThat(call("a-1").get(10, TimeUnit.SECONDS)).isEqualTo("a-1 alone");
        steps.release(100);
        results(busy);
    }
}
