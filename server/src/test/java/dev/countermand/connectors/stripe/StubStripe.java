package dev.countermand.connectors.stripe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countermand.connectors.stripe.StubBooks.No;
import dev.countermand.outgoing.OutgoingCalls;
import dev.countermand.payments.spi.PaymentGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Stripe as its documentation describes it, on a socket of this machine: keys, idempotency for a day with
/// comparison of parameters and replay of errors, lists by page, and on request the troubles of a network.
public final class StubStripe implements AutoCloseable {

    public static final String KEY = "rk_test_stubStripe1234";

    /// What goes wrong with the next POST.
    public enum Quirk {
        /// Done, and the answer is lost.
        LOST,
        /// Cut before anything was done.
        CUT,
        /// Done, and answered by a 500 that is kept under the key.
        FAULT_AFTER,
        /// Not done, and a 500 is kept under the key.
        FAULT_BEFORE,
        /// Too many requests: turned away before the memory of keys.
        RATE_LIMIT,
        /// Another request with this key is under way.
        IN_USE,
        /// The object is locked by another request.
        LOCK_TIMEOUT
    }

    /// A request as it came in.
    public record Got(String method, String path, Map<String, String> headers, String body) {}

    private record Kept(String request, int status, String body, Instant at) {}

    private static final Duration KEYS_LIVE = Duration.ofHours(24);
    private static final JsonMapper JSON = new JsonMapper();

    public final List<Got> got = Collections.synchronizedList(new ArrayList<>());
    public final ConcurrentLinkedDeque<Quirk> quirks = new ConcurrentLinkedDeque<>();

    /// Asked for each POST when no quirk waits; null means none.
    public volatile Supplier<Quirk> luck = () -> null;

    /// Paths that this key may not use.
    public volatile String forbidden = "";

    public final StubBooks books;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final Clock clock;
    private final HttpServer server;

