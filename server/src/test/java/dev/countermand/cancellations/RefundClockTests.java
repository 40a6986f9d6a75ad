package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.cases.CaseLog;
import dev.countermand.cases.CaseQueue;
import dev.countermand.payments.Payments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Money that a law wants back by a day: the shop is told in time, and no more once it is back.
@ByHand
class RefundClockTests extends Bench {

    @Autowired
    RefundClocks clocks;

    @Autowired
    CaseLog log;

    @Autowired
    Payments payments;

    @Autowired
    PlatformTransactionManager transactions;

    private String order(boolean captured) {
        var operator = Http.at(port).as(AppTest.OPERATOR_KEY);
        operator.send(
                "PUT", "/v1/sellers/" + shop.seller + "/policy", "application/yaml", "policy: 1\nlaw: [eu, us]\n");
        var put = operator.put("/v1/orders/W3", """
                {"seller": "%s", "number": "W3", "placedAt": "%s", "currency": "EUR",
                 "customer": {"id": "c1", "name": "Ada", "email": "ada@example.org", "locale": "en-GB"},
                 "billingAddress": {"name": "Ada", "line1": "1 Test Street", "city": "Town", "postalCode": "1",
                                    "country": "DE"},
                 "lines": [{"line": "1", "sku": "S1", "title": "Lamp", "quantity": 2, "unitPrice": 1000}],
                 "payments": [{"id": "pay1", "tender": "card", "gateway": "manual", "amount": 2000,
                               "captured": %s}]}
                """.formatted(shop.seller, now(), captured));
        assertThat(put.status()).as(put.text()).isEqualTo(201);
        return "W3";
    }

    private void follow(String number) {
        new TransactionTemplate(transactions)
                .executeWithoutResult(
                        status -> log.timeline(ref(number).id(), 0, 1000).forEach(clocks::on));
    }

    private List<CaseQueue.Item> reminded(String number) {
        return queue.of(ref(number).id().value()).stream()
                .filter(item -> item.kind().equals(RefundClocks.KIND))
                .toList();
    }

    private Map<String, Object> row(String cancellation) {
        return jdbc
                .sql("""
                        select law, due_at, warned_at, missed_at, ended_at, look_at
                          from cancellations.refund_clock
                         where attempt_id = :id
                        """)
                .param("id", CancellationId.parse(cancellation).orElseThrow().value())
                .query()
                .listOfRows()
                .stream()
                .findFirst()
                .orElse(Map.of());
    }

    private void refund(String number, long amount, int effect) {
        var payment = payments.of(ref(number)).payments().getFirst();
        var body = "{\"type\": \"refunded\", \"amount\": %d, \"reference\": \"%s\"}"
                .formatted(amount, payment.effects().get(effect).id());
        var reply = Http.at(port).as(AppTest.OPERATOR_KEY).post("/v1/payments/" + payment.publicId() + "/events", body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    @Test
    void theShopIsToldThreeDaysBeforeAndAgainWhenItIsLate() {
        var number = order(true);
        var canceled = shop.cancel(number, "").expect(201).id();
        follow(number);
        assertThat(row(canceled)).containsEntry("law", null);
        clock.advance(Duration.ofDays(2));
        clocks.tick();
        assertThat(row(canceled)).containsEntry("law", "eu-2/withdrawal");
        assertThat(reminded(number)).isEmpty();

        clock.advance(Duration.ofDays(11));
        clocks.tick();
        var item = reminded(number).getFirst();
        assertThat(item.summary())
                .startsWith("By law (§§ 312g, 355, 356, 357 BGB")
                .endsWith("€20.00 must be back with the customer by then; not all of it is known to be.");
        assertThat(item.waitsFor()).isEqualTo("seller");
        var due = java.util.Objects.requireNonNull(item.due());
        assertThat(due).isBetween(now(), now().plus(Duration.ofDays(2).plusHours(1)));

        clock.advance(Duration.between(now(), due).plusSeconds(60));
        clocks.tick();
        assertThat(reminded(number).getFirst().summary()).contains("should have been back");
        assertThat(row(canceled).get("missed_at")).isNotNull();

        refund(number, 2000, 0);
        clock.advance(Duration.ofHours(2));
        clocks.tick();
        assertThat(reminded(number)).isEmpty();
        assertThat(row(canceled).get("ended_at")).isNotNull();
        assertThat(row(canceled).get("missed_at")).as("kept as evidence").isNotNull();
    }

    @Test
    void whatIsBackInTimeIsNotTalkedAbout() {
        var number = order(true);
        var canceled = shop.cancel(number, "").expect(201).id();
        follow(number);
        follow(number);
        refund(number, 2000, 0);
        clock.advance(Duration.ofDays(15));
        clocks.tick();
        assertThat(reminded(number)).isEmpty();
        assertThat(row(canceled).get("missed_at")).isNull();
        assertThat(row(canceled).get("ended_at")).isNotNull();
    }

    @Test
    void aPartThatIsStillOutIsNamed() {
        var number = order(true);
        shop.cancel(number, "1:1").expect(201);
        shop.cancel(number, "1:1").expect(201);
        follow(number);
        refund(number, 1000, 0);
        clock.advance(Duration.ofDays(14));
        clocks.tick();
        assertThat(reminded(number)).hasSize(1);
        assertThat(reminded(number).getFirst().summary().toLowerCase(Locale.ROOT))
                .contains("€10.00");
    }

    @Test
    void whatWasOnlyHeldOrIsTheStoresOwnDoingHasNoClock() {
        var held = order(false);
        var first = shop.cancel(held, "").expect(201).id();
        follow(held);
        assertThat(row(first)).isEmpty();
        shop = shop.neighbor();
        var taken = order(true);
        var second = shop.ask(taken, "{\"reason\": \"out_of_stock\"}", null)
                .expect(201)
                .id();
        follow(taken);
        assertThat(row(second)).isEmpty();
    }

    @Test
    void whereNoLawWantsItTheClockEndsWhenSomebodyFirstLooks() {
        var number = order(true);
        Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .send("PUT", "/v1/sellers/" + shop.seller + "/policy", "application/yaml", "policy: 1\nlaw: none\n");
        clock.advance(Duration.ofSeconds(1));
        var later = shop.order("W4", now(), 1);
        assertThat(number).isNotEqualTo(later);
        var payment = payments.of(ref(later)).payments().getFirst();
        Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .post("/v1/payments/" + payment.publicId() + "/events", "{\"type\": \"captured\", \"amount\": 1500}");
        var canceled = shop.cancel(later, "").expect(201).id();
        follow(later);
        assertThat(row(canceled).get("look_at")).isNotNull();
        clock.advance(Duration.ofDays(3));
        clocks.tick();
        assertThat(row(canceled).get("ended_at")).isNotNull();
        assertThat(row(canceled).get("law")).isNull();
        assertThat(reminded(later)).isEmpty();
    }

    @Test
    void aClockThatIsShorterThanTheWarningIsLookedAtHalfway() {
        var started = Instant.parse("2026-11-20T10:00:00Z");
        var due = new dev.countermand.policies.Due("us-2/late", "16 CFR 435", started.plus(Duration.ofDays(4)));
        var running = new RefundClock(
                new CancellationId(new java.util.UUID(1, 2)),
                new dev.countermand.kernel.OrderId(new java.util.UUID(1, 3)),
                due,
                started,
                List.of(),
                null,
                null,
                null);
        assertThat(running.warnsAt(due.at())).isEqualTo(started.plus(Duration.ofDays(2)));
    }
}
