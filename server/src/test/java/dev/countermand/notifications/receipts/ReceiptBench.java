package dev.countermand.notifications.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import dev.countermand.accounts.OrderLinks;
import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Snapshots;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/// A shop of its own for each test, whose facts get their receipts when the test says so.
abstract class ReceiptBench {

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    MutableClock clock;

    @Autowired
    Receipts receipts;

    @Autowired
    ReceiptKeys keys;

    @Autowired
    CaseLog log;

    @Autowired
    Orders orders;

    @Autowired
    OrderLinks links;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    String seller = "";

    @BeforeEach
    void open() {
        seller = "proof" + NUMBERS.incrementAndGet();
    }

    Http operator() {
        return Http.at(port).as(AppTest.OPERATOR_KEY);
    }

    OrderRef order(Consumer<ObjectNode> change) {
        var number = "P" + NUMBERS.incrementAndGet();
        var snapshot = Snapshots.example();
        snapshot.put("seller", seller);
        snapshot.put("number", number);
        ((ObjectNode) snapshot.get("customer")).put("locale", "en-GB");
        change.accept(snapshot);
        var answer = operator().put("/v1/orders/" + number, snapshot.toString());
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return orders.ref(new SellerId(seller), number).orElseThrow();
    }

    OrderRef order() {
        return order(snapshot -> {});
    }

    Http.Reply post(OrderRef order, String what, String body) {
        return operator().post("/v1/orders/" + order.number() + "/" + what + "?seller=" + seller, body);
    }

    Http.Reply cancel(OrderRef order) {
        return post(order, "cancellations", "{\"reason\":\"changed_mind\"}");
    }

    /// What the follower does with the facts of an order.
    void follow(OrderRef order) {
        inTransaction(() -> log.timeline(order.id(), 0, 1000).forEach(receipts::issue));
    }

    /// The receipts of the order, with their contents, oldest first.
    List<Receipt> receipts(OrderRef order) {
        follow(order);
        return receipts.of(order).reversed().stream()
                .map(listed -> receipts.find(listed.id()).orElseThrow())
                .toList();
    }

    /// Other tests move the clock that all share, perhaps into another year.
    String number(int count) {
        return Receipt.number(clock.instant().atOffset(ZoneOffset.UTC).getYear(), count);
    }

    /// A canceled order's only receipt.
    Receipt receipt() {
        var order = order();
        assertThat(cancel(order).status()).isEqualTo(201);
        return receipts(order).getFirst();
    }

    void inTransaction(Runnable work) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> work.run());
    }

    /// A browser in which the link to the order was opened.
    Http shopper(OrderRef order) {
        var link = links.open(order);
        var opened = Http.at(port).get(link.getRawPath() + "?" + link.getRawQuery());
        return Http.at(port).with("Cookie", "cm_orders=" + opened.cookie("cm_orders"));
    }

    HttpResponse<byte[]> bytes(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    byte[] pdf(Receipt receipt) {
        var answer = bytes("/v1/receipts/" + receipt.id() + ".pdf", "Authorization", "Bearer " + AppTest.OPERATOR_KEY);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
