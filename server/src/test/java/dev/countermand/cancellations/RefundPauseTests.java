package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Desk;
import dev.countermand.Http;
import dev.countermand.cases.CaseLog;
import dev.countermand.cases.CaseQueue;
import dev.countermand.payments.Payments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What a shop may wait for before it gives money back, and how long it then has.
@ByHand
class RefundPauseTests extends Bench {

    @Autowired
    RefundClocks clocks;

    @Autowired
    CaseLog log;

    @Autowired
    Payments payments;

    @Autowired
    PlatformTransactionManager transactions;

    private Http operator() {
        return Http.at(port).as(AppTest.OPERATOR_KEY);
    }

    /// The public id of a cancellation of an order from this country, whose money had been taken.
    private String canceled(String country) {
        operator()
                .send(
                        "PUT",
                        "/v1/sellers/" + shop.seller + "/policy",
                        "application/yaml",
                        "policy: 1\nlaw: [eu, us, br]\n");
        var put = operator().put("/v1/orders/W3", """
                {"seller": "%s", "number": "W3", "placedAt": "%s", "currency": "EUR",
                 "customer": {"id": "c1", "name": "Ada", "email": "ada@example.org", "locale": "en-GB"},
                 "billingAddress": {"name": "Ada", "line1": "1 Test Street", "city": "Town", "postalCode": "1",
                                    "country": "%s"},
                 "lines": [{"line": "1", "sku": "S1", "title": "Lamp", "quantity": 2, "unitPrice": 1000}],
                 "payments": [{"id": "pay1", "tender": "card", "gateway": "manual", "amount": 2000,
                               "captured": true}]}
                """.formatted(shop.seller, now(), country));
        assertThat(put.status()).as(put.text()).isEqualTo(201);
        var id = shop.cancel("W3", "").expect(201).id();
        new TransactionTemplate(transactions)
                .executeWithoutResult(
                        status -> log.timeline(ref("W3").id(), 0, 1000).forEach(clocks::on));
        return id;
    }

    private Shop.Reply pause(String id, String because) {
        return shop.post("/v1/cancellations/" + id + "/refund-clock/pause", "{\"because\": \"" + because + "\"}");
    }

    private Shop.Reply resume(String id) {
        return shop.post("/v1/cancellations/" + id + "/refund-clock/resume", "{}");
    }

    private Shop.Reply read(String id) {
        return shop.get("/v1/cancellations/" + id + "/refund-clock").expect(200);
    }

    private List<CaseQueue.Item> reminded() {
        return queue.of(ref("W3").id().value()).stream()
                .filter(item -> item.kind().equals(RefundClocks.KIND))
                .toList();
    }

    @Test
    void whatWasWaitedForIsAddedToTheLastDay() {
        var id = canceled("DE");
        clock.advance(Duration.ofDays(1));
        var standing = pause(id, "goods").expect(200);
        assertThat(standing.at("/state")).isEqualTo("standing");
        assertThat(standing.at("/due")).isEmpty();
        assertThat(standing.at("/law")).isEqualTo("eu-2/withdrawal");
        var byLaw = Instant.parse(standing.at("/lawDue"));

        clock.advance(Duration.ofDays(5));
        var running = resume(id);
        assertThat(running.at("/state")).isEqualTo("running");
        assertThat(Instant.parse(running.at("/due"))).isEqualTo(byLaw.plus(Duration.ofDays(5)));
        assertThat(Instant.parse(running.at("/lawDue"))).isEqualTo(byLaw);

        // Nobody is told three days before the day that the law set, but three days before the later
        // one.
        clock.advance(Duration.between(now(), byLaw.minus(Duration.ofDays(2))));
        clocks.tick();
        assertThat(reminded()).isEmpty();
        clock.advance(Duration.ofDays(5));
        clocks.tick();
        assertThat(reminded()).hasSize(1);
        assertThat(reminded().getFirst().due()).isEqualTo(byLaw.plus(Duration.ofDays(5)));
        assertThat(read(id).at("/missedAt")).isEmpty();
        clock.advance(Duration.ofDays(3));
        clocks.tick();
        assertThat(read(id).at("/missedAt")).isNotEmpty();
    }

