package dev.countermand.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// 32 real clients fight over few hot orders.
@ExtendWith(OneProgram.class)
class RaceIT {

    private static final int CLIENTS = 32;
    private static final int ROUNDS = 500;
    private static final int SAME_ORDERS = 25;

    @Test
    void noUnitIsBothCanceledAndShippedAndEveryLoserIsToldWhy(Program program) throws InterruptedException {
        long seed = Long.getLong("countermand.seed", System.nanoTime() & 0xffff_ffffL);
        var findings = new Findings();
        try (var api = program.api()) {
            var race = new Race(api, CLIENTS, ROUNDS, seed, findings);
            race.run(line -> {});
            race.expectContention();
        }
        System.out.print("race, seed " + seed + "\n" + findings.text());

        assertThat(findings.violations())
                .as("seed %d (again: -Dcountermand.seed=%d)%n%s%s", seed, seed, findings.text(), program.tail())
                .isEmpty();
    }

    @Test
    void oneCancellationByManyCallersIsOneEffectAndTheSameAnswerByKey(Program program) throws InterruptedException {
        long seed = Long.getLong("countermand.seed", System.nanoTime() & 0xffff_ffffL);
        var findings = new Findings();
        try (var api = program.api()) {
            new SameKey(api, CLIENTS, SAME_ORDERS, seed, findings).run(line -> {});
        }
        System.out.print("same, seed " + seed + "\n" + findings.text());

        assertThat(findings.violations())
                .as("seed %d%n%s%s", seed, findings.text(), program.tail())
                .isEmpty();
        assertThat(findings.counted("orders with one effect")).isEqualTo(2 * SAME_ORDERS);
    }
}
