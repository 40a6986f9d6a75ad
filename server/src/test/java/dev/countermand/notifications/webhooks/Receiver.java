package dev.countermand.notifications.webhooks;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A shop's system that takes webhooks, over real HTTP.
final class Receiver implements AutoCloseable {

    record Call(String id, String timestamp, String signature, String body) {

        JsonNode json() {
            return new JsonMapper().readTree(body);
        }

        String type() {
            return json().path("type").asString();
        }

        String order() {
            return json().path("data").path("order").asString();
        }

        /// Whether the standard's own library would have signed the same with this secret.
        boolean isSignedWith(String secret) {
            try {
                return List.of(signature.split(" "))
                        .contains(new Webhook(secret).sign(id, Long.parseLong(timestamp), body));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    record Reply(int status, Map<String, String> headers) {}

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Function<Call, Reply> manners = call -> new Reply(204, Map.of());

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            var call = new Call(
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            calls.add(call);
            var reply = manners.apply(call);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), -1);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    List<Call> calls() {
        return calls;
    }

    List<String> types() {
        return calls.stream().map(Call::type).toList();
    }

    Receiver answering(int status) {
        return answering(call -> new Reply(status, Map.of()));
    }

    Receiver answering(Function<Call, Reply> how) {
        manners = how;
        return this;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
