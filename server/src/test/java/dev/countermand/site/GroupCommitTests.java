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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who is done with whom.
class GroupCommitTests {

    /// A command of a lane, such as `a1` and `a2` of lane `a`.
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final List<String> alone = new CopyOnWriteArrayList<>();
    private final Semaphore steps = new Semaphore(0);
    private final CountDownLatch first = new CountDownLatch(1);
    private final GroupCommit<String, String> group = new GroupCommit<>("test", c -> c.charAt(0), this::together);

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

    /// Somebody is at work, so whoever comes now is collected.
    private Future<String> keepBusy() throws InterruptedException {
        var busy = call("first");
        assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
        return busy;
    }

    private static List<String> results(List<Future<String>> calls) throws Exception {
        var results = new ArrayList<String>();
        for (var call : calls) {
            results.add(call.get(10, TimeUnit.SECONDS));
        }
        return results;
    }

    private void awaitBatches(int count) throws InterruptedException {
        for (int i = 0; i < 1000 && batches.size() < count; i++) {
            Thread.sleep(10);
        }
        assertThat(batches).hasSizeGreaterThanOrEqualTo(count);
    }

    @Test
    void whoComesWhileNobodyIsAtWorkIsDoneAloneAtOnce() throws Exception {
        assertThat(call("a1").get(10, TimeUnit.SECONDS)).isEqualTo("a1 alone");
        assertThat(batches).isEmpty();
    }

    @Test
    void whoComesWhileOthersAreAtWorkShareABatchButNoTwoOfALane() throws Exception {
        var busy = keepBusy();
        // Two pairs occupy both workers, so that the rest is collected for sure.
        var calls = new ArrayList<Future<String>>();
        for (var command : List.of("a1", "b1", "c1", "d1", "a2", "a3", "e1", "f1", "b2")) {
            calls.add(call(command));
        }
        steps.release(100);
        assertThat(results(calls)).allMatch(said -> said.endsWith("together") || said.endsWith("alone"));
        assertThat(busy.get(10, TimeUnit.SECONDS)).isEqualTo("first alone");
        assertThat(batches)
                .allSatisfy(batch -> assertThat(
                                batch.stream().map(c -> c.charAt(0)).distinct().toList())
                        .hasSameSizeAs(batch));
        var done = new ArrayList<>(alone);
        batches.forEach(done::addAll);
        assertThat(done).containsExactlyInAnyOrder("first", "a1", "b1", "c1", "d1", "a2", "a3", "e1", "f1", "b2");
    }

    @Test
    void theSameCommandSentTwiceIsDoneOnceAndBothAreAnswered() throws Exception {
        var busy = keepBusy();
        var holders = List.of(call("x1"), call("y1"));
        var calls = new ArrayList<>(holders);
        for (int i = 0; i < 20; i++) {
            calls.add(call("x2"));
        }
        // While x1 is in nobody's or a worker's hands, x2 waits for its lane, and all twenty with it.
        Thread.sleep(200);
        steps.release(100);
        assertThat(results(calls.subList(2, 22))).allMatch(said -> said.startsWith("x2"));
        busy.get(10, TimeUnit.SECONDS);
        long done = alone.stream().filter("x2"::equals).count()
                + batches.stream().flatMap(List::stream).filter("x2"::equals).count();
        assertThat(done).isLessThanOrEqualTo(20).isGreaterThanOrEqualTo(1);
    }

    @Test
    void whatABatchLeavesOutAndAllOfOneThatFailedIsDoneAlone() throws Exception {
        var busy = keepBusy();
        var calls = List.of(call("a?"), call("b1"), call("c!"), call("d1"), call("e1"), call("f?"));
        steps.release(100);
        var results = results(calls);
        assertThat(results.get(0)).isEqualTo("a? alone");
        assertThat(results.get(2)).isEqualTo("c! alone");
        assertThat(results.get(5)).isEqualTo("f? alone");
        assertThat(results.get(1)).startsWith("b1 ");
        busy.get(10, TimeUnit.SECONDS);
    }

    @Test
    void afterTheEndWhoComesIsDoneAlone() throws Exception {
        var busy = keepBusy();
        group.close();
        assertThat(call("a1").get(10, TimeUnit.SECONDS)).isEqualTo("a1 alone");
        steps.release(100);
        busy.get(10, TimeUnit.SECONDS);
    }
}