    public StubStripe(Clock clock) {
        this.clock = clock;
        this.books = new StubBooks(clock);
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// A gateway that speaks to this stand-in.
    public PaymentGateway gateway(OutgoingCalls calls, StripeAccounts accounts) {
        var client = new StripeClient(calls, url());
        return new StripeGateway(
                accounts,
                client,
                new StripeReader(client),
                new StripeLists(accounts, client),
                new StripeNotices(accounts, clock));
    }

    /// What Stripe sends with an event.
    public String signature(byte[] body, String secret) {
        return StripeSignature.header(clock.instant(), body, List.of(secret));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var headers = new LinkedHashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var call = new Got(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
        got.add(call);
        try (exchange) {
            if (call.method().equals("POST")) {
                post(exchange, call);
            } else {
                answer(exchange, tried(() -> get(call)));
            }
        }
    }

    private void post(HttpExchange exchange, Got call) throws IOException {
        var waiting = quirks.poll();
        var quirk = waiting == null ? luck.get() : waiting;
        if (quirk == Quirk.CUT) {
            return;
        }
        if (quirk == Quirk.RATE_LIMIT) {
            answer(exchange, error(new No(429, "invalid_request_error", "rate_limit", "Too many requests.")));
            return;
        }
        if (quirk == Quirk.IN_USE) {
            var words = "There is currently another in-progress request using this Idempotent Key.";
            answer(exchange, error(new No(409, "idempotency_error", "idempotency_key_in_use", words)));
            return;
        }
        if (quirk == Quirk.LOCK_TIMEOUT) {
            var words = "This object cannot be accessed right now because another API request is accessing it.";
            answer(exchange, error(new No(429, "invalid_request_error", "lock_timeout", words)));
            return;
        }
        var reply = once(call, quirk);
        if (quirk != Quirk.LOST) {
            answer(exchange, reply);
        }
    }

    private synchronized Kept once(Got call, Quirk quirk) {
        var key = Objects.requireNonNull(call.headers().get("idempotency-key"), "a POST without a key");
        var request = call.path() + '?' + call.body();
        var before = kept.get(key);
        if (before != null && before.at().plus(KEYS_LIVE).isAfter(clock.instant())) {
            return before.request().equals(request)
                    ? before
                    : error(new No(
                            400,
                            "idempotency_error",
                            "",
                            "Keys for idempotent requests can only be used with the same parameters they were first"
                                    + " used with."));
        }
        var fault = error(new No(500, "api_error", "", "An unknown error occurred."));
        var done = quirk == Quirk.FAULT_BEFORE ? fault : tried(() -> change(call));
        var told = quirk == Quirk.FAULT_AFTER ? fault : done;
        var now = new Kept(request, told.status(), told.body(), clock.instant());
        if (told.status() != 401 && told.status() != 403) {
            kept.put(key, now);
        }
        return now;
    }

    private ObjectNode change(Got call) {
        check(call);
        var form = StubForm.read(call.body());
        var path = call.path();
        var id = path.replaceAll("/v1/payment_intents/([^/]+)/.*", "$1");
        if (path.equals("/v1/refunds")) {
            var payment = form.containsKey("payment_intent") ? form.get("payment_intent") : form.get("charge");
            return books.refund(payment, Long.parseLong(form.get("amount")), form.get("metadata[countermand_effect]"));
        }
        if (path.endsWith("/cancel")) {
            return books.cancel(id, form.getOrDefault("cancellation_reason", "requested_by_customer"));
        }
        if (path.endsWith("/capture")) {
            return books.capture(id, Long.parseLong(form.get("amount_to_capture")));
        }
        throw No.missing("path", path);
    }

    private ObjectNode get(Got call) {
        check(call);
        int mark = call.path().indexOf('?');
        var path = mark < 0 ? call.path() : call.path().substring(0, mark);
        var query = StubForm.read(mark < 0 ? "" : call.path().substring(mark + 1));
        synchronized (books) {
            return switch (path) {
                case "/v1/refunds" -> list(books.refunds.values(), query);
                case "/v1/disputes" -> list(books.disputes.values(), query);
                case "/v1/payment_intents" -> list(books.intents.values(), query);
                case "/v1/charges" -> list(books.charges.values(), query);
                default -> one(path, query);
            };
        }
    }

    private ObjectNode one(String path, Map<String, String> query) {
        var id = path.substring(path.lastIndexOf('/') + 1);
        if (path.startsWith("/v1/charges/")) {
            var charge = books.charges.get(id);
            if (charge == null) {
                throw No.missing("charge", id);
            }
            return charge.deepCopy();
        }
        var intent = books.intent(id).deepCopy();
        if (query.containsKey("expand[]") && intent.path("latest_charge").isString()) {
            intent.set(
                    "latest_charge",
                    books.charges.get(intent.path("latest_charge").asString()).deepCopy());
        }
        return intent;
    }

    private static ObjectNode list(Collection<ObjectNode> all, Map<String, String> query) {
        long since = Long.parseLong(query.getOrDefault("created[gte]", "0"));
        var found = new ArrayList<>(all.stream()
                .filter(object -> List.of("payment_intent", "charge").stream()
                        .allMatch(name -> !query.containsKey(name)
                                || object.path(name).asString("").equals(query.get(name))))
                .filter(object -> object.path("created").asLong() >= since)
                .toList());
        Collections.reverse(found);
        int from = 0;
        for (int i = 0; i < found.size(); i++) {
            from = found.get(i).path("id").asString().equals(query.get("starting_after")) ? i + 1 : from;
        }
        int to = Math.min(found.size(), from + Integer.parseInt(query.getOrDefault("limit", "10")));
        var list = JSON.createObjectNode().put("object", "list").put("has_more", to < found.size());
        found.subList(from, to).forEach(list.putArray("data")::add);
        return list;
    }

    private void check(Got call) {
        if (!("Bearer " + KEY).equals(call.headers().get("authorization"))) {
            throw new No(401, "invalid_request_error", "", "Invalid API Key provided: rk_test_****");
        }
        if (!forbidden.isEmpty() && call.path().startsWith(forbidden)) {
            throw new No(403, "invalid_request_error", "", "The provided key does not have the required permissions.");
        }
    }

    private Kept tried(Supplier<ObjectNode> work) {
        try {
            return new Kept("", 200, work.get().toString(), clock.instant());
        } catch (No no) {
            return error(no);
        }
    }

    private Kept error(No no) {
        var error = JSON.createObjectNode();
        var told = error.putObject("error").put("type", no.type).put("message", no.getMessage());
        if (!no.code.isEmpty()) {
            told.put("code", no.code);
        }
        return new Kept("", no.status, error.toString(), clock.instant());
    }

    private static void answer(HttpExchange exchange, Kept reply) throws IOException {
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
