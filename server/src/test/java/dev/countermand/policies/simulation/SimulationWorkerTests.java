package dev.countermand.policies.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.PastOrders;
import dev.countermand.policies.simulation.Difference.Said;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Simulations that wait, run, die and go on.
@AppTest
class SimulationWorkerTests {

    private static final Said NO = new Said("draft-1", "refused", "window_closed", null, 0, null, null, null, true);

    @Autowired
    SimulationStore store;

    @Autowired
    Simulations simulations;

    @Autowired
    SimulationWorker worker;

    @Autowired
    Clock clock;

    private final SellerId seller = new SellerId("sim-" + UUID.randomUUID());
    private final Actor actor = Actor.system("test");

    @BeforeEach
    void nothingWaits() {
        worker.tick();
    }

    private Job begin() {
        return simulations.begin(
                seller, "policy: 1\n", 1, Asking.MOMENTS, simulations.days("", ""), Simulations.EACH, actor);
    }

    private Job find(Job job) {
        return simulations.find(seller, Simulations.id(job), actor).orElseThrow();
    }

    @Test
    void whatAProcessLeftTheNextOneTakesWhenItsLeaseIsOver() {
        var job = begin();
        var now = clock.instant();
        assertThat(store.take(now, now.plus(SimulationWorker.LEASE)))
                .map(Job::id)
                .contains(job.id());
        assertThat(store.take(now, now.plus(SimulationWorker.LEASE)))
                .as("leased")
                .isEmpty();
        var half = new Figures(7, 9, 1, 0, 1, 0, 0, 0, java.util.Map.of(), java.util.Map.of());
        var point = new Simulator.Point(new PastOrders.Cursor(Instant.EPOCH, new UUID(1, 2)), half);
        var found = new Difference(new OrderId(new UUID(3, 4)), "17", "placed", null, Instant.EPOCH, NO, NO);
        assertThat(store.save(job, point, 0, List.of(found), now.plusSeconds(1)))
                .isTrue();
        assertThat(store.save(job, point, 0, List.of(found), now.plusSeconds(1)))
                .as("another one has saved meanwhile")
                .isFalse();
        var later = store.take(now.plusSeconds(2), now.plus(Duration.ofMinutes(5)));
        assertThat(later).hasValueSatisfying(again -> {
            assertThat(again.point()).isEqualTo(point);
            assertThat(again.kept()).isEqualTo(1);
        });
        assertThat(store.kept(job.id(), 0, 10))
                .singleElement()
                .satisfies(kept -> assertThat(kept.difference()).isEqualTo(found));
        assertThat(store.end(job.id(), "done", null, now)).isTrue();
        assertThat(store.end(job.id(), "failed", "broken", now)).isFalse();
        assertThat(find(job).state()).isEqualTo("done");
    }

    @Test
    void onlyTheNewestOfASellerAreKept() {
        for (int i = 0; i < 23; i++) {
            begin();
            worker.tick();
        }
        assertThat(simulations.latest(seller, actor))
                .hasSize(20)
                .allMatch(job -> job.state().equals("done"));
    }

    @Test
    void aDocumentThatCanNoLongerBeReadFails() {
        var job = simulations.begin(
                seller, "policy: 99\n", 1, Asking.REQUESTS, simulations.days("", ""), Simulations.EACH, actor);
        worker.tick();
        assertThat(find(job).trouble()).isEqualTo("faulty");
    }
}
