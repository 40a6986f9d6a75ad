package dev.countermand.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.cases.CaseHouse.Moved;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

class SequencerWorkerTests {

    private static final int WRITERS = 16;
    private static final int ROUNDS = 60;
    private static final int ORDERS = 8;

    CaseHouse house;

    @BeforeEach
    void open() {
        house = new CaseHouse();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void listsCommittedFactsOnceInTheirOrder() {
        var order = house.orderWith(3);
        var sequencer = house.sequencer();
        sequencer.tick();
        sequencer.tick();
        var page = house.log.events(null, 0, 10);
        assertThat(page.events()).extracting(Entry::cursor).containsExactly(1L, 2L, 3L);
        assertThat(page.events()).extracting(Entry::seq).containsExactly(1L, 2L, 3L);
        assertThat(page.next()).isEqualTo(3);
        assertThat(page.more()).isFalse();
        assertThat(house.log.timeline(order.id(), 0, 10))
                .extracting(Entry::cursor)
                .containsExactly(1L, 2L, 3L);
        assertThat(house.feed.hasUnlisted()).isFalse();
    }

    @Test
    void givesTheFeedInStretchesAndToASellerHisOwn() {
        var theirs = new SellerId("other");
        for (int i = 0; i < 3; i++) {
            house.record(house.order(), new Moved("1", 1));
            house.record(house.order(theirs), new Moved("1", 1));
            house.sequencer().tick();
            house.clock.advance(SequencerWorker.LEASE);
        }
        var page = house.log.events(null, 1, 2);
        assertThat(page.events()).extracting(Entry::cursor).containsExactly(2L, 3L);
        assertThat(page.more()).isTrue();
        var own = house.log.events(theirs, 0, 2);
        assertThat(own.events()).extracting(event -> event.order().seller()).containsOnly(theirs);
        assertThat(own.events()).hasSize(2);
        assertThat(own.more()).isTrue();
        var rest = house.log.events(theirs, own.next(), 2);
        assertThat(rest.events()).hasSize(1);
        assertThat(rest.more()).isFalse();
        var end = house.log.events(theirs, rest.next(), 2);
        assertThat(end.events()).isEmpty();
        assertThat(end.next()).isEqualTo(rest.next());
    }

    @Test
    void keepsAnOrdersOrderWhenTheClockGoesBack() {
        var order = house.order();
        for (int i = 0; i < 6; i++) {
            house.record(order, new Moved("1", i));
            house.clock.advance(Duration.ofDays(-1));
        }
        // The oldest by the clock are the last ones; a batch of two must still begin at the first.
        int listed = house.inTransaction(() -> house.feed.list(0, 2));
        assertThat(listed).isEqualTo(6);
        assertThat(house.log.events(null, 0, 10).events())
                .extracting(Entry::seq)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void leavesTheListingToTheHolderOfTheLeaseUntilItIsOver() {
        var first = house.sequencer();
        var second = house.sequencer();
        house.orderWith(1);
        first.tick();
        house.orderWith(1);
        house.clock.advance(SequencerWorker.LEASE.minusNanos(1000));
        second.tick();
        assertThat(house.feed.hasUnlisted()).isTrue();
        house.clock.advance(Duration.ofNanos(1000));
        second.tick();
        assertThat(house.feed.hasUnlisted()).isFalse();
        house.orderWith(1);
        first.tick();
        assertThat(house.feed.hasUnlisted()).isTrue();
    }

    @Test
    void ignoresALeaseFromAClockThatWasWrong() {
        house.clock.advance(Duration.ofDays(400));
        house.orderWith(1);
        house.sequencer().tick();
        house.clock.advance(Duration.ofDays(-400));
        house.orderWith(1);
        house.sequencer().tick();
        assertThat(house.feed.hasUnlisted()).isFalse();
    }

    @Test
    void waitsForNobodyWhileAnotherProcessListsABatch() {
        house.orderWith(1);
        house.inTransaction(() -> {
            assertThat(house.feed.lockSequencer()).isPresent();
            runElsewhere(house.sequencer()::tick);
            assertThat(house.feed.hasUnlisted()).isTrue();
        });
        house.sequencer().tick();
        assertThat(house.feed.hasUnlisted()).isFalse();
    }

    @Test
    void staysGaplessUnderManyWritersWithTwoSequencersOfWhichOneKeepsDying() throws Exception {
        var orders = new ArrayList<OrderRef>();
        for (int i = 0; i < ORDERS; i++) {
            orders.add(house.order());
        }
        var done = new AtomicBoolean();
        var deaths = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sequencers = List.of(
                    threads.submit(endless(house.sequencer(), done)), threads.submit(endless(dying(deaths), done)));
            var writers = new ArrayList<Future<Integer>>();
            for (int i = 0; i < WRITERS; i++) {
                var random = new Random(i);
                writers.add(threads.submit(() -> write(orders, random)));
            }
            int committed = 0;
            for (var writer : writers) {
                committed += writer.get();
            }
            done.set(true);
            for (var sequencer : sequencers) {
                sequencer.get();
            }
            house.clock.advance(SequencerWorker.LEASE);
            house.sequencer().tick();
            assertGapless(committed);
            assertThat(deaths.get()).isPositive();
        }
        for (var order : orders) {
            assertThat(house.log.verify(order.id())).isEmpty();
        }
    }

    private int write(List<OrderRef> orders, Random random) {
        int committed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var order = orders.get(random.nextInt(orders.size()));
            int facts = 1 + random.nextInt(3);
            boolean failing = random.nextInt(4) == 0;
            try {
                house.inTransaction(() -> {
                    for (int i = 0; i < facts; i++) {
                        house.log.record(order, CaseHouse.SHOP, new Moved("1", i));
                    }
                    if (failing) {
                        throw new IllegalStateException("changed my mind");
                    }
                });
                committed += facts;
            } catch (IllegalStateException changedMind) {
                // Nothing of it may ever be listed.
            }
        }
        return committed;
    }

