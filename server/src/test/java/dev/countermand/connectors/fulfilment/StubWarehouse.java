package dev.countermand.connectors.fulfilment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/// A seller's warehouse on a real socket, which does what a test tells it.
public final class StubWarehouse implements AutoCloseable {

    /// A call as it came in; header names in lower case.
    public record Got(String method, String path, Map<String, String> headers, String body) {

        public String id() {
            return headers.getOrDefault("webhook-id", "");
        }
    }

    /// What it does with a call: answers, or cuts the connection.
    public interface Habit {
        void take(HttpExchange exchange, Got got) throws IOException;
    }

    public final List<Got> got = Collections.synchronizedList(new ArrayList<>());
    public volatile Habit habit = (exchange, got) -> answer(exchange, 202, "{}");

    private final HttpServer server;

    public StubWarehouse() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var headers = new TreeMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var call = new Got(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
        got.add(call);
        habit.take(exchange, call);
        exchange.close();
    }

    public static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
