package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.Shopper;
import dev.countermand.accounts.OrderLinks;
import dev.countermand.connectors.sandbox.Contract;
import dev.countermand.connectors.sandbox.town.Companies;
import dev.countermand.connectors.sandbox.town.Odds;
import dev.countermand.orders.Order;
import dev.countermand.payments.reconcile.OpenDifference;
import dev.countermand.payments.reconcile.Reconciliations;
import dev.countermand.payments.reconcile.Run;
import dev.countermand.site.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// A provider that keeps books of his own, beside ours: what both pages and comparison say of a bad case.
@TestPropertySource(properties = "countermand.demo=true")
class MoneyPapersTests extends Shop {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Autowired
    Companies companies;

    @Autowired
    Contract contract;

    @Autowired
    Reconciliations reconciliations;

    @Autowired
    OrderLinks links;

    @LocalServerPort
    int port;

    @BeforeEach
    void leaveNothingOfOtherTestsDue() {
        jdbc.sql("update payments.effect set due_at = null").update();
        clock.advance(Duration.ofHours(1));
        lost(0);
    }

    private void lost(int percent) {
        companies.set(Companies.PAYMENTS, new Odds(100, 0, 0, 0, 0, 0, percent, 3, 60, 7));
    }

    private String provider(String path, String key, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(contract.address() + "payments/" + path))
                .header("Authorization", "Bearer " + contract.key())
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var reply = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(201);
        return Json.tree(reply.body()).path("id").asString("");
    }

    private Order refunded() throws IOException, InterruptedException {
        var id = "ch_" + UUID.randomUUID();
        provider(
                "charges",
                id,
                "{\"id\": \"%s\", \"seller\": \"money\", \"amount\": 4000, \"currency\": \"EUR\", \"capture\": true}"
                        .formatted(id));
        var order = take(
                "[{\"id\": \"%s\", \"tender\": \"card\", \"gateway\": \"sandbox\", \"amount\": 4000, \"captured\": true}]"
                        .formatted(id));
        cancel(order, 1);
        worker.tick();
        return order;
    }

    private Run compare() {
        var since = clock.instant().minus(Duration.ofMinutes(30));
        var until = clock.instant().plusSeconds(60);
        var runs = reconciliations.withProviders(SELLER, since, until, "test", new Reconciliations.Watcher() {
            @Override
            public void found(OpenDifference open, boolean fresh) {
                assertThat(open.source()).isEqualTo("provider");
            }

            @Override
            public void at(Run run, int done, int orders) {
                assertThat(done).isLessThanOrEqualTo(orders);
            }
        });
        return runs.stream()
                .filter(run -> "sandbox".equals(run.gateway()))
                .findFirst()
                .orElseThrow();
    }

    private List<String> differing(Order order) {
        return reconciliations.open(order.ref()).stream()
                .map(open -> open.difference().kind().word())
                .toList();
    }

    @Test
    void whatAProviderListsIsFoundHereAndTheOtherWayRound() throws Exception {
        var order = refunded();
        assertThat(states(order)).containsExactly("refund 1000 done");
        assertThat(compare().trouble()).isNull();
        assertThat(differing(order)).isEmpty();

        var elsewhere = provider(
                "movements",
                "somebody-" + UUID.randomUUID(),
                "{\"charge\": \"%s\", \"kind\": \"refund\", \"amount\": 700}"
                        .formatted(payment(order).id()));
        assertThat(compare().differences()).isPositive();
        assertThat(differing(order)).containsExactly("missing_here");
        report(order, PaymentEvent.Type.REFUNDED, 700L, elsewhere);
        compare();
        assertThat(differing(order)).isEmpty();

        jdbc.sql("delete from sandbox.movement where key = :key")
                .param("key", effect(order, 0).id())
                .update();
        compare();
        assertThat(differing(order)).containsExactly("missing_there");
        assertThat(payment(order).refunded()).isEqualTo(1700);
    }

    @Test
    void aCaptureAndAReleaseThatNeverHappenedThereAreFoundOverHttp() throws Exception {
        var taken = held();
        var released = held();
        report(taken, PaymentEvent.Type.CAPTURED, 4000L, "ship-1");
        report(released, PaymentEvent.Type.VOIDED, 4000L, "end-1");
        clock.advance(Duration.ofMinutes(5));
        assertThat(compare().trouble()).isNull();
        assertThat(differing(taken)).containsExactly("missing_there");
        assertThat(differing(released)).containsExactly("missing_there");
        for (var order : List.of(taken, released)) {
            var kind = order.equals(taken) ? "capture" : "void";
            provider(
                    "movements",
                    "hand-" + UUID.randomUUID(),
                    "{\"charge\": \"%s\", \"kind\": \"%s\", \"amount\": 4000}"
                            .formatted(payment(order).id(), kind));
        }
        compare();
        assertThat(differing(taken)).isEmpty();
        assertThat(differing(released)).isEmpty();
    }

    private Order held() throws IOException, InterruptedException {
        var id = "ch_" + UUID.randomUUID();
        provider(
                "charges",
                id,
                "{\"id\": \"%s\", \"seller\": \"money\", \"amount\": 4000, \"currency\": \"EUR\", \"capture\": false}"
                        .formatted(id));
        return take(
                "[{\"id\": \"%s\", \"tender\": \"card\", \"gateway\": \"sandbox\", \"amount\": 4000, \"captured\": false}]"
                        .formatted(id));
    }

    @Test
    void aLostAnswerExplainsItselfToAStranger() throws Exception {
        lost(100);
        var order = refunded();
        assertThat(states(order)).containsExactly("refund 1000 unknown");
        assertThat(page(order))
                .contains(
                        "€10.00 was sent on its way back on ",
                        "the provider has not confirmed it",
                        "nobody sends it again, so that it cannot go twice")
                .doesNotContain("was sent back on");
        lost(0);
        compare();
        assertThat(differing(order)).containsExactly("outcome_known");
        clock.advance(Duration.ofSeconds(15));
        jdbc.sql("update payments.effect set due_at = :now where state = 'unknown'")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        worker.tick();
        assertThat(states(order)).containsExactly("refund 1000 done");
        compare();
        assertThat(differing(order)).isEmpty();
        assertThat(page(order)).contains("€10.00 was sent back on ", "Your bank usually shows it by ");
    }

    @Test
    void theDesksPageShowsWhatDiffersAndTheLatestComparison() throws Exception {
        var order = refunded();
        jdbc.sql("delete from sandbox.movement where key = :key")
                .param("key", effect(order, 0).id())
                .update();
        compare();
        var read = Http.at(port).as(AppTest.OPERATOR_KEY).get("/v1/reconcile?seller=" + SELLER);
        assertThat(read.json().path("comparisons").valueStream())
                .extracting(each -> each.path("gateway").asString())
                .contains("sandbox");
        assertThat(read.json().path("differences").valueStream())
                .anySatisfy(each -> assertThat(each.path("order").asString())
                        .isEqualTo(order.ref().number()));
    }

    private String page(Order order) {
        return Shopper.page(port, links, order.ref());
    }
}
