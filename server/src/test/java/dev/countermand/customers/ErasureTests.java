package dev.countermand.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.SellerId;
import dev.countermand.promises.Promises;
import dev.countermand.promises.VerifyHouse;
import dev.countermand.promises.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@AppTest
@VerifyHouse
class ErasureTests {

    private static int count;
    private static int puts;

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext house;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MutableClock clock;

    @Autowired
    Promises promises;

    @Autowired
    CaseLog log;

    @Autowired
    RetentionWorker worker;

    private String seller;
    private Http operator;
    private World world;
    private String canary;

    @BeforeEach
    void open() {
        seller = "forgetful" + ++count;
        canary = "Canary" + count + "bird";
        operator = Http.at(port).as(AppTest.OPERATOR_KEY);
        world = new World(house, port, seller);
    }

    @Test
    void nothingOfThePersonIsLeftInAnyTableAndTheEvidenceStays() {
        lived();
        assertThat(Traces.of(jdbc, canary)).as("the bird was everywhere").hasSizeGreaterThan(4);
        var done = erase("\"customer\": \"" + canary + "-id\"");
        assertThat(done.status()).as(done.text()).isEqualTo(200);
        assertThat(done.json().path("erased").size()).isEqualTo(1);
        assertThat(Traces.of(jdbc, canary)).isEmpty();
        assertThat(Traces.of(jdbc, phone())).isEmpty();
        var order = log.find(new SellerId(seller), "B1").orElseThrow();
        assertThat(log.verify(order.id())).isEmpty();
        assertThat(log.timeline(order.id(), 0, 100))
                .extracting(entry -> entry.kind())
                .contains("order.taken", "cancellation.canceled", "customer.erased");
        world.settle();
        assertThat(findings()).isEmpty();
        var page = operator.get("/v1/orders/B1?seller=" + seller);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.json()
                        .path("lines")
                        .path(0)
                        .path("units")
                        .path("canceled")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aSecondTimeThereIsNobodyLeft() {
        lived();
        erase("\"email\": \"" + canary.toUpperCase(java.util.Locale.ROOT) + "@example.org\"");
        var again = erase("\"order\": \"B1\"");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("erased").size()).isZero();
        assertThat(again.json().path("kept").size()).isZero();
        assertThat(kinds("B1")).filteredOn("customer.erased"::equals).hasSize(1);
    }

    @Test
    void whoeverIsStillNeededIsKeptUnlessForced() {
        world.released("W1", 2);
        world.cancel("W1", "", 202);
        world.order("W2", 1);
        var refused = erase("\"email\": \"ada@example.org\"");
        assertThat(refused.json().path("kept").size()).isEqualTo(2);
        assertThat(refused.json().path("kept").toString()).contains("still waits for its verdict", "not been shipped");
        assertThat(kinds("W1")).doesNotContain("customer.erased");
        var forced = erase("\"email\": \"ada@example.org\", \"force\": true");
        assertThat(forced.json().path("erased").size()).isEqualTo(2);
        assertThat(kinds("W1")).contains("customer.erased");
    }

    @Test
    void aLaterSnapshotDoesNotBringThePersonBack() {
        lived();
        erase("\"order\": \"B1\"");
        assertThat(put("B1").status()).isEqualTo(200);
        assertThat(Traces.of(jdbc, canary)).isEmpty();
    }

    @Test
    void anotherSellersCustomerIsNobodyHere() {
        lived();
        var other = operator.post("/v1/keys", "{\"seller\": \"stranger\", \"role\": \"seller\"}")
                .json()
                .path("key")
                .asString();
        var body = "{\"seller\": \"%s\", \"customer\": \"%s-id\"}".formatted(seller, canary);
        assertThat(Http.at(port).as(other).post("/v1/customers/erase", body).status())
                .isEqualTo(404);
        var warehouse = operator.post("/v1/keys", "{\"seller\": \"%s\", \"role\": \"warehouse\"}".formatted(seller))
                .json()
                .path("key")
                .asString();
        assertThat(Http.at(port).as(warehouse).post("/v1/customers/erase", body).status())
                .isEqualTo(403);
        assertThat(erase("\"customer\": \"a\", \"email\": \"b\"").status()).isEqualTo(422);
        assertThat(Traces.of(jdbc, canary)).isNotEmpty();
    }