    @Test
    void aClockThatStandsStillIsNotForgotten() {
        var id = canceled("DE");
        pause(id, "customer");
        clock.advance(Duration.ofDays(13));
        clocks.tick();
        assertThat(reminded()).isEmpty();
        clock.advance(Duration.ofDays(2));
        clocks.tick();
        assertThat(reminded().getFirst().summary()).contains("wait until the customer says where they can go");
        resume(id);
        assertThat(reminded()).isEmpty();
        clock.advance(Duration.ofDays(30));
        clocks.tick();
        assertThat(reminded().getFirst().summary()).contains("should have been back");
    }

    @Test
    void moneyThatIsBackWhileItStandsStillEndsIt() {
        var id = canceled("DE");
        pause(id, "bank");
        var payment = payments.of(ref("W3")).payments().getFirst();
        operator()
                .post(
                        "/v1/payments/" + payment.publicId() + "/events",
                        "{\"type\": \"refunded\", \"amount\": 2000, \"reference\": \"%s\"}"
                                .formatted(payment.effects().getFirst().id()));
        clock.advance(Duration.ofDays(15));
        clocks.tick();
        assertThat(reminded()).isEmpty();
        assertThat(read(id).at("/state")).isEqualTo("ended");
        assertThat(resume(id).at("/state")).isEqualTo("ended");
        assertThat(pause(id, "bank").at("/code")).isEqualTo("clock_ended");
    }

    @Test
    void theLawSaysWhetherGoodsMayBeWaitedFor() {
        var brazilian = canceled("BR");
        var refused = pause(brazilian, "goods").expect(409);
        assertThat(refused.at("/code")).isEqualTo("may_not_wait");
        assertThat(refused.at("/detail")).contains("CDC");
        assertThat(read(brazilian).at("/pauses/0/because")).isEmpty();
        pause(brazilian, "customer").expect(200);
    }

    @Test
    void askingTwiceIsFineAndTwoReasonsAtOnceAreNot() {
        var id = canceled("DE");
        pause(id, "customer").expect(200);
        clock.advance(Duration.ofHours(1));
        pause(id, "customer").expect(200);
        assertThat(read(id).body().path("pauses")).hasSize(1);
        assertThat(pause(id, "bank").at("/code")).isEqualTo("clock_stands");
        resume(id).expect(200);
        resume(id).expect(200);
        pause(id, "bank").expect(200);
        assertThat(read(id).body().path("pauses")).hasSize(2);
        var told = log.timeline(ref("W3").id(), 0, 1000).stream()
                .map(entry -> entry.kind())
                .filter(kind -> kind.startsWith("cancellation.clock"))
                .toList();
        assertThat(told)
                .containsExactly(
                        "cancellation.clock_paused", "cancellation.clock_resumed", "cancellation.clock_paused");
    }

    @Test
    void afterItsTimeNothingCanBeWaitedForAnyMore() {
        var id = canceled("DE");
        clock.advance(Duration.ofDays(15));
        assertThat(pause(id, "customer").at("/code")).isEqualTo("clock_run_out");
    }

    @Test
    void whoeverMayNotReportMoneyMayNotStopAClock() {
        var id = canceled("DE");
        pause(id, "weather").expect(422);
        pause("can_unknown", "bank").expect(404);
        var nobody = Http.at(port).post("/v1/cancellations/" + id + "/refund-clock/pause", "{\"because\": \"bank\"}");
        assertThat(nobody.status()).isEqualTo(401);
        shop = shop.with(Desk.key(port, shop.seller, "warehouse"));
        pause(id, "bank").expect(403);
        shop = shop.with(AppTest.OPERATOR_KEY);
        assertThat(read(id).at("/state")).isEqualTo("running");
    }
}
