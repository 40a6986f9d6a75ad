package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.promises.Promises;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Change, cancel, claim, release and answer fight over the same units of the same order, with real threads against the
/// real database: no unit is in two places, and no money moves twice.
@ByHand
class ChangeRaceTests extends Bench {

    private static final int THREADS = 12;
    private static final int ROUNDS = 16;
    private static final int UNITS = 4;
    private static final int PRICE = 1000;
    private static final long SEED = 17L;

    @Autowired
    Promises promises;

    @Test
    void changeAgainstClaimAndCancelLeavesEveryUnitInOnePlaceAndPaysItOnce() throws Exception {
        var random = new Random(SEED);
        int changed = 0;
        int shipped = 0;
        int canceled = 0;
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (int round = 0; round < ROUNDS; round++) {
                var number = shop.order("C" + round, now(), UNITS);
                if (random.nextBoolean()) {
                    shop.release(number, "1:" + (1 + random.nextInt(UNITS))).expect(200);
                }
                var replies = Fight.all(threads, fighters(number, random));
                assertThat(replies)
                        .as("round %d of seed %d", round, SEED)
                        .allMatch(reply -> List.of(200, 201, 202, 409).contains(reply.status()));
                settle(number, "cancellations");
                settle(number, "changes");
                int made = conserves(number, round);
                paysOnce(number, round);
                changed += made;
                shipped += units(number, "shipped");
                canceled += units(number, "canceled") - made;
                var found = new ArrayList<String>();
                promises.check(new Promises.Scope(null, ref(number)), new Complaints(found));
                assertThat(found).as("round %d of seed %d", round, SEED).isEmpty();
            }
        }
        assertThat(changed).isGreaterThan(ROUNDS / 4);
        assertThat(shipped).isGreaterThan(ROUNDS / 4);
        assertThat(canceled).isGreaterThan(ROUNDS / 4);
    }

    private List<Callable<Shop.Reply>> fighters(String number, Random random) {
        var fighters = new ArrayList<Callable<Shop.Reply>>();
        for (int i = 0; i < THREADS; i++) {
            int who = i;
            int units = 1 + random.nextInt(2);
            fighters.add(
                    switch (who % 6) {
                        case 0 -> () -> shop.claim(number, "p" + who, "1:1");
                        case 1 -> () -> shop.release(number, "1:" + units);
                        case 2 -> () -> shop.cancel(number, "1:1");
                        case 3 -> () -> askAndAnswer(number, units, "stopped");
                        case 4 -> () -> askAndAnswer(number, units, "too_late");
                        default -> () -> shop.swap(number, "1", units, "S-dear", PRICE + 300);
                    });
        }
        return fighters;
    }

    private Shop.Reply askAndAnswer(String number, int units, String outcome) {
        var asked = shop.swap(number, "1", units, "S-cheap", PRICE - 200);
        return asked.status() == 202 ? shop.answer(asked.id(), outcome, "") : asked;
    }

    /// How many units came in the place of others.
    private int conserves(String number, int round) {
        int ordered = 0;
        int made = 0;
        int here = 0;
        for (var line : shop.stands(number).expect(200).body().path("lines")) {
            boolean came = line.path("replaces").isString();
            ordered += came ? 0 : line.path("quantity").asInt();
            made += came ? line.path("quantity").asInt() : 0;
            for (var stage : line.path("units").properties()) {
                here += stage.getValue().asInt();
            }
        }
        assertThat(here).as("round %d", round).isEqualTo(ordered + made);
        assertThat(ordered).isEqualTo(UNITS);
        assertThat(units(number, "canceled")).as("round %d", round).isGreaterThanOrEqualTo(made);
        return made;
    }

    private int units(String number, String stage) {
        int units = 0;
        for (var line : shop.stands(number).expect(200).body().path("lines")) {
            units += line.path("units").path(stage).asInt();
        }
        return units;
    }

    /// What the units that are not canceled cost is what is not on its way back, and what is due.
    private void paysOnce(String number, int round) {
        long stays = 0;
        boolean all = true;
        for (var line : shop.stands(number).expect(200).body().path("lines")) {
            int left = line.path("quantity").asInt()
                    - line.path("units").path("canceled").asInt();
            stays += left * line.path("unitPrice").asLong();
            all &= left == 0;
        }
        var bill = jdbc.sql("""
                        select total - back as remaining, due - not_due as due,
                               (select sum(void_open) from payments.payment p where p.order_id = b.order_id) as back
                          from payments.bill b
                         where order_id = :order
                        """)
                .param("order", ref(number).id().value())
                .query((row, n) -> List.of(row.getLong("remaining"), row.getLong("due"), row.getLong("back")))
                .single();
        assertThat(bill.getFirst()).as("round %d", round).isEqualTo(stays + (all ? 0 : 500));
        assertThat(UNITS * PRICE + 500 - bill.get(2) + bill.get(1))
                .as("round %d", round)
                .isEqualTo(bill.getFirst());
    }
}
