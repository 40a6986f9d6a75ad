package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.cancellations.spi.OrderStopper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// The warehouse is told what was committed, at the worker's own pace, until it has heard.
@ByHand
@Import(StopWorkerTests.Phone.class)
class StopWorkerTests extends Bench {

    /// A warehouse that can be unreachable.
    static final class Distant implements OrderStopper {

        final List<String> heard = Collections.synchronizedList(new ArrayList<>());
        volatile boolean reachable = true;

        @Override
        public String name() {
            return "distant";
        }

        @Override
        public void ask(Ask ask) {
            hear("stop", ask);
        }

        @Override
        public void resume(Ask ask) {
            hear("go on", ask);
        }

        private void hear(String what, Ask ask) {
            if (!reachable) {
                throw new IllegalStateException("line dead");
            }
            heard.add(what + " " + ask.attempt() + " " + ask.units());
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Phone {
        @Bean
        Distant distant() {
            return new Distant();
        }
    }

    @Autowired
    Distant warehouse;

    @BeforeEach
    void silence() {
        // What other tests left behind is not what this one listens for.
        stops.tick();
        warehouse.heard.clear();
        warehouse.reachable = true;
    }

    /// An attempt whose warehouse is the distant one.
    private String attempt(String number) {
        var id = shop.cancel(number, "").expect(202).id();
        jdbc.sql("update cancellations.stop_order set stopper = 'distant' where attempt_id = :id")
                .param("id", CancellationId.parse(id).orElseThrow().value())
                .update();
        return id;
    }

    @Test
    void theWarehouseIsToldOnceWithTheAttemptsId() {
        var id = attempt(released(2));
        stops.tick();
        stops.tick();
        assertThat(warehouse.heard).containsExactly("stop " + id + " {1=2}");
    }

    @Test
    void aWarehouseThatCannotBeReachedIsTriedAgainAndShownAtTheDesk() {
        var number = released(2);
        var id = attempt(number);
        warehouse.reachable = false;
        stops.tick();
        stops.tick();
        assertThat(queued(number)).containsExactly("attempt");
        for (int tries = 1; tries < StopWorker.TRIES_UNTIL_SHOWN; tries++) {
            clock.advance(StopWorker.pause(tries));
            stops.tick();
        }
        assertThat(queued(number)).containsExactlyInAnyOrder("attempt", "warehouse_unreachable");
        warehouse.reachable = true;
        stops.tick();
        assertThat(warehouse.heard).isEmpty();
        clock.advance(StopWorker.pause(StopWorker.TRIES_UNTIL_SHOWN));
        stops.tick();
        assertThat(warehouse.heard).containsExactly("stop " + id + " {1=2}");
        assertThat(queued(number)).containsExactly("attempt");
    }

    @Test
    void goingOnIsToldAfterStoppingNeverBefore() {
        var number = released(2);
        var id = attempt(number);
        warehouse.reachable = false;
        stops.tick();
        shop.withdraw(id).expect(200);
        jdbc.sql("update cancellations.stop_order set stopper = 'distant' where attempt_id = :id")
                .param("id", CancellationId.parse(id).orElseThrow().value())
                .update();
        warehouse.reachable = true;
        stops.tick();
        assertThat(warehouse.heard).isEmpty();
        clock.advance(StopWorker.pause(1));
        stops.tick();
        stops.tick();
        // The attempt is over, so there is nothing to stop any more; but it may have heard, so it must
        // hear this.
        assertThat(warehouse.heard).containsExactly("go on " + id + " {1=2}");
    }

    @Test
    void aCallWhoseOutcomeWasLostIsMadeAgainAfterItsLease() {
        var id = attempt(released(1));
        var attempt = CancellationId.parse(id).orElseThrow();
        jdbc.sql("""
                        update cancellations.stop_order
                           set attempts = 1, next_try = :until
                         where attempt_id = :id
                        """)
                .param("id", attempt.value())
                .param("until", Stored.time(now().plus(StopWorker.LEASE)))
                .update();
        stops.tick();
        assertThat(warehouse.heard).isEmpty();
        clock.advance(StopWorker.LEASE);
        stops.tick();
        assertThat(warehouse.heard).containsExactly("stop " + id + " {1=1}");
    }

    @Test
    void anUnknownWarehouseIsATroubleThatShowsNotOneThatStopsTheOthers() {
        var lost = attempt(released(1));
        jdbc.sql("update cancellations.stop_order set stopper = 'nobody' where attempt_id = :id")
                .param("id", CancellationId.parse(lost).orElseThrow().value())
                .update();
        shop.order("W2", now(), 1);
        shop.release("W2", "").expect(200);
        var id = attempt("W2");
        stops.tick();
        assertThat(warehouse.heard).containsExactly("stop " + id + " {1=1}");
        assertThat(told(lost)).containsExactly("ask planned");
    }

    @Test
    void pausesGrowFromSecondsToMinutes() {
        assertThat(StopWorker.pause(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(StopWorker.pause(2)).isEqualTo(Duration.ofSeconds(4));
        assertThat(StopWorker.pause(30)).isEqualTo(Duration.ofMinutes(5));
    }
}
