package dev.countermand.payments.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Orders;
import dev.countermand.payments.kit.PretendProvider;
import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.site.Json;
import dev.countermand.site.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// A shop that reports what it did, and a provider with books of his own to compare with.
@AppTest
abstract class Bookkeeping {

    static final SellerId SELLER = new SellerId("less-there");
    private static final String NAMES = "at,kind,payment,order,reference,amount,currency\n";

    @LocalServerPort
    int port;

    @Autowired
    RunStore runs;

    @Autowired
    StatementStore statement;

    @Autowired
    Comparison comparison;

    @Autowired
    DifferenceStore differences;

    @Autowired
    Orders orders;

    @Autowired
    Texts texts;

    @Autowired
    MutableClock clock;

    PretendProvider provider;
    Http operator;

    @BeforeEach
    void aProviderWithHisOwnBooks() {
        clock.advance(Duration.ofHours(1));
        provider = new PretendProvider("pretend", clock);
        operator = Http.at(port).as(AppTest.OPERATOR_KEY);
    }

    /// An order of four units of 10.00 with payments held at the provider, so much for each.
    OrderRef held(long... amounts) {
        var number = "L-" + UUID.randomUUID();
        var tenders = new StringBuilder();
        for (int i = 0; i < amounts.length; i++) {
            provider.hold("pi_" + i + number, amounts[i]);
            tenders.append(i == 0 ? "" : ",").append("""
                            {"id": "card%d", "tender": "card", "gateway": "pretend", "reference": "pi_%d%s", "amount": %d}
                            """.formatted(i, i, number, amounts[i]));
        }
        var reply = operator.put("/v1/orders/" + number, """
                {"seller": "%s", "number": "%s", "placedAt": "2026-11-20T10:00:00Z", "currency": "EUR",
                 "customer": {"id": "c1", "name": "Ada", "email": "ada@example.org", "country": "DE"},
                 "billingAddress": {"name": "Ada", "line1": "1 Test Street", "city": "Berlin", "postalCode": "10115",
                                    "country": "DE"},
                 "lines": [{"line": "1", "sku": "A", "title": "Thing", "quantity": 4, "unitPrice": 1000}],
                 "payments": [%s]}
                """.formatted(SELLER, number, tenders));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return orders.ref(SELLER, number).orElseThrow();
    }

    void report(OrderRef order, int payment, String type, long amount) {
        report(order, payment, type, amount, clock.instant());
    }

    void report(OrderRef order, int payment, String type, long amount, Instant at) {
        var read = operator.get("/v1/orders/" + order.number() + "/payments?seller=" + SELLER);
        var id = read.json().at("/payments/" + payment + "/publicId").asString();
        var reply = operator.post(
                "/v1/payments/" + id + "/events",
                "{\"type\": \"%s\", \"amount\": %d, \"at\": \"%s\"}".formatted(type, amount, at));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    Run compare() {
        return compare(provider);
    }

    Run compare(PaymentGateway gateway) {
        var now = clock.instant();
        var run = new Run(
                Ids.mint(0, now),
                Run.PROVIDER,
                SELLER,
                "pretend",
                now.minus(Duration.ofDays(1)),
                now.minus(Duration.ofMinutes(15)),
                now,
                null,
                "test",
                0,
                0,
                0,
                0,
                0,
                0,
                null);
        return new RunRounds(runs, statement, comparison, List.of(gateway), clock)
                .run(run, Set.of("pretend"), new Nobody(), counts -> {});
    }

    List<String> differing(OrderRef order) {
        return differences.of(order).stream()
                .map(OpenDifference::difference)
                .map(each -> each.kind().word() + " " + each.about() + " " + each.ours() + " " + each.theirs())
                .toList();
    }

    void pass() {
        clock.advance(Duration.ofMinutes(20));
    }

    String line(OrderRef order, String kind, String amount) {
        return "%s,%s,card0,%s,x_%s,%s,EUR\n"
                .formatted(clock.instant(), kind, order.number(), UUID.randomUUID(), amount);
    }

    JsonNode file(Instant from, String lines) {
        var path = "/v1/reconcile?gateway=pretend&seller=" + SELLER + "&from=" + from + "&to="
                + clock.instant().plusSeconds(60);
        var reply = operator.send("POST", path, "text/csv", NAMES + lines);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return Json.tree(reply.text().strip().lines().toList().getLast());
    }

    String sentence(OrderRef order) {
        return differences.of(order).getFirst().sentence(texts);
    }

    /// Watches nothing.
    static final class Nobody implements Reconciliations.Watcher {

        @Override
        public void found(OpenDifference open, boolean fresh) {}

        @Override
        public void at(Run run, int done, int orders) {}
    }
}
