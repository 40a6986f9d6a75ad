package dev.countermand.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.AppTest;
import dev.countermand.Database;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import dev.countermand.cases.CaseLog;
import dev.countermand.cases.CaseQueue;
import dev.countermand.cases.Entry;
import dev.countermand.connectors.mail.Smtp;
import dev.countermand.connectors.mailbox.OpenMailbox;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.notifications.spi.Messenger;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Snapshots;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// From the committed fact to the mail and back to the desk, over real HTTP, PostgreSQL and SMTP.
@AppTest
class MessageTests {

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Pattern LINK = Pattern.compile("https?://\\S+");

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

    private String seller = "";

    @BeforeEach
    void nothingIsPending() {
        seller = "tell" + NUMBERS.incrementAndGet();
        jdbc.sql("delete from notifications.message").update();
    }

    @Test
    void aFactIsToldOnceHoweverOftenItIsGiven() throws Exception {
        var order = canceledOrder("ada@example.org");
        tellAll(order);
        tellAll(order);
        try (var mailbox = mailbox()) {
            worker(Smtp.to(mailbox.get())).drain();
            worker(Smtp.to(mailbox.get())).drain();

            var mails = mailbox.get().list(null, order.number(), null, 10).mails();
            assertThat(mails).hasSize(1);
            assertThat(mails.getFirst().copies()).isOne();
            assertThat(mails.getFirst().subject()).isEqualTo("Canceled: order " + order.number());
            assertThat(mails.getFirst().messageId()).matches("<msg_[0-9a-f]{32}@localhost>");
            var text = mailbox.get().open(mails.getFirst().id()).orElseThrow().text();
            assertThat(text).contains("Order Canceled", "You will not be charged.");
        }
        var told = told(order);
        assertThat(told.path("status").asString()).isEqualTo("sent");
        assertThat(told.path("attempts").asInt()).isOne();
        assertThat(told.path("recipient").asString()).isEqualTo("ada@example.org");
        assertThat(told.path("sentAt").asString()).isNotEmpty();
    }

    @Test
    void theLinkInTheMailOpensTheOrderAndIsNotShownToStaff() throws Exception {
        var order = canceledOrder("ada@example.org");
        tellAll(order);
        var letters = new ArrayList<Messenger.Letter>();
        worker(new Fake(letters::add)).drain();

        var link = LINK.matcher(letters.getFirst().text());
        assertThat(link.find()).isTrue();
        var uri = URI.create(link.group());
        assertThat(letters.getFirst().html()).contains(uri.getRawPath());
        assertThat(Http.at(port).get(uri.getRawPath() + "?" + uri.getRawQuery()).status())
                .isBetween(200, 399);
        assertThat(Http.at(port)
                        .get(uri.getRawPath() + "?" + uri.getRawQuery() + "x")
                        .status())
                .isEqualTo(401);
        assertThat(told(order).path("text").asString()).contains("[link]").doesNotContain(uri.getRawQuery());
    }

    @Test
    void aWorkerThatDiesBeforeItsRecordLeavesOneMailReceivedTwice() throws Exception {
        var order = canceledOrder("ada@example.org");
        tellAll(order);
        try (var mailbox = mailbox()) {
            var messenger = Smtp.to(mailbox.get());
            var now = clock.instant();
            var claim = store.claim(now, now.plus(MessageWorker.LEASE)).orElseThrow();
            messenger.hand(claim.letter()); // 250, and then nothing more of this worker

            worker(messenger).drain();
            assertThat(told(order).path("status").asString()).isEqualTo("pending");
            clock.advance(MessageWorker.LEASE);
            worker(messenger).drain();

            var mails = mailbox.get().list(null, order.number(), null, 10).mails();
            assertThat(mails).hasSize(1);
            assertThat(mails.getFirst().copies()).isEqualTo(2);
        }
        assertThat(told(order).path("status").asString()).isEqualTo("sent");
        assertThat(told(order).path("attempts").asInt()).isEqualTo(2);
    }

    @Test
    void anErrorAfterTheOtherSideTookItSendsTheSameMailAgain() throws Exception {
        var order = canceledOrder("ada@example.org");
        tellAll(order);
        try (var mailbox = mailbox()) {
            var real = Smtp.to(mailbox.get());
            worker(new Fake(letter -> {
                        real.hand(letter);
                        throw new IllegalStateException("connection lost after 250");
                    }))
                    .drain();
            clock.advance(MessageWorker.RETRY_FIRST);
            worker(real).drain();
            var mails = mailbox.get().list(null, order.number(), null, 10).mails();
            assertThat(mails).hasSize(1);
            assertThat(mails.getFirst().copies()).isEqualTo(2);
        }
    }

