package dev.countermand.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.AppTest;
import dev.countermand.MutableClock;
import dev.countermand.kernel.Problem;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Two processes on one database, as two throttles that know nothing of each other.
@AppTest
class ThrottleTests {

    private static final Throttle.Limit FIVE = new Throttle.Limit("five", 5, Duration.ofMinutes(10));

    @Autowired
    ThrottleStore store;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    MutableClock clock;

    @Autowired
    JdbcClient jdbc;

    private Throttle one;
    private Throttle other;
    private String who = "";

    @BeforeEach
    void twoProcesses() {
        one = new Throttle(store, transactions, clock);
        other = new Throttle(store, transactions, clock);
        who = "ada " + UUID.randomUUID();
    }

    private static int allowed(Throttle throttle, Throttle.Limit limit, String who, int tries) {
        return (int) IntStream.range(0, tries)
                .filter(n -> isAllowed(throttle, limit, who))
                .count();
    }

    private static boolean isAllowed(Throttle throttle, Throttle.Limit limit, String who) {
        try {
            throttle.count(limit, who);
            return true;
        } catch (Problem problem) {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.TOO_MANY);
            return false;
        }
    }

    @Test
    void whatSomebodyCouldGuessIsCountedByAllProcessesTogether() {
        var together = FIVE.together();
        assertThat(allowed(one, together, who, 3)).isEqualTo(3);
        assertThat(allowed(other, together, who, 10)).isEqualTo(2);
        assertThatThrownBy(() -> one.check(together, who)).isInstanceOf(Problem.class);
        assertThat(allowed(one, together, who + " not", 1)).as("somebody else").isOne();
    }

    @Test
    void theRestIsCountedByEachForItself() {
        assertThat(allowed(one, FIVE, who, 10)).isEqualTo(5);
        assertThat(allowed(other, FIVE, who, 10)).isEqualTo(5);
    }

    @Test
    void hundredAtTheSameMomentHaveNoMoreTriesThanOne() throws Exception {
        var together = FIVE.together();
        var allowed = new AtomicInteger();
        var ready = new CountDownLatch(1);
        var all = IntStream.range(0, 100)
                .mapToObj(n -> Thread.ofVirtual().start(() -> {
                    try {
                        ready.await();
                    } catch (InterruptedException stopped) {
                        return;
                    }
                    if (isAllowed(n % 2 == 0 ? one : other, together, who)) {
                        allowed.incrementAndGet();
                    }
                }))
                .toList();
        ready.countDown();
        for (var thread : all) {
            thread.join();
        }
        assertThat(allowed).hasValue(5);
    }

    @Test
    void triesEndWithTheirTimeAndWhatHasEndedIsForgotten() {
        var together = FIVE.together();
        assertThat(allowed(one, together, who, 10)).isEqualTo(5);
        clock.advance(Duration.ofMinutes(11));
        other.check(together, who);
        assertThat(allowed(other, together, who, 1)).isOne();
        clock.advance(Duration.ofDays(2));
        for (int i = 0; i < 50; i++) {
            one.count(together, who + i);
        }
        assertThat(jdbc.sql("select count(*) from accounts.tries where ends_at <= :now")
                        .param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aTryStaysCountedWhenWhatItWasPartOfIsTakenBack() {
        var together = FIVE.together();
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            status.setRollbackOnly();
            assertThat(allowed(one, together, who, 5)).isEqualTo(5);
        });
        assertThat(isAllowed(other, together, who)).isFalse();
    }

    @Test
    void whoTriesIsNotStored() {
        one.count(FIVE.together(), who);
        assertThat(jdbc.sql("select count(*) from accounts.tries t where t::text like '%ada%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
