package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// Cancel, claim, release, answer and withdraw fight over the same units: nobody is told to try again,
/// and no unit is both shipped and canceled.
@ByHand
class RaceTests extends Bench {

    private static final int THREADS = 16;
    private static final int ROUNDS = 25;
    private static final int UNITS = 4;
    private static final long SEED = 7L;

    @Test
    void cancelAgainstClaimLeavesEveryUnitInOnePlace() throws Exception {
        var random = new Random(SEED);
        int canceled = 0;
        int shipped = 0;
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (int round = 0; round < ROUNDS; round++) {
                var number = shop.order("R" + round, now(), UNITS);
                if (random.nextBoolean()) {
                    shop.release(number, "1:" + (1 + random.nextInt(UNITS))).expect(200);
                }
                var replies = Fight.all(threads, fighters(number, random));
                assertThat(replies).as("round %d of seed %d", round, SEED).allMatch(r -> isDecided(r.status()));
                settle(number, "cancellations");
                var units = shop.stands(number).expect(200).body().at("/lines/0/units");
                int here = units.path("canceled").asInt();
                int gone = units.path("shipped").asInt();
                assertThat(here
                                + gone
                                + units.path("released").asInt()
                                + units.path("open").asInt())
                        .isEqualTo(UNITS);
                assertThat(granted(number)).as("units that answers granted").isEqualTo(here);
                canceled += here;
                shipped += gone;
            }
        }
        assertThat(canceled).isGreaterThan(ROUNDS / 4);
        assertThat(shipped).isGreaterThan(ROUNDS / 4);
    }

    private static boolean isDecided(int status) {
        return status == 200 || status == 201 || status == 202 || status == 409;
    }

    private List<Callable<Shop.Reply>> fighters(String number, Random random) {
        var fighters = new ArrayList<Callable<Shop.Reply>>();
        for (int i = 0; i < THREADS; i++) {
            int who = i;
            int units = 1 + random.nextInt(2);
            fighters.add(
                    switch (who % 4) {
                        case 0 -> () -> shop.claim(number, "p" + who, "1:" + units);
                        case 1 -> () -> shop.release(number, "1:" + units);
                        case 2 -> () -> shop.cancel(number, "1:" + units);
                        default -> () -> askAndAnswer(number, who % 8 == 3 ? "stopped" : "too_late");
                    });
        }
        return fighters;
    }

    private Shop.Reply askAndAnswer(String number, String outcome) {
        var asked = shop.cancel(number, "1:1");
        return asked.status() == 202 ? shop.answer(asked.id(), outcome, "") : asked;
    }

    private int granted(String number) {
        int granted = 0;
        for (var cancellation : shop.list(number).expect(200).body().path("cancellations")) {
            granted += cancellation.at("/lines/0/canceled").asInt();
        }
        return granted;
    }
}
