package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// A decision can be made again from what was stored with it.
@ByHand
class ReplayTests extends Bench {

    private static final int ORDERS = 25;
    private static final long SEED = 42L;

    @Autowired
    Cancellations cancellations;

    @Test
    void storedFactsThroughTheRulesGiveTheStoredDecision() {
        var random = new Random(SEED);
        int decided = 0;
        int asked = 0;
        for (int i = 0; i < ORDERS; i++) {
            shop.terms(random, "");
            clock.advance(java.time.Duration.ofMinutes(1));
            var number = shop.order("R" + i, now(), 1 + random.nextInt(3), 1 + random.nextInt(3));
            clock.advance(java.time.Duration.ofMinutes(random.nextInt(90)));
            asked += shop.story(number, random);
            for (var kept : cancellations.of(ref(number))) {
                Replayed.decidesTheSame(kept);
                decided++;
            }
        }
        assertThat(decided).isEqualTo(asked);
    }
}
