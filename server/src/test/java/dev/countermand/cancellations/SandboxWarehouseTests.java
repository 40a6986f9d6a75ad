package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.connectors.fulfilment.Polls;
import dev.countermand.connectors.sandbox.town.Companies;
import dev.countermand.connectors.sandbox.town.ErrandWorker;
import dev.countermand.connectors.sandbox.town.Odds;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// The sandbox's warehouse and carrier, spoken to over HTTP in both directions, with each odd case thrown on
/// purpose.
class SandboxWarehouseTests extends PartnerBench {

    private static final int DELAY = 5;
    private static final int LATE = (int) Duration.ofDays(3).toSeconds();
    private static final Odds YES = new Odds(100, 0, 0, 0, 0, 0, 0, DELAY, LATE, 1);

    @Autowired
    Companies companies;

    @Autowired
    ErrandWorker errands;

    @BeforeEach
    void partner() {
        companies.set(Companies.WAREHOUSE, YES);
        companies.set(Companies.CARRIER, YES);
        jdbc.sql("update sandbox.errand set done_at = due_at where done_at is null")
                .update();
        chosen(shop.send("PUT", partners(), "{\"fulfilment\": {\"kind\": \"sandbox\"}}", null));
    }

    private void odds(int yes, int no, int never, int late, int twice, int early, int lost) {
        companies.set(Companies.WAREHOUSE, new Odds(yes, no, never, late, twice, early, lost, DELAY, LATE, 1));
    }

    private void pass(Duration time) {
        clock.advance(time);
        errands.tick();
    }

    private List<Companies.Received> heard(String attempt) {
        return companies.received(Companies.WAREHOUSE).stream()
                .filter(call -> call.body().contains(attempt))
                .toList();
    }

    @Test
    void yes() {
        var id = told(2);
        errands.tick();
        assertThat(status(id)).isEqualTo("attempting");
        pass(Duration.ofSeconds(DELAY));
        assertThat(status(id)).isEqualTo("successful");
    }

    @Test
    void noAndTheParcelLeavesAndArrives() {
        odds(0, 100, 0, 0, 0, 0, 0);
        var id = told(2);
        pass(Duration.ofSeconds(DELAY));
        assertThat(status(id)).isEqualTo("unable");
        pass(Duration.ofSeconds(2));
        assertThat(shop.units("W1001", "1")).isEqualTo("shipped 2");
        pass(Duration.ofSeconds(1));
        pass(Duration.ofDays(2));
        assertThat(shop.units("W1001", "1")).isEqualTo("delivered 2");
    }

    @Test
    void neverIsSettledBySilence() {
        odds(0, 0, 100, 0, 0, 0, 0);
        var id = told(2);
        pass(Duration.ofHours(20));
        Polls.tick(server);
        assertThat(status(id)).isEqualTo("attempting");
        pass(Duration.ofHours(5));
        deadlines.tick();
        assertThat(status(id)).isEqualTo("unable");
    }

    @Test
    void lateAfterTheVerdictOpensALinkedAttempt() {
        odds(100, 0, 0, 100, 0, 0, 0);
        var id = told(2);
        clock.advance(Duration.ofDays(2));
        deadlines.tick();
        stops.tick();
        assertThat(status(id)).isEqualTo("unable");
        pass(Duration.ofDays(1));
        assertThat(shop.read(id).at("/next/id")).startsWith("can_");
        assertThat(shop.units("W1001", "1")).isEqualTo("stopping 2");
    }

    @Test
    void twiceIsOnce() {
        odds(100, 0, 0, 0, 100, 0, 0);
        var id = told(2);
        pass(Duration.ofSeconds(DELAY + 1));
        assertThat(status(id)).isEqualTo("successful");
        assertThat(jdbc.sql("select count(*) from sandbox.errand where status = 200 and starts_with(message, :id)")
                        .param("id", id)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(shop.units("W1001", "1")).isEqualTo("canceled 2");
    }

    @Test
    void theCallbackMayComeBeforeTheResponse() {
        odds(100, 0, 0, 0, 0, 100, 0);
        var id = told(2);
        assertThat(status(id)).isEqualTo("successful");
    }

    @Test
    void aLostResponseIsFollowedByTheSameBytesOnce() {
        odds(100, 0, 0, 0, 0, 0, 100);
        var id = told(2);
        assertThat(told(id)).containsExactly("ask planned");
        clock.advance(StopWorker.pause(1));
        stops.tick();
        clock.advance(StopWorker.pause(2));
        stops.tick();
        assertThat(told(id)).containsExactly("ask done");
        var heard = heard(id);
        assertThat(heard).hasSize(2);
        assertThat(heard.get(0).body()).isEqualTo(heard.get(1).body());
        assertThat(heard.get(0).message()).isEqualTo(heard.get(1).message());
        assertThat(heard.get(1).fault()).isIn("cut", "error");
        pass(Duration.ofSeconds(DELAY));
        assertThat(status(id)).isEqualTo("successful");
    }

    @Test
    void theSameSeedAnswersTheSameForTheSameOrder() {
        odds(50, 50, 0, 0, 0, 0, 0);
        var first = told(1, 1, 1, 1, 1, 1);
        pass(Duration.ofSeconds(DELAY));
        shop = shop.neighbor();
        partner();
        odds(50, 50, 0, 0, 0, 0, 0);
        var second = told(1, 1, 1, 1, 1, 1);
        pass(Duration.ofSeconds(DELAY));
        var lines = shop.read(first).body().path("lines");
        assertThat(shop.read(second).body().path("lines")).isEqualTo(lines);
        assertThat(status(second)).isEqualTo("partly");
    }

    @Test
    void anotherSecretGoesToTheWarehouseToo() {
        chosen(shop.post(partners() + "/secret", ""));
        var id = told(1);
        pass(Duration.ofSeconds(DELAY));
        assertThat(status(id)).isEqualTo("successful");
        assertThat(shop.post(partners() + "/test", "")
                        .expect(200)
                        .body()
                        .path("good")
                        .asBoolean())
                .isTrue();
    }
}