    @Test
    void thoseWhoseTimeIsOverAreForgottenByTheClock() {
        lived();
        var path = "/v1/sellers/" + seller + "/retention";
        assertThat(operator.put(path, "{\"keep\": \"P7D\"}").status()).isEqualTo(422);
        assertThat(operator.put(path, "{\"keep\": \"P60D\"}").status()).isEqualTo(200);
        assertThat(operator.get(path).json().path("keep").asString()).isEqualTo("P60D");
        clock.advance(Duration.ofDays(59));
        worker.tick();
        assertThat(kinds("B1")).doesNotContain("customer.erased");
        clock.advance(Duration.ofDays(2));
        worker.tick();
        assertThat(kinds("B1")).contains("customer.erased");
        assertThat(Traces.of(jdbc, canary)).isEmpty();
    }

    /// An order of two units, canceled at once and settled, whose person left his name in every place
    /// there is.
    private void lived() {
        assertThat(put("B1").status()).isEqualTo(201);
        var asked = operator.with("Idempotency-Key", "k-" + seller)
                .post("/v1/orders/B1/cancellations?seller=" + seller, """
                        {"reason": "changed_mind", "note": "call %s please"}""".formatted(canary));
        assertThat(asked.status()).as(asked.text()).isEqualTo(201);
        world.settle();
        jdbc.sql("""
                        insert into mailbox.mail (id, message_id, received_at, last_at, copies, sender, recipients, subject,
                                                  order_number, search, raw)
                        values (gen_random_uuid(), :id, :at, :at, 1, 'shop', :to, 'Canceled', 'B1', '', :raw)
                        """)
                .param("id", seller)
                .param("at", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                .param("to", canary + "@example.org")
                .param("raw", ("Dear " + canary).getBytes(StandardCharsets.UTF_8))
                .update();
        var payment = operator.get("/v1/orders/B1?seller=" + seller)
                .json()
                .path("payments")
                .path(0)
                .path("publicId")
                .asString();
        for (var entry :
                log.timeline(log.find(new SellerId(seller), "B1").orElseThrow().id(), 0, 100)) {
            if (entry.kind().equals("payment.instructed")) {
                var told = operator.post("/v1/payments/" + payment + "/events", """
                        {"type": "voided", "amount": 2500, "reference": "%s"}""".formatted(
                                entry.body().path("reference").asString()));
                assertThat(told.status()).as(told.text()).isLessThan(300);
            }
        }
        world.settle();
    }

    private Http.Reply put(String number) {
        return operator.with("Idempotency-Key", "put-" + seller + ++puts)
                .put("/v1/orders/" + number, """
                {"seller": "%1$s", "number": "%2$s", "placedAt": "2026-11-20T10:15:00Z", "currency": "EUR",
                 "customer": {"id": "%3$s-id", "name": "Cleo %3$s", "email": "%3$s@example.org", "locale": "en-GB",
                              "phone": "+%4$s"},
                 "billingAddress": {"name": "%3$s", "line1": "%3$s Street", "city": "Berlin", "country": "DE"},
                 "shippingAddress": {"name": "%3$s", "line1": "%3$s Lane", "city": "Berlin", "country": "DE"},
                 "lines": [{"line": "1", "sku": "S1", "title": "Thing", "quantity": 2, "unitPrice": 1000,
                            "kind": "personalized", "attributes": {"engraving": "%3$s"}, "metadata": {"for": "%3$s"}}],
                 "shipping": 500, "metadata": {"greeting": "Dear %3$s"},
                 "payments": [{"id": "pay1", "tender": "card", "gateway": "manual", "amount": 2500}]}
                """.formatted(seller, number, canary, phone()));
    }

    private String phone() {
        return "4955501" + (1000 + count) + "77";
    }

    private Http.Reply erase(String whom) {
        return operator.post("/v1/customers/erase", "{\"seller\": \"" + seller + "\", " + whom + "}");
    }

    private List<String> kinds(String number) {
        var order = log.find(new SellerId(seller), number).orElseThrow();
        return log.timeline(order.id(), 0, 100).stream()
                .map(entry -> entry.kind())
                .toList();
    }

    private List<Promises.Found> findings() {
        var all = new ArrayList<Promises.Found>();
        promises.check(
                new Promises.Scope(null, log.find(new SellerId(seller), "B1").orElseThrow()), new Promises.Watcher() {
                    @Override
                    public void found(Promises.Found found) {
                        all.add(found);
                    }

                    @Override
                    public void at(Promises.Progress progress) {}
                });
        return all;
    }
}
