package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.kernel.SellerId;
import dev.countermand.policies.Drafts;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Terms;
import dev.countermand.policies.simulation.Asking;
import dev.countermand.policies.simulation.Difference;
import dev.countermand.policies.simulation.Figures;
import dev.countermand.policies.simulation.Simulator;
import dev.countermand.policies.simulation.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Requests to change that were really made, asked again.
@ByHand
class ChangeTrialTests extends Bench {

    private static final int ORDERS = 30;
    private static final long SEED = 11;

    private static final String ELSEWHERE = """
            {"shippingAddress": {"name": "Ada Example", "line1": "2 New Street", "city": "Hamburg",
             "postalCode": "20095", "country": "DE"}, "reason": "wrong_address"}""";

    private static final String TWO_LINES = """
            {"line": "1", "sku": "S-red", "title": "Shirt", "quantity": 2, "unitPrice": 1000, "metadata":
             {"alternatives": [{"sku": "S-blue", "title": "Shirt, blue"}]}},
            {"line": "2", "sku": "MUG", "title": "Mug", "quantity": 3, "unitPrice": 500}""";

    @Autowired
    Simulator simulator;

    @Autowired
    Policies policies;

    @Autowired
    Drafts drafts;

    private final List<Difference> differences = new ArrayList<>();

    private Figures run(Terms tried, @Nullable Terms beside) {
        var now = clock.instant();
        var trial = new Trial(
                new SellerId(shop.seller),
                now.minus(Duration.ofDays(400)),
                now.plus(Duration.ofDays(1)),
                Asking.REQUESTS,
                tried,
                beside);
        return simulator.run(trial, Simulator.Point.START, new Simulator.Watcher() {
            @Override
            public void different(Difference difference) {
                differences.add(difference);
            }

            @Override
            public boolean page(Simulator.Point point) {
                return true;
            }
        });
    }

    private void policy(String changes) {
        var reply = Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .send("PUT", "/v1/sellers/" + shop.seller + "/policy", "application/yaml", "policy: 1\n" + changes);
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    private static String rules(Random random) {
        var rules = List.of("allowed", "person", "never");
        return switch (random.nextInt(4)) {
            case 0 -> "refuse:\n  shipped: person\n";
            case 1 -> "cancel:\n  open: " + rules.get(random.nextInt(3)) + "\n  window: 1 hour\n";
            default ->
                "change:\n  open: " + rules.get(random.nextInt(3)) + "\n  released: " + rules.get(random.nextInt(3))
                        + "\n  window: 1 hour\n";
        };
    }

    /// Some of it is packed or gone, and somebody wants another variant, a mug for a mug, and another address.
    private int story(String number, Random random) {
        if (random.nextBoolean()) {
            shop.release(number, random.nextBoolean() ? "1:1" : "1:2 2:3").expect(200);
        }
        if (random.nextInt(3) == 0) {
            shop.claim(number, "p1", "2:1").expect(201);
        }
        var wanted = random.nextBoolean() ? "S-blue" : "HAT";
        shop.change(number, "{\"lines\": [{\"line\": \"1\", \"quantity\": 1, \"sku\": \"" + wanted + "\"}]}");
        shop.swap(number, "2", 1 + random.nextInt(3), "CUP", 700);
        shop.change(number, ELSEWHERE);
        shop.change(number, """
                {"reason": "out_of_stock", "lines": [{"line": "2", "quantity": 1, "sku": "GLASS"}]}""");
        return 4;
    }

    @Test
    void underTheTermsInForceEveryStoredDecisionIsMadeAgain() {
        var random = new Random(SEED);
        int asked = 0;
        for (int i = 0; i < ORDERS; i++) {
            policy(rules(random));
            clock.advance(Duration.ofSeconds(1));
            var number = "C" + i;
            shop.put(number, now(), TWO_LINES, 4000).expect(201);
            clock.advance(Duration.ofMinutes(random.nextInt(90)));
            asked += story(number, random);
            shop.cancel(number, "");
        }
        var inForce = policies.inForce(new SellerId(shop.seller), now());
        var figures = run(inForce, null);
        assertThat(figures.groups().keySet()).containsExactly("request", "change");
        assertThat(figures.groups().get("change").before().all())
                .as("seed %d", SEED)
                .isEqualTo(asked);
        assertThat(figures.changedSince()).as("stored decisions that differ").isZero();
        var told = figures.groups().get("change").before();
        assertThat(List.of(told.atOnce(), told.attempt(), told.person(), told.refused()))
                .allMatch(count -> count > 3);
        assertThat(figures.different()).isPositive();
        differences.clear();
        assertThat(run(inForce, inForce).different()).isZero();
        assertThat(differences).isEmpty();
    }

    @Test
    void aDraftIsAskedForEachOfThem() {
        policy("change:\n  open: allowed\n");
        clock.advance(Duration.ofSeconds(1));
        var open = order(1);
        shop.change(open, ELSEWHERE).expect(201);
        shop.swap(open, "1", 1, "S-blue", 1000).expect(201);
        var draft = drafts.sound("policy: 1\ncancel:\n  open: never\nchange:\n  open: person\n")
                .named("draft");
        var figures = run(draft, null);
        assertThat(figures.groups())
                .containsExactly(java.util.Map.entry(
                        "change",
                        new Figures.Pair<>(new Figures.Count(2, 0, 0, 0, 0), new Figures.Count(0, 0, 2, 0, 0))));
        assertThat(figures.worse()).isEqualTo(2);
        assertThat(differences).extracting(Difference::question).containsExactly("change", "change");
        assertThat(figures.money()).isEmpty();
    }

    @Test
    void whatCannotBeChangedButCanceledIsNoDeadEnd() {
        var number = order(1);
        shop.swap(number, "1", 1, "S-blue", 1000).expect(201);
        var cancelable = drafts.sound("policy: 1\nchange:\n  open: never\n").named("draft");
        assertThat(run(cancelable, null).groups().get("change").after()).isEqualTo(new Figures.Count(0, 0, 0, 1, 0));
        var nothing = drafts.sound("policy: 1\ncancel:\n  open: never\n  released: never\nchange:\n  open: never\n")
                .named("draft");
        assertThat(run(nothing, null).groups().get("change").after().deadEnds()).isEqualTo(1);
    }
}