    @Test
    void waitsLongerAndLongerForAMailServerThatIsDownAndSendsWhenItIsBack() throws Exception {
        var order = canceledOrder("ada@example.org");
        tellAll(order);
        try (var mailbox = mailbox()) {
            var messenger = Smtp.to(mailbox.get());
            mailbox.get().stop();
            worker(messenger).drain();
            assertThat(told(order).path("status").asString()).isEqualTo("pending");
            assertThat(told(order).path("error").asString()).contains("closed");
            clock.advance(MessageWorker.RETRY_FIRST.minusMillis(1));
            worker(messenger).drain();
            assertThat(told(order).path("attempts").asInt()).isOne();

            mailbox.get().start();
            clock.advance(Duration.ofMillis(1));
            worker(messenger).drain();
            assertThat(mailbox.get().list(null, order.number(), null, 10).mails())
                    .hasSize(1);
        }
        assertThat(told(order).path("status").asString()).isEqualTo("sent");
        assertThat(told(order).has("error")).isFalse();
        assertThat(List.of(1, 2, 3, 12, 13, 19))
                .extracting(MessageWorker::pause)
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(5 << 11),
                        Duration.ofSeconds(5 << 12),
                        Duration.ofHours(6));
    }

    @Test
    void givesUpAfterItsLastTryAndSaysSo() {
        var order = canceledOrder("ada@example.org");
        tellAll(order);
        var tries = new AtomicInteger();
        var worker = worker(new Fake(letter -> {
            tries.incrementAndGet();
            throw new IllegalStateException("421 not today");
        }));
        for (int i = 0; i < Messages.ATTEMPTS_MAX + 3; i++) {
            worker.drain();
            clock.advance(MessageWorker.RETRY_MAX);
        }
        assertThat(tries).hasValue(Messages.ATTEMPTS_MAX);
        assertThat(told(order).path("status").asString()).isEqualTo("failed");
        assertThat(told(order).path("error").asString()).isEqualTo("421 not today");
        assertThat(queued(order)).hasSize(1);
    }

    @Test
    void aRefusedAddressFailsVisiblyAndGoesToTheNewAddressWhenResent() {
        var order = canceledOrder("nobody@example.org");
        tellAll(order);
        worker(new Fake(letter -> {
                    throw new Messenger.Refused("550 no such user nobody@example.org", null);
                }))
                .drain();
        var told = told(order);
        assertThat(told.path("status").asString()).isEqualTo("failed");
        assertThat(told.path("error").asString()).startsWith("550");
        assertThat(queued(order))
                .hasSize(1)
                .allSatisfy(item -> assertThat(item.summary()).doesNotContain("nobody@example.org"));

        put(order.number(), "ada.new@example.org");
        var again = operator().post("/v1/messages/" + told.path("id").asString() + "/resend?seller=" + seller, "");
        assertThat(again.status()).as(again.text()).isEqualTo(202);
        assertThat(queued(order)).isEmpty();
        var letters = new ArrayList<Messenger.Letter>();
        worker(new Fake(letters::add)).drain();
        assertThat(letters).hasSize(1);
        assertThat(letters.getFirst().to().address()).isEqualTo("ada.new@example.org");
        assertThat(letters.getFirst().messageId()).startsWith(told.path("id").asString());
    }

    @Test
    void withoutAnAddressTheMessageFailsVisibly() {
        var order = canceledOrder(null);
        tellAll(order);
        worker(new Fake(letter -> {
                    throw new AssertionError("handed to nobody");
                }))
                .drain();
        var told = told(order);
        assertThat(told.path("status").asString()).isEqualTo("failed");
        assertThat(told.path("error").asString()).isEqualTo("no_address");
        assertThat(queued(order)).hasSize(1);
        var again = operator().post("/v1/messages/" + told.path("id").asString() + "/resend", "");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("no_address");
    }

    @Test
    void aFactThatCannotBePutIntoWordsHoldsNobodyElseUp() {
        var order = canceledOrder("ada@example.org");
        var fact = log.timeline(order.id(), 0, 100).stream()
                .filter(entry -> entry.kind().equals("cancellation.canceled"))
                .findFirst()
                .orElseThrow();
        var body = (ObjectNode) fact.body().deepCopy();
        body.remove("items");
        tell(new Entry(1, order, fact.seq(), fact.kind(), fact.at(), "", "", "", body));
        assertThat(told(order).path("status").asString()).isEqualTo("failed");
        assertThat(told(order).path("error").asString()).isEqualTo("not_written");
        assertThat(queued(order)).hasSize(1);

        // Once it can be said (here: the fact in the log was whole all along), a resend says it.
        operator().post("/v1/messages/" + told(order).path("id").asString() + "/resend", "");
        var letters = new ArrayList<Messenger.Letter>();
        worker(new Fake(letters::add)).drain();
        assertThat(letters).hasSize(1);
        assertThat(letters.getFirst().subject()).isEqualTo("Canceled: order " + order.number());
    }

    @Test
    void twoWorkersHandEachMessageOnce() throws Exception {
        for (int i = 0; i < 20; i++) {
            tellAll(canceledOrder("ada@example.org"));
        }
        var handed = new ConcurrentHashMap<String, Integer>();
        var go = new CountDownLatch(1);
        var done = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                var worker = worker(new Fake(letter -> handed.merge(letter.messageId(), 1, Integer::sum)));
                done.add(threads.submit(() -> {
                    go.await();
                    worker.drain();
                    return null;
                }));
            }
            go.countDown();
            for (var future : done) {
                future.get();
            }
        }
        assertThat(handed)
                .hasSize(20)
                .allSatisfy((id, times) -> assertThat(times).isOne());
    }

    @Test
    void aRenewedLeaseIsNotTakenOverAndATakenOverOneCannotRecordAFailure() {
        tellAll(canceledOrder("ada@example.org"));
        var now = clock.instant();
        var slow = store.claim(now, now.plusSeconds(30)).orElseThrow();
        assertThat(store.renew(slow, now.plusSeconds(60))).isTrue();
        assertThat(store.claim(now.plusSeconds(45), now.plusSeconds(75))).isEmpty();

        var heir = store.claim(now.plusSeconds(60), now.plusSeconds(90)).orElseThrow();
        assertThat(heir.id()).isEqualTo(slow.id());
        assertThat(store.renew(slow, now.plusSeconds(120))).isFalse();
        assertThat(store.failed(slow, null, "too late to say")).isFalse();
        store.sent(heir, now.plusSeconds(61));
        assertThat(store.failed(heir, null, "sent already")).isFalse();
    }

    @Test
    void messagesAreTheShopsBusinessOnly() {
        var order = canceledOrder("ada@example.org");
        tellAll(order);
        var id = told(order).path("id").asString();
        var made = operator().post("/v1/keys", "{\"seller\":\"neighbor-of-tell\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        var neighbor = Http.at(port).as(made.json().path("key").asString());
        assertThat(neighbor.get("/v1/orders/" + order.number() + "/messages").status())
                .isEqualTo(404);
        assertThat(neighbor.post("/v1/messages/" + id + "/resend", "").status()).isEqualTo(404);
        assertThat(Http.at(port)
                        .get("/v1/orders/" + order.number() + "/messages")
                        .status())
                .isEqualTo(401);
        assertThat(operator().post("/v1/messages/msg_0/resend", "").status()).isEqualTo(404);
        assertThatThrownBy(() -> messages.resend(id)).hasMessageContaining("transaction");
    }

    private static final class Fake implements Messenger {

        private interface Hand {
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

    private OpenMailbox mailbox() {
        return new OpenMailbox(Database.fresh(), clock);
    }

    private MessageWorker worker(Messenger messenger) {
        return new MessageWorker(store, messages, List.of(messenger), transactions, clock);
    }

    private Http operator() {
        return Http.at(port).as(AppTest.OPERATOR_KEY);
    }

    private OrderRef canceledOrder(@Nullable String email) {
        var number = "T" + NUMBERS.incrementAndGet();
        put(number, email);
        var answer = operator()
                .post("/v1/orders/" + number + "/cancellations?seller=" + seller, "{\"reason\":\"changed_mind\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return orders.ref(new SellerId(seller), number).orElseThrow();
    }

    private void put(String number, @Nullable String email) {
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

    private void tellAll(OrderRef order) {
        log.timeline(order.id(), 0, 100).forEach(this::tell);
    }

    private void tell(Entry entry) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> messages.tell(entry));
    }

    /// The only message of the order, as staff read it.
    private JsonNode told(OrderRef order) {
        var answer = operator().get("/v1/orders/" + order.number() + "/messages?seller=" + seller);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        var told = answer.json().path("messages");
        assertThat(told.size()).isOne();
        return told.get(0);
    }

    private List<CaseQueue.Item> queued(OrderRef order) {
        return queue.of(order.id().value()).stream()
                .filter(item -> item.kind().equals("message_failed"))
                .toList();
    }
}
