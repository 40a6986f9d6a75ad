package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.MutableClock;
import dev.countermand.kernel.SellerId;
import dev.countermand.policies.Drafts;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Terms;
import dev.countermand.policies.simulation.Asking;
import dev.countermand.policies.simulation.Difference;
import dev.countermand.policies.simulation.Figures;
import dev.countermand.policies.simulation.Figures.Count;
import dev.countermand.policies.simulation.Figures.Sum;
import dev.countermand.policies.simulation.Simulator;
import dev.countermand.policies.simulation.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Orders of the past answered again, under the terms that bound them and under others.
@AppTest
class SimulatorTests {

    private static final int ORDERS = 30;

    @LocalServerPort
    int port;

    @Autowired
    Simulator simulator;

    @Autowired
    Policies policies;

    @Autowired
    Drafts drafts;

    @Autowired
    MutableClock clock;

    private final List<Difference> differences = new ArrayList<>();
    private Shop shop;

    @BeforeEach
    void aNewShop() {
        shop = Shop.open(port);
    }

    private Figures run(Asking asking, Terms tried, @Nullable Terms beside) {
        var now = clock.instant();
        var trial = new Trial(
                new SellerId(shop.seller),
                now.minus(Duration.ofDays(400)),
                now.plus(Duration.ofDays(1)),
                asking,
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

    private Terms document(String cancel) {
        return drafts.sound("policy: 1\ncancel:\n" + cancel).named("draft");
    }

    @Test
    void underTheTermsInForceEveryStoredDecisionIsMadeAgain() {
        var random = new Random(5);
        int requests = 0;
        for (int i = 0; i < ORDERS; i++) {
            shop.terms(random, "\"fee\": {\"percent\": 10},");
            var number = shop.order("again" + i, clock.instant().minus(Duration.ofMinutes(random.nextInt(80))), 2, 3);
            requests += shop.story(number, random);
            clock.advance(Duration.ofMinutes(90));
        }
        var inForce = policies.inForce(new SellerId(shop.seller), clock.instant());
        var figures = run(Asking.REQUESTS, inForce, null);
        assertThat(figures.questions()).isEqualTo(requests);
        assertThat(figures.changedSince()).as("stored decisions that differ").isZero();
        assertThat(figures.orders()).isEqualTo(ORDERS);
        assertThat(figures.different())
                .as("terms changed in between, so the last ones answer otherwise")
                .isPositive();
        differences.clear();
        var same = run(Asking.REQUESTS, inForce, inForce);
        assertThat(same.different() + same.otherMoney() + same.otherEnds()).isZero();
        assertThat(differences).isEmpty();
    }

    @Test
    void theExceptionThatDecidesIsNamedAndWhatIsListedIsCounted() {
        var placed = clock.instant();
        var asked = shop.order("asked", placed, 1);
        shop.cancel(asked, "1:1").expect(201);
        var figures = run(
                Asking.REQUESTS,
                document("  exceptions:\n    - {name: Whatever it is, when: {amount: {from: 1 EUR}}, open: never}\n"),
                null);
        assertThat(figures.different()).isEqualTo(1);
        assertThat(figures.different() + figures.otherMoney() + figures.otherEnds())
                .as("as many as are listed")
                .isEqualTo(differences.size());
        assertThat(differences.getFirst().after().exception()).isEqualTo("Whatever it is");
        assertThat(differences.getFirst().before().exception()).isNull();
    }

    @Test
    void aDraftIsCountedBesideTheTermsThatDecided() {
        var placed = clock.instant();
        var open = shop.order("open", placed, 2);
        var packed = shop.order("packed", placed, 1);
        shop.release(packed, "").expect(200);
        shop.cancel(open, "1:1").expect(201);
        shop.cancel(packed, "").expect(202);
        var figures = run(Asking.REQUESTS, document("  released: person\n  fee: 10%\n"), null);
        assertThat(figures.groups().get("request"))
                .isEqualTo(new Figures.Pair<>(new Count(1, 1, 0, 0, 0), new Count(1, 0, 1, 0, 0)));
        assertThat(figures.different()).isEqualTo(1);
        assertThat(figures.worse()).isEqualTo(1);
        assertThat(figures.otherMoney()).isEqualTo(1);
        // One of two at 10.00; the other order with its shipping is 15.00.
        assertThat(figures.money())
                .containsExactly(
                        java.util.Map.entry("EUR", new Figures.Pair<>(new Sum(2500, 0, 0), new Sum(900, 100, 1350))));
        assertThat(differences).extracting(Difference::number).containsExactlyInAnyOrder("open", "packed");
    }

    @Test
    void feesOfSomeGoodsAreTriedAsTheyWouldHaveBeenWithheld() {
        var number = shop.order("fees", clock.instant(), 2, 2);
        shop.cancel(number, "1:1 2:1").expect(201);
        shop.cancel(number, "2:1").expect(201);
        var tried = document("  fee: 5%\n  exceptions:\n    - {name: dear, when: {sku: S2}, fee: 20%}\n");
        // Of three at 10.00: 0.50 for the first line, 2.00 and then again 2.00 for the second.
        assertThat(run(Asking.REQUESTS, tried, null).money())
                .containsExactly(
                        java.util.Map.entry("EUR", new Figures.Pair<>(new Sum(3000, 0, 0), new Sum(2550, 450, 0))));
    }

    @Test
    void anOrderIsAskedAtEveryMomentThatItsJournalKnows() {
        shop.terms("{\"window\": \"PT30M\"}");
        var placed = clock.instant().plusSeconds(60);
        clock.advance(Duration.ofMinutes(2));
        var number = shop.order("life", placed, 1);
        clock.advance(Duration.ofHours(2));
        shop.release(number, "").expect(200);
        clock.advance(Duration.ofHours(1));
        shop.claim(number, "p1", "").expect(201);
        clock.advance(Duration.ofDays(3));
        var figures = run(Asking.MOMENTS, document("  window: 3 hours\n"), null);
        assertThat(figures.groups().keySet())
                .containsExactlyInAnyOrder("placed", "an_hour_later", "a_day_later", "released", "shipped");
        assertThat(figures.groups().get("an_hour_later").before()).isEqualTo(new Count(0, 0, 0, 1, 1));
        assertThat(figures.groups().get("an_hour_later").after()).isEqualTo(new Count(1, 0, 0, 0, 0));
        assertThat(figures.groups().get("released").after()).isEqualTo(new Count(0, 1, 0, 0, 0));
        assertThat(figures.groups().get("shipped").after()).isEqualTo(new Count(0, 0, 0, 1, 1));
        assertThat(figures.different()).isEqualTo(2);
        assertThat(figures.better()).isEqualTo(2);
    }

    @Test
    void whereTheTermsOfferSomethingElseNobodyIsStuck() {
        var number = shop.order("gone", clock.instant(), 1);
        clock.advance(Duration.ofMinutes(1));
        shop.claim(number, "p1", "").expect(201);
        clock.advance(Duration.ofMinutes(1));
        var with = drafts.sound("policy: 1\nrefuse:\n  shipped: person\n").named("draft");
        var figures = run(Asking.MOMENTS, with, null);
        assertThat(figures.groups().get("shipped").before().deadEnds()).isEqualTo(1);
        assertThat(figures.groups().get("shipped").after().deadEnds()).isZero();
        assertThat(differences).extracting(each -> each.after().deadEnd()).containsExactly(false);
    }

    @Test
    void anotherSellersOrdersAreNotLookedAt() {
        var neighbor = shop.neighbor();
        neighbor.order("theirs", clock.instant(), 1);
        neighbor.cancel("theirs", "").expect(201);
        shop.order("ours", clock.instant(), 1);
        clock.advance(Duration.ofMinutes(1));
        assertThat(run(Asking.REQUESTS, document("  open: never\n"), null).questions())
                .isZero();
        assertThat(run(Asking.MOMENTS, document("  open: never\n"), null).orders())
                .isEqualTo(1);
    }
}
