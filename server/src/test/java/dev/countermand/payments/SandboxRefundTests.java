package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.connectors.sandbox.Contract;
import dev.countermand.connectors.sandbox.town.Companies;
import dev.countermand.connectors.sandbox.town.ErrandWorker;
import dev.countermand.connectors.sandbox.town.Odds;
import dev.countermand.kernel.Ids;
import dev.countermand.orders.Order;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// Money back through the sandbox's provider, over HTTP, with lost answers, pending refunds and webhooks
/// that come early and twice: nothing moves twice, nothing gets lost.
@TestPropertySource(properties = "countermand.demo=true")
class SandboxRefundTests extends Shop {

    private static final int ORDERS = 100;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Autowired
    Companies companies;

    @Autowired
    ErrandWorker errands;

    @Autowired
    StandingWorker looker;

    @Autowired
    Contract contract;

    @LocalServerPort
    int port;

    @BeforeEach
    void leaveNothingOfOtherTestsDue() {
        jdbc.sql("update payments.effect set due_at = null").update();
        jdbc.sql("update sandbox.errand set done_at = due_at where done_at is null")
                .update();
    }

    private Order charged(boolean captured) throws IOException, InterruptedException {
        var id = "ch_" + UUID.randomUUID();
        var request = HttpRequest.newBuilder(URI.create(contract.address() + "payments/charges"))
                .header("Authorization", "Bearer " + contract.key())
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"id\": \"%s\", \"seller\": \"money\", \"amount\": 4000, \"currency\": \"EUR\", \"capture\": %s}"
                                .formatted(id, captured)))
                .build();
        var reply = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(201);
        return take(
                "[{\"id\": \"%s\", \"tender\": \"card\", \"gateway\": \"sandbox\", \"amount\": 4000, \"captured\": %s}]"
                        .formatted(id, captured));
    }

    private void odds(int yes, int no, int never, int late, int twice, int early, int lost) {
        companies.set(Companies.PAYMENTS, new Odds(yes, no, never, late, twice, early, lost, 3, 60, 7));
    }

    private long atProvider(Order order, String column) {
        return jdbc.sql("select " + column + " from sandbox.charge where id = :id")
                .param("id", payment(order).id())
                .query(Long.class)
                .single();
    }

    private void pass(Duration time) {
        clock.advance(time);
        errands.tick();
        looker.tick();
        worker.tick();
    }

    @Test
    void aHoldIsReducedThenVoidedAndACaptureIsRefunded() throws Exception {
        odds(100, 0, 0, 0, 0, 0, 0);
        var held = charged(false);
        cancel(held, 1);
        worker.tick();
        assertThat(states(held)).containsExactly("void 1000 done");
        cancel(held, 3);
        worker.tick();
        assertThat(atProvider(held, "voided")).isEqualTo(4000);
        var taken = charged(true);
        cancel(taken, 2);
        worker.tick();
        assertThat(states(taken)).containsExactly("refund 2000 done");
        assertThat(atProvider(taken, "refunded")).isEqualTo(2000);
        pass(Duration.ofSeconds(5));
        assertThat(payment(taken).events()).hasSize(1);
    }

    @Test
    void whatIsPendingIsDoneWhenTheWebhookSaysSo() throws Exception {
        odds(100, 0, 0, 100, 0, 0, 0);
        var order = charged(true);
        cancel(order, 1);
        worker.tick();
        assertThat(states(order)).containsExactly("refund 1000 sent");
        pass(Duration.ofSeconds(61));
        pass(Duration.ofSeconds(1));
        assertThat(states(order)).containsExactly("refund 1000 done");
    }

    @Test
    void aDeclinedRefundIsForPeopleAndAnUnknownChargeToo() throws Exception {
        odds(0, 100, 0, 0, 0, 0, 0);
        var order = charged(true);
        cancel(order, 1);
        worker.tick();
        assertThat(states(order)).containsExactly("refund 1000 failed");
        assertThat(atProvider(order, "refunded")).isZero();
        assertThat(waiting(order)).hasSize(1);
        var nobody = take("[" + card(4000, true).replace("manual", "sandbox") + "]");
        cancel(nobody, 1);
        worker.tick();
        assertThat(states(nobody)).containsExactly("refund 1000 failed");
    }

    @Test
    void aForgedWebhookChangesNothing() throws Exception {
        odds(0, 0, 100, 0, 0, 0, 0);
        var order = charged(true);
        cancel(order, 1);
        worker.tick();
        var forged = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/gateways/sandbox/notices"))
                .header("webhook-id", "x")
                .header("webhook-timestamp", Long.toString(clock.instant().getEpochSecond()))
                .header("webhook-signature", "v1,AAAA")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"data\": {\"key\": \"%s\", \"kind\": \"refund\", \"amount\": 1000, \"state\": \"succeeded\"}}"
                                .formatted(effect(order, 0).id())))
                .build();
        var reply = HTTP.send(forged, HttpResponse.BodyHandlers.ofString());
        assertThat(reply.statusCode()).isEqualTo(401);
        assertThat(states(order)).containsExactly("refund 1000 sent");
    }

    /// The heart of it: of some hundreds of refunds a third of the answers is lost.
    @Test
    void noRefundIsDoubledAndNoneIsLost() throws Exception {
        odds(100, 0, 0, 15, 15, 15, 33);
        var random = new Random(20261122);
        var orders = new ArrayList<Order>();
        long promised = 0;
        for (int i = 0; i < ORDERS; i++) {
            var order = charged(true);
            int units = 1 + random.nextInt(4);
            cancel(order, units);
            promised += 1000L * units;
            orders.add(order);
        }
        var keys = orders.stream().map(order -> effect(order, 0).id()).toList();
        worker.tick();
        long unknown = orders.stream()
                .filter(order -> states(order).getFirst().endsWith("unknown"))
                .count();
        assertThat(unknown).isGreaterThan(ORDERS / 5);
        for (int round = 0; round < 100 && open(keys) > 0; round++) {
            pass(Duration.ofSeconds(15));
        }
        assertThat(orders).allSatisfy(order -> {
            assertThat(states(order)).singleElement().asString().endsWith("done");
            assertThat(atProvider(order, "refunded")).isEqualTo(payment(order).refunded());
            assertThat(payment(order).events()).hasSize(1);
        });
        assertThat(orders.stream().mapToLong(order -> payment(order).refunded()).sum())
                .isEqualTo(promised);
        assertThat(sentTwiceWithOtherBytes(keys)).isEmpty();
    }

    private int open(List<String> keys) {
        return jdbc.sql("select count(*) from payments.effect where id in (:ids) and state <> 'done'")
                .param("ids", keys.stream().map(key -> Ids.parse("eff", key)).toList())
                .query(Integer.class)
                .single();
    }

    private List<String> sentTwiceWithOtherBytes(List<String> keys) {
        return jdbc.sql("""
                        select message
                          from sandbox.received
                         where company = 'payments' and method = 'POST' and message in (:keys)
                         group by message
                        having count(distinct body) > 1
                        """).param("keys", keys).query(String.class).list();
    }
}