    private Callable<Void> endless(SequencerWorker sequencer, AtomicBoolean done) {
        return () -> {
            while (!done.get()) {
                try {
                    sequencer.tick();
                } catch (DataAccessException | TransactionException died) {
                    // The process is started again.
                }
                // Leases run out all the time, so that both want to list.
                house.clock.advance(SequencerWorker.LEASE);
            }
            return null;
        };
    }

    /// A sequencer that is killed in the middle of every second batch: its connection is gone before the
    /// commit.
    private SequencerWorker dying(AtomicInteger deaths) {
        var batches = new AtomicInteger();
        var store = new FeedStore(house.jdbc) {
            @Override
            int list(long cursor, int limit) {
                int listed = super.list(cursor, limit);
                if (batches.incrementAndGet() % 2 == 0) {
                    deaths.incrementAndGet();
                    kill(house.jdbc);
                }
                return listed;
            }
        };
        return new SequencerWorker(store, house.transactions, house.clock);
    }

    private static void kill(JdbcClient jdbc) {
        jdbc.sql("select pg_terminate_backend(pg_backend_pid())")
                .query(Boolean.class)
                .single();
    }

    private void assertGapless(int committed) {
        var seen = new HashMap<OrderRef, Long>();
        long cursor = 0;
        CaseLog.Page page;
        do {
            page = house.log.events(null, cursor, 100);
            for (var event : page.events()) {
                assertThat(event.cursor()).isEqualTo(++cursor);
                assertThat(event.seq()).isEqualTo(seen.merge(event.order(), 1L, Long::sum));
            }
        } while (page.more());
        assertThat(cursor).isEqualTo(committed);
        assertThat(house.feed.hasUnlisted()).isFalse();
    }

    private static void runElsewhere(Runnable work) {
        try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
            thread.submit(work).get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
