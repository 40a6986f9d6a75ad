package dev.countermand.connectors.acme;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countermand.AppTest;
import dev.countermand.MutableClock;
import dev.countermand.outgoing.OutgoingCalls;
import dev.countermand.payments.kit.GatewayContract;
import dev.countermand.payments.kit.PretendProvider;
import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.payments.spi.PaymentGateway.Action;
import dev.countermand.payments.spi.PaymentGateway.At;
import dev.countermand.payments.spi.PaymentGateway.Instruction;
import dev.countermand.payments.spi.Standing;
import dev.countermand.site.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/// A connector that follows the manual keeps the contract, over HTTP. Acme's books are a provider in
/// memory; here it gets a door, as a stub of yours would have.
@AppTest
class AcmeContractTests extends GatewayContract {

    @Autowired
    OutgoingCalls calls;

    @Autowired
    MutableClock clock;

    private PretendProvider books;
    private HttpServer door;
    private AcmeGateway gateway;
    private boolean loses;

    @BeforeEach
    void open() throws IOException {
        books = new PretendProvider("acme", clock);
        door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.createContext("/payments/", this::serve);
        door.start();
        gateway = new AcmeGateway(calls, "http://127.0.0.1:" + door.getAddress().getPort());
    }

    @AfterEach
    void close() {
        door.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        var words = exchange.getRequestURI().getPath().split("/");
        var at = new At("kit", "N-1", words[2], null, "EUR");
        boolean isMove = exchange.getRequestMethod().equals("POST");
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (isMove) {
            move(exchange, at, body);
        } else {
            var standing = books.standing(at).orElseThrow();
            answer(exchange, standing.equals(Standing.NONE) ? 404 : 200, view(standing));
        }
    }

    private void move(HttpExchange exchange, At at, String body) throws IOException {
        var said = Json.tree(body);
        var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        var action = Action.of(said.path("kind").asString());
        var result =
                books.send(new Instruction(key, at, action, said.path("amount").asLong()));
        if (loses) {
            loses = false;
            answer(exchange, 502, Map.of());
            return;
        }
        switch (result.outcome()) {
            case DONE -> answer(exchange, 200, known("id", result.reference()));
            case PENDING -> answer(exchange, 202, known("id", result.reference()));
            case FAILED ->
                answer(
                        exchange,
                        402,
                        Map.of("error", Objects.requireNonNull(result.reason()).word()));
            case UNKNOWN -> answer(exchange, 500, Map.of());
        }
    }

    private static Map<String, Object> known(String name, @Nullable Object value) {
        return value == null ? Map.of() : Map.of(name, value);
    }

    private static Map<String, Object> view(Standing standing) {
        var view = new LinkedHashMap<String, Object>();
        view.put("authorized", standing.authorized());
        view.put("captured", standing.captured());
        view.put("released", standing.released());
        view.put("expired", standing.expired());
        view.put(
                "refunds",
                standing.refunds().stream().map(AcmeContractTests::view).toList());
        view.put(
                "disputes",
                standing.disputes().stream().map(AcmeContractTests::view).toList());
        return view;
    }

    private static Map<String, @Nullable Object> view(Standing.Refund refund) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("id", refund.reference());
        view.put("amount", refund.amount());
        view.put("state", refund.state());
        view.put("key", refund.key());
        view.put("at", refund.at());
        return view;
    }

    private static Map<String, Object> view(Standing.Dispute dispute) {
        return Map.of(
                "id", dispute.reference(),
                "amount", dispute.amount(),
                "state", dispute.state(),
                "at", dispute.openedAt());
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        var bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    protected PaymentGateway gateway() {
        return gateway;
    }

    @Override
    protected At payment(long amount, boolean captured) {
        var id = "acme-" + UUID.randomUUID();
        books.hold(id, amount);
        if (captured) {
            books.capture(id, amount);
        }
        return new At("kit", "N-1", id, null, "EUR");
    }

    @Override
    protected void capture(At payment, long amount) {
        books.capture(payment.name(), amount);
    }

    @Override
    protected void refundedByHand(At payment, long amount) {
        books.refundByHand(payment.name(), amount);
    }

    @Override
    protected void expire(At payment) {
        books.expire(payment.name());
    }

    @Override
    protected void dispute(At payment, long amount) {
        books.dispute(payment.name(), "dp_1", amount);
    }

    @Override
    protected void closeDisputes(At payment, boolean won) {
        books.closeDispute(payment.name(), "dp_1", won);
    }

    @Override
    protected void refundComesBack(At payment, String key) {
        books.comeBack(key);
    }

    @Override
    protected void loseNextAnswer() {
        loses = true;
    }
}
