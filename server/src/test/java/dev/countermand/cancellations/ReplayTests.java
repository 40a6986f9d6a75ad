package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
        for (int i = 0; i < ORDERS; i++) {
            shop.terms(terms(random));
            clock.advance(java.time.Duration.ofMinutes(1));
            var number = shop.order("R" + i, now(), 1 + random.nextInt(3), 1 + random.nextInt(3));
            clock.advance(java.time.Duration.ofMinutes(random.nextInt(90)));
            if (random.nextBoolean()) {
                shop.release(number, "1:1").expect(200);
            }
            if (random.nextInt(3) == 0) {
                shop.claim(number, "p1", "2:1").expect(201);
            }
            shop.cancel(number, random.nextBoolean() ? "" : "1:1 2:1");
            shop.cancel(number, "");
            shop.ask(number, "{\"reason\": \"recall\"}", null);
            for (var kept : cancellations.of(ref(number))) {
                Replayed.decidesTheSame(kept);
                decided++;
            }
        }
        assertThat(decided).isEqualTo(3 * ORDERS);
    }

    private static String terms(Random random) {
        var rules = List.of("allowed", "person", "never");
        return """
                {"open": "%s", "released": "%s", "window": "PT1H", "personKinds": [%s]}""".formatted(
                        rules.get(random.nextInt(3)),
                        rules.get(random.nextInt(3)),
                        random.nextInt(4) == 0 ? "\"physical\"" : "");
    }
}
