package dev.countermand.connectors.sandbox.town;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countermand.connectors.sandbox.town.Companies.Received;
import dev.countermand.connectors.sandbox.town.Dice.Fault;
import dev.countermand.kernel.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Where the three companies take calls: an HTTP server of their own on the loopback interface, which
/// can lose an answer as networks do.
@Component
@InDemo
public class Town implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Town.class);
    private static final int BODY_BYTES_MAX = 256 * 1024;
    /// Before the web server, so that whoever sees the server up finds the companies up.
    private static final int PHASE = 0;

    private final Warehouse warehouse;
    private final Carrier carrier;
    private final Provider provider;
    private final TownStore store;
    private final Clock clock;
    private final int wantedPort;
    private @Nullable HttpServer server;
    private @Nullable ExecutorService threads;

    Town(
            Warehouse warehouse,
            Carrier carrier,
            Provider provider,
            TownStore store,
            Clock clock,
            @Value("${countermand.sandbox.port:0}") int wantedPort) {
        this.warehouse = warehouse;
        this.carrier = carrier;
        this.provider = provider;
        this.store = store;
        this.clock = clock;
        this.wantedPort = wantedPort;
    }

    /// An address of a company, such as `/warehouse/calls/fp_…`. Fails with `IllegalStateException`
    /// while the town is closed.
    public synchronized URI at(String path) {
        if (server == null) {
            throw new IllegalStateException("the sandbox is closed");
        }
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Override
    public synchronized void start() {
        try {
            var opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wantedPort), 64);
            threads = Executors.newVirtualThreadPerTaskExecutor();
            opened.setExecutor(threads);
            opened.createContext("/", this::handle);
            opened.start();
            server = opened;
            LOG.info("sandbox (demo): warehouse, carrier and payments on {}", at("/"));
        } catch (IOException failure) {
            throw new UncheckedIOException("the sandbox cannot listen on port " + wantedPort, failure);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
        var segments = Arrays.stream(exchange.getRequestURI().getPath().split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
        if (segments.isEmpty() || !Companies.ALL.contains(segments.getFirst()) || body.length > BODY_BYTES_MAX) {
            send(exchange, Reply.error(404, "not_found", "Nobody is here."));
            return;
        }
        var call = new Call(
                exchange.getRequestMethod(),
                segments.subList(1, segments.size()),
                exchange.getRequestHeaders()::getFirst,
                new String(body, StandardCharsets.UTF_8));
        var company = segments.getFirst();
        var reply = answer(company, call);
        var fault = reply.fault().name().toLowerCase(Locale.ROOT);
        noted(new Received(
                company,
                clock.instant(),
                call.method(),
                exchange.getRequestURI().getPath(),
                call.message(),
                call.body(),
                reply.status(),
                fault));
        send(exchange, reply);
    }

    // Only the page shows it: the answer does not wait for a database that is out of breath.
    private void noted(Received received) {
        try {
            store.received(received);
        } catch (RuntimeException failure) {
            LOG.warn("a call of the sandbox's {} was not noted", received.company(), failure);
        }
    }

    private Reply answer(String company, Call call) {
        try {
            return switch (company) {
                case Companies.WAREHOUSE -> warehouse.take(call);
                case Companies.CARRIER -> carrier.take(call);
                default -> provider.take(call);
            };
        } catch (Problem notUnderstood) {
            return Reply.error(400, notUnderstood.code(), notUnderstood.detail());
        } catch (RuntimeException failure) {
            LOG.error("the sandbox's {} failed", company, failure);
            return Reply.error(500, "internal", "Something went wrong at the " + company + ".");
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        if (reply.fault() == Fault.CUT) {
            exchange.close();
            return;
        }
        boolean lost = reply.fault() == Fault.ERROR;
        byte[] bytes = (lost ? "{\"error\": \"internal\"}" : reply.json()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(lost ? 500 : reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
        if (threads != null) {
            threads.shutdownNow();
            threads = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return server != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
