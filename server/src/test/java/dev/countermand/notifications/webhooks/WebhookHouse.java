package dev.countermand.notifications.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import dev.countermand.cases.CaseLog;
import dev.countermand.cases.CaseQueue;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Snapshots;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// A seller of its own for each test, his receiver, and the workers driven by hand.
@AppTest
abstract class WebhookHouse {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @LocalServerPort
    int port;

    @Autowired
    MutableClock clock;

    @Autowired
    CaseLog log;

    @Autowired
    CaseQueue queue;

    @Autowired
    Orders orders;

    @Autowired
    WebhookFollower follower;

    @Autowired
    DeliveryWorker worker;

    @Autowired
    ReplayWorker replays;

    @Autowired
    DeliveryStore store;

    @Autowired
    Courier courier;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    ApplicationContext context;

    String seller = "";
    Receiver receiver;
    private final Set<Long> told = new HashSet<>();

    @BeforeEach
    void aSellerOfItsOwn() throws Exception {
        seller = "hook" + NUMBERS.incrementAndGet();
        receiver = new Receiver();
    }

    @AfterEach
    void nothingIsLeftDue() {
        receiver.close();
        jdbc.sql("update notifications.endpoint set enabled = false").update();
        jdbc.sql("update notifications.endpoint_mail set next_try = null").update();
    }

    Http operator() {
        return Http.at(port).as(AppTest.OPERATOR_KEY);
    }

    String key(String whose, String role) {
        var made = operator().post("/v1/keys", "{\"seller\":\"" + whose + "\",\"role\":\"" + role + "\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json().path("key").asString();
    }

    /// A new endpoint at the receiver, further members as JSON.
    JsonNode endpoint(String more) {
        var made = operator()
                .post(
                        "/v1/webhooks/endpoints",
                        "{\"seller\":\"" + seller + "\",\"url\":\"" + receiver.url() + "\"" + more + "}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json();
    }

    JsonNode endpointNow(String id) {
        return operator().get("/v1/webhooks/endpoints/" + id).json();
    }

    OrderRef take(String number) {
        var snapshot = Snapshots.example();
        snapshot.put("seller", seller);
        snapshot.put("number", number);
        var answer = operator().put("/v1/orders/" + number, snapshot.toString());
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return orders.ref(new SellerId(seller), number).orElseThrow();
    }

    void cancel(String number, int line) {
        var answer = operator()
                .post(
                        "/v1/orders/" + number + "/cancellations?seller=" + seller,
                        "{\"reason\":\"changed_mind\",\"note\":\"canary note\",\"lines\":[{\"line\":\"" + line
                                + "\",\"quantity\":1}]}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    /// Lists what was committed, and gives the seller's news to the follower.
    void follow() {
        ReflectionTestUtils.invokeMethod(context.getBean("dev.countermand.cases.SequencerWorker"), "tick");
        for (var entry : log.events(new SellerId(seller), 0, 1000).events()) {
            if (told.add(entry.cursor())) {
                new TransactionTemplate(transactions).executeWithoutResult(status -> follower.on(entry));
            }
        }
    }

    List<JsonNode> deliveries(String endpoint, String status) {
        var answer = operator().get("/v1/webhooks/endpoints/" + endpoint + "/deliveries?limit=200&status=" + status);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return List.copyOf(answer.json().path("deliveries").values());
    }
}
