package dev.countermand.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Database;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import dev.countermand.cases.CaseLog;
import dev.countermand.cases.CaseQueue;
import dev.countermand.cases.Entry;
import dev.countermand.connectors.mailbox.OpenMailbox;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.notifications.spi.Messenger;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Snapshots;
import dev.countermand.site.RightOfWay;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Orders with a canceled unit, the worker that tells their shoppers, and what staff read of it.
abstract class Letters {

    static final AtomicInteger NUMBERS = new AtomicInteger();
    static final Pattern LINK = Pattern.compile("https?://\\S+");

    @LocalServerPort
    int port;

    @Autowired
    MutableClock clock;

    @Autowired
    Messages messages;

    @Autowired
    MessageStore store;

    @Autowired
    CaseLog log;

    @Autowired
    CaseQueue queue;

    @Autowired
    Orders orders;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    String seller = "";

    @BeforeEach
    void nothingIsPending() {
        seller = "tell" + NUMBERS.incrementAndGet();
        jdbc.sql("delete from notifications.message").update();
    }

    static final class Fake implements Messenger {

        interface Hand {
            void hand(Letter letter) throws Exception;
        }

        private final Hand hand;

        Fake(Hand hand) {
            this.hand = hand;
        }

        @Override
        public String channel() {
            return Messages.MAIL;
        }

        @Override
        public void hand(Letter letter) throws Exception {
            hand.hand(letter);
        }
    }

    OpenMailbox mailbox() {
        return new OpenMailbox(Database.fresh(), clock);
    }

    MessageWorker worker(Messenger messenger) {
        return new MessageWorker(store, messages, List.of(messenger), new RightOfWay(), transactions, clock);
    }

    Http operator() {
        return Http.at(port).as(AppTest.OPERATOR_KEY);
    }

    OrderRef canceledOrder(@Nullable String email) {
        var number = "T" + NUMBERS.incrementAndGet();
        put(number, email);
        var answer = operator()
                .post("/v1/orders/" + number + "/cancellations?seller=" + seller, "{\"reason\":\"changed_mind\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return orders.ref(new SellerId(seller), number).orElseThrow();
    }

    void put(String number, @Nullable String email) {
        var snapshot = Snapshots.example();
        snapshot.put("seller", seller);
        snapshot.put("number", number);
        var customer = (ObjectNode) snapshot.get("customer");
        if (email == null) {
            customer.remove("email");
        } else {
            customer.put("email", email);
        }
        var answer = operator().put("/v1/orders/" + number, snapshot.toString());
        assertThat(answer.status()).as(answer.text()).isIn(200, 201);
    }

    void tellAll(OrderRef order) {
        log.timeline(order.id(), 0, 100).forEach(this::tell);
    }

    void tell(Entry entry) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> messages.tell(entry));
    }

    /// The only message of the order, as staff read it.
    JsonNode told(OrderRef order) {
        var answer = operator().get("/v1/orders/" + order.number() + "/messages?seller=" + seller);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        var told = answer.json().path("messages");
        assertThat(told.size()).isOne();
        return told.get(0);
    }
}
