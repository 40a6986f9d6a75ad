package dev.countermand.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.countermand.AppTest;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@AppTest
class AnswersTests {

    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    @Autowired
    Answers answers;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void replaysTheFirstAnswerByteForByte() {
        var key = key("replay", "k1");
        var first = answers.once(key, BODY, this::counted);
        var second = answers.once(key, BODY, this::counted);
        assertThat(second).isEqualTo(first);
        assertThat(runs).hasValue(1);
        assertThat(first.headers()).containsEntry("Location", "/v1/things/1");
    }

    @Test
    void keysAreUniquePerPartSellerOrderAndOperation() {
        answers.once(key("apart", "k"), BODY, this::counted);
        answers.once(new Answers.Key(8, new SellerId("s"), "apart", "test.run", "k"), BODY, this::counted);
        answers.once(new Answers.Key(7, new SellerId("t"), "apart", "test.run", "k"), BODY, this::counted);
        answers.once(new Answers.Key(7, new SellerId("s"), "apart", "test.other", "k"), BODY, this::counted);
        answers.once(key("other", "k"), BODY, this::counted);
        assertThat(runs).hasValue(5);
    }

    @Test
    void refusesAKeyThatComesWithOtherBytes() {
        var key = key("reused", "k1");
        answers.once(key, BODY, this::counted);
        var problem = problem(key, "{\"a\": 1}".getBytes(StandardCharsets.UTF_8));
        assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID);
        assertThat(problem.code()).isEqualTo("key_reused");
        assertThat(runs).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "käse", "a\nb", "\u0000", "tab\t"})
    void refusesKeysThatAreNotPrintable(String key) {
        assertThat(problem(key("bad", key), BODY).errors().getFirst().code()).isEqualTo("invalid_key");
    }

    @Test
    void takesKeysUpTo255Characters() {
        answers.once(key("long", "k".repeat(255)), BODY, this::counted);
        assertThat(problem(key("long", "k".repeat(256)), BODY).code()).isEqualTo("invalid");
    }

    @Test
    void runsEveryTimeWithoutAKey() {
        answers.once(key("none", null), BODY, this::counted);
        answers.once(key("none", null), BODY, this::counted);
        assertThat(runs).hasValue(2);
    }

    @Test
    void keepsNothingOfACommandThatFailed() {
        var key = key("failed", "k1");
        var problem = catchThrowableOfType(
                Problem.class,
                () -> answers.once(key, BODY, () -> {
                    counted();
                    throw Problem.conflict("stale", "older");
                }));
        assertThat(problem.code()).isEqualTo("stale");
        assertThat(jdbc.sql("select count(*) from site.answer where order_number = 'failed'")
                        .query(Long.class)
                        .single())
                .isZero();
        answers.once(key, BODY, this::counted);
        assertThat(runs).hasValue(2);
    }

    @Test
    void concurrentDuplicatesWaitForTheFirstAndGetItsAnswer() throws Exception {
        var key = key("concurrent", "k1");
        var running = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = pool.submit(() -> answers.once(key, BODY, () -> {
                running.countDown();
                await(finish);
                return counted();
            }));
            await(running);
            List<Future<Answer>> rest = IntStream.range(0, 5)
                    .mapToObj(i -> pool.submit((Callable<Answer>) () -> answers.once(key, BODY, this::counted)))
                    .toList();
            awaitWaiting(5);
            finish.countDown();
            for (var duplicate : rest) {
                assertThat(duplicate.get()).isEqualTo(first.get());
            }
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    void aDuplicateRunsWhenTheFirstRunRolledBack() throws Exception {
        var key = key("released", "k1");
        var running = new CountDownLatch(1);
        var fail = new CountDownLatch(1);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = pool.submit(() -> answers.once(key, BODY, () -> {
                running.countDown();
                await(fail);
                throw new IllegalStateException("the first run crashed");
            }));
            await(running);
            var second = pool.submit(() -> answers.once(key, BODY, this::counted));
            awaitWaiting(1);
            fail.countDown();
            assertThat(second.get().status()).isEqualTo(201);
            assertThat(first).failsWithin(java.time.Duration.ofSeconds(5));
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    void neverRunsInsideAnotherTransaction() {
        var outer = new TransactionTemplate(transactions);
        var failure = catchThrowableOfType(
                IllegalStateException.class,
                () -> outer.execute(status -> answers.once(key("nested", "k1"), BODY, this::counted)));
        assertThat(failure).isNotNull();
        assertThat(runs).hasValue(0);
    }

    private Answers.Key key(String order, @Nullable String key) {
        return new Answers.Key(7, new SellerId("s"), order, "test.run", key);
    }

    private Answer counted() {
        int run = runs.incrementAndGet();
        return new Answer(201, "application/json", java.util.Map.of(), "{\"run\":" + run + ", \"ä\":  1}")
                .withHeader("Location", "/v1/things/" + run);
    }

    private Problem problem(Answers.Key key, byte[] body) {
        return catchThrowableOfType(Problem.class, () -> answers.once(key, body, this::counted));
    }

    private void awaitWaiting(long sessions) {
        long deadline = System.nanoTime() + java.time.Duration.ofSeconds(5).toNanos();
        while (waiting() < sessions) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("only " + waiting() + " sessions wait");
            }
            Thread.onSpinWait();
        }
    }

    private long waiting() {
        return jdbc.sql("""
                        select count(*)
                          from pg_stat_activity
                         where datname = current_database() and wait_event_type = 'Lock'
                        """).query(Long.class).single();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(5, java.util.concurrent.TimeUnit.SECONDS)) {
                throw new AssertionError("waited in vain");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
