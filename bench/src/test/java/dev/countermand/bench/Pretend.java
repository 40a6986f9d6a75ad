package dev.countermand.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A small server that keeps the promises of the API, or breaks one of them on purpose: shows that the
/// bench finds what it is there to find. Its "kill" loses the answers in flight.
final class Pretend implements Target, AutoCloseable {

    /// What it does wrong.
    enum Fault {
        NONE,
        /// Decides a claim on what it read before it has the lock.
        CLAIMS_WITHOUT_LOCK,
        /// Runs a repeated command again.
        FORGETS_KEYS,
        /// Says yes a moment before it writes, so that a kill loses it.
        ANSWERS_BEFORE_COMMIT,
        TELLS_VERDICT_TWICE,
        SKIPS_IN_FEED,
        MAILS_TWICE,
        FORGETS_A_MAIL,
        ROUNDS_MONEY,
        ANSWERS_TRY_AGAIN
    }

    private record Kept(String request, Reply reply) {}

    private final Fault fault;
    private final HttpServer http;
    private final Path folder;
    private final Map<String, PretendOrder> orders = new TreeMap<>();
    private final Map<String, PretendOrder> byThing = new TreeMap<>();
    private final Map<String, Kept> answers = new TreeMap<>();
    private final List<ObjectNode> feed = new ArrayList<>();
    private final List<ObjectNode> mails = new ArrayList<>();
    private final PretendCommands commands = new PretendCommands(this);
    private volatile boolean dead;
    private volatile CountDownLatch missed = new CountDownLatch(0);
    private int commits;

    Pretend(Fault fault) {
        this.fault = fault;
        try {
            folder = Files.createTempDirectory("countermand-pretend-");
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::handle);
        http.start();
    }

    Fault fault() {
        return fault;
    }

    @Override
    public Api api() {
        return new Api(URI.create("http://127.0.0.1:" + http.getAddress().getPort()), "key");
    }

    @Override
    public Path diaries() {
        return folder.resolve("diaries");
    }

    @Override
    public void kill(CrashRounds.Kind kind) {
        missed = new CountDownLatch(1);
        dead = true;
    }

    // Comes back once somebody has missed it, or nobody is left who could.
    @Override
    public void recover() throws InterruptedException {
        missed.await(1, TimeUnit.SECONDS);
        dead = false;
    }

    @Override
    public String tail() {
        return "";
    }

    @Override
    public String threads() {
        return "";
    }

    private void handle(HttpExchange exchange) throws IOException {
        var request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var path = exchange.getRequestURI().getRawPath();
        var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (dead) {
            missed.countDown();
            exchange.close();
            return;
        }
        var call = exchange.getRequestMethod() + " " + path;
        var before = fault == Fault.CLAIMS_WITHOUT_LOCK && path.endsWith("/shipments") ? hasty(path) : null;
        Reply reply;
        synchronized (this) {
            var kept = key == null || fault == Fault.FORGETS_KEYS ? null : answers.get(path + key);
            if (kept != null && !kept.request.equals(request)) {
                throw new IllegalStateException("key reused: " + path + key);
            }
            boolean loses = fault == Fault.ANSWERS_BEFORE_COMMIT && ++commits % 7 == 0 && call.startsWith("POST");
            reply = kept != null ? kept.reply : answer(call, exchange, request, before, loses);
            if (key != null && kept == null && !loses) {
                answers.put(path + key, new Kept(request, reply));
            }
        }
        if (dead) {
            missed.countDown();
            exchange.close();
            return;
        }
        send(exchange, reply);
    }

    // What a packer believes who looks before he has the lock.
    private @Nullable Model hasty(String path) {
        PretendOrder order;
        synchronized (this) {
            order = orders.get(number(path));
        }
        var model = order == null ? null : commands.model(order);
        java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        return model;
    }

    private Reply answer(String call, HttpExchange exchange, String body, @Nullable Model hasty, boolean loses) {
        var query = String.valueOf(exchange.getRequestURI().getRawQuery());
        if (call.startsWith("GET")) {
            return read(exchange.getRequestURI().getRawPath(), query);
        }
        if (loses) {
            return commands.pretendOnly(call, Json.read(body));
        }
        return commands.run(call, Json.read(body), hasty);
    }

    private Reply read(String path, String query) {
        if (path.startsWith("/v1/events")) {
            int after = Integer.parseInt(query.replaceAll(".*after=(\\d+).*", "$1"));
            var page = Json.object().put("more", false).put("next", feed.size());
            var events = page.putArray("events");
            feed.stream().filter(f -> f.path("cursor").asInt() > after).forEach(events::add);
            return ok(page);
        }
        if (path.startsWith("/mailbox.json")) {
            var page = Json.object();
            var list = page.putArray("mails");
            mails.stream()
                    .filter(m -> query.endsWith("order=" + m.path("order").asString()))
                    .forEach(list::add);
            return ok(page);
        }
        if (path.startsWith("/v1/orders/")) {
            var order = order(number(path));
            if (!path.endsWith("/timeline")) {
                return ok(order.json());
            }
            var page = Json.object().put("more", false);
            order.facts.forEach(page.putArray("events")::add);
            return ok(page);
        }
        return thing(path);
    }

    private Reply thing(String path) {
        var id = path.split("/", -1)[3];
        if (path.startsWith("/v1/cancellations/")) {
            return ok(thingOf(id).cancellations.getOrDefault(id, Json.object()));
        }
        var parts = id.split("\\.", 2);
        var state = Json.object().put("publicId", id);
        var effects = state.putArray("effects");
        order(parts[1]).effects.getOrDefault(parts[0], List.of()).forEach(effects::add);
        return ok(state);
    }

    PretendOrder order(String number) {
        var order = orders.get(number);
        if (order == null) {
            throw new IllegalStateException("no order " + number);
        }
        return order;
    }

    @Nullable
    PretendOrder known(String number) {
        return orders.get(number);
    }

    PretendOrder thingOf(String id) {
        return java.util.Objects.requireNonNull(byThing.get(id), id);
    }

    void know(String id, PretendOrder order) {
        byThing.put(id, order);
        orders.put(order.number, order);
    }

    int things() {
        return byThing.size();
    }

    /// Puts a fact into the feed, and its mail into the mailbox.
    void publish(ObjectNode fact) {
        boolean skip = fault == Fault.SKIPS_IN_FEED && feed.size() % 50 == 20;
        feed.add(fact.put("cursor", feed.size() + (skip ? 2 : 1)));
        var kind = fact.path("kind").asString();
        if (Fact.of(fact).isMailed() && !(fault == Fault.FORGETS_A_MAIL && mails.size() % 20 == 7)) {
            mail(fact, kind, "");
            if (fault == Fault.MAILS_TWICE && mails.size() % 20 == 7) {
                mail(fact, kind, "again");
            }
        }
    }

    private void mail(JsonNode fact, String kind, String suffix) {
        var order = fact.path("order").asString();
        mails.add(Json.object()
                .put("order", order)
                .put("kind", kind)
                .put("messageId", order + "." + fact.path("seq").asLong() + suffix));
    }

    static String number(String path) {
        return URLDecoder.decode(path.split("/", -1)[3], StandardCharsets.UTF_8);
    }

    static Reply ok(JsonNode json) {
        return new Reply(200, "application/json", "", Json.text(json));
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        http.stop(0);
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(f -> f.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
