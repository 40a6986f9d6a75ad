package dev.countermand.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.cases.CaseHouse.Moved;
import dev.countermand.cases.spi.FactListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListenerWorkerTests {

    CaseHouse house;

    @BeforeEach
    void open() {
        house = new CaseHouse();
        house.jdbc
                .sql(
                        "create table public.heard (listener text, cursor bigint, seq bigint generated always as identity)")
                .update();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void givesEachEntryToEachListenerOnceAndInOrder() {
        tell(250);
        var worker = house.listeners(new Ear("a"), new Ear("b"));
        worker.tick();
        worker.tick();
        assertThat(heard("a")).isEqualTo(upTo(250));
        assertThat(heard("b")).isEqualTo(upTo(250));
        tell(3);
        worker.tick();
        assertThat(heard("a")).isEqualTo(upTo(253));
    }

    @Test
    void listenersThatAreFarBehindTakeTurns() {
        tell(2 * ListenerWorker.BATCH + 1);
        house.listeners(new Ear("a"), new Ear("b")).tick();
        var order = house.jdbc
                .sql("select listener from public.heard order by seq")
                .query(String.class)
                .list();
        assertThat(order.subList(0, 2 * ListenerWorker.BATCH)).contains("a", "b");
    }

    @Test
    void givesEachEntryOnceThoughSeveralProcessesDriveAndListenersFailAtRandom() throws Exception {
        int facts = 2 * ListenerWorker.BATCH + 50;
        tell(facts);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var drivers = new ArrayList<Future<Void>>();
            for (int i = 0; i < 4; i++) {
                var random = new Random(i);
                var worker = house.listeners(new Ear("steady"), new Ear("moody") {
                    @Override
                    public void on(Entry entry) {
                        super.on(entry);
                        if (random.nextInt(60) == 0) {
                            throw new IllegalStateException("bad mood");
                        }
                    }
                });
                drivers.add(threads.submit(() -> {
                    while (heard("moody").size() < facts || heard("steady").size() < facts) {
                        worker.tick();
                        house.clock.advance(ListenerWorker.RETRY_MAX);
                    }
                    return null;
                }));
            }
            for (var driver : drivers) {
                driver.get();
            }
        }
        assertThat(heard("steady")).isEqualTo(upTo(facts));
        assertThat(heard("moody")).isEqualTo(upTo(facts));
        assertThat(house.queue
                        .list(java.util.Set.of(), ListenerWorker.STUCK, null, 10)
                        .items())
                .isEmpty();
    }

    @Test
    void stopsAListenerAtAnEntryItCannotTakeWhileOthersGoOn() {
        var poison = tell(5).get(2);
        var ear = new Deaf("picky", 3);
        var worker = house.listeners(ear, new Ear("easy"));
        worker.tick();
        assertThat(heard("picky")).isEqualTo(upTo(2));
        assertThat(heard("easy")).isEqualTo(upTo(5));
        var stuck = house.queue.list(java.util.Set.of(), null, null, 10).items();
        assertThat(stuck).hasSize(1);
        assertThat(stuck.getFirst().kind()).isEqualTo("listener_stuck");
        assertThat(stuck.getFirst().subject()).isEqualTo("picky");
        assertThat(stuck.getFirst().order()).isEqualTo(poison);
        assertThat(stuck.getFirst().waitsFor()).isEqualTo("operator");
        assertThat(stuck.getFirst().summary()).contains("event 3 (unit.moved)", "tried 1 times");
        assertThat(house.queue.of(poison.id().value())).isEqualTo(stuck);
    }

    @Test
    void whatCannotTakeAStretchIsGivenEachEntryAlone() {
        tell(5);
        house.listeners(new Ear("single") {
                    @Override
                    public void on(List<Entry> entries) {
                        throw new IllegalStateException("not together");
                    }
                })
                .tick();
        assertThat(heard("single")).isEqualTo(upTo(5));
    }

    @Test
    void triesAgainWithGrowingPausesAndGoesOnWhenItSucceeds() {
        tell(5);
        var ear = new Deaf("picky", 3);
        var worker = house.listeners(ear);
        for (int tries = 1; tries <= 4; tries++) {
            worker.tick();
            // In the first round the batch is tried before its entries one by one.
            assertThat(ear.tries).isEqualTo(tries + 1);
            house.clock.advance(ListenerWorker.pause(tries).minusNanos(1000));
            worker.tick();
            assertThat(ear.tries).as("still resting").isEqualTo(tries + 1);
            house.clock.advance(Duration.ofNanos(1000));
        }
        ear.deafTo = 0;
        worker.tick();
        assertThat(heard("picky")).isEqualTo(upTo(5));
        assertThat(house.queue.list(java.util.Set.of(), null, null, 10).items()).isEmpty();
    }

    @Test
    void pausesAreBounded() {
        assertThat(ListenerWorker.pause(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(ListenerWorker.pause(2)).isEqualTo(Duration.ofSeconds(2));
        assertThat(ListenerWorker.pause(9)).isEqualTo(Duration.ofSeconds(256));
        assertThat(ListenerWorker.pause(10)).isEqualTo(ListenerWorker.RETRY_MAX);
        assertThat(ListenerWorker.pause(1_000_000)).isEqualTo(ListenerWorker.RETRY_MAX);
    }

    @Test
    void doesNotRestForAgesBecauseAClockWasWrong() {
        tell(3);
        var ear = new Deaf("picky", 3);
        house.clock.advance(Duration.ofDays(400));
        var worker = house.listeners(ear);
        worker.tick();
        house.clock.advance(Duration.ofDays(-400));
        ear.deafTo = 0;
        worker.tick();
        assertThat(heard("picky")).isEqualTo(upTo(3));
    }

    @Test
    void beginsAtTheBeginningUnlessTheListenerSaysOtherwise() {
        tell(4);
        var worker = house.listeners(new Ear("old hand"), new Ear("newcomer") {
            @Override
            public boolean startsAtEnd() {
                return true;
            }
        });
        worker.tick();
        tell(2);
        worker.tick();
        assertThat(heard("old hand")).isEqualTo(upTo(6));
        assertThat(heard("newcomer")).containsExactly(5L, 6L);
    }

    @Test
    void survivesAListenerThatSwallowsABrokenStatement() {
        tell(2);
        var worker = house.listeners(new Ear("careless") {
            @Override
            public void on(Entry entry) {
                super.on(entry);
                try {
                    house.jdbc.sql("select 1 / 0").query(Integer.class).single();
                } catch (org.springframework.dao.DataAccessException swallowed) {
                    // The transaction is lost all the same: its cursor must not move.
                }
            }
        });
        worker.tick();
        assertThat(heard("careless")).isEmpty();
        assertThat(house.queue.list(java.util.Set.of(), null, null, 10).items()).hasSize(1);
    }

    private List<dev.countermand.kernel.OrderRef> tell(int facts) {
        var orders = new ArrayList<dev.countermand.kernel.OrderRef>();
        for (int i = 0; i < facts; i++) {
            orders.add(house.order());
            house.record(orders.getLast(), new Moved("1", i));
            // One by one, so that the cursors follow the list.
            house.clock.advance(Duration.ofMillis(1));
        }
        house.clock.advance(SequencerWorker.LEASE);
        house.sequencer().tick();
        return orders;
    }

    private List<Long> heard(String listener) {
        return house.jdbc
                .sql("select cursor from public.heard where listener = :listener order by seq")
                .param("listener", listener)
                .query((row, n) -> row.getLong("cursor"))
                .list();
    }

    private static List<Long> upTo(int cursor) {
        return LongStream.rangeClosed(1, cursor).boxed().toList();
    }

    /// Writes down what it hears.
    private class Ear implements FactListener {

        private final String name;

        Ear(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void on(Entry entry) {
            house.jdbc
                    .sql("insert into public.heard (listener, cursor) values (:listener, :cursor)")
                    .param("listener", name)
                    .param("cursor", entry.cursor())
                    .update();
        }
    }

    /// Fails at one entry.
    private final class Deaf extends Ear {

        long deafTo;
        int tries;

        Deaf(String name, long deafTo) {
            super(name);
            this.deafTo = deafTo;
        }

        @Override
        public void on(Entry entry) {
            super.on(entry);
            if (entry.cursor() == deafTo) {
                tries++;
                throw new IllegalStateException("cannot hear " + deafTo);
            }
        }
    }
}
