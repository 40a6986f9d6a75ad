package dev.countermand.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The sandbox's payment provider as his own customer sees him: by HTTP, with the key that the demo shows to
/// everybody. He keeps his books by himself; nothing of ours writes in them.
final class SandboxBooks implements AutoCloseable {

    private static final Pattern CODE = Pattern.compile("<code>([^<]+)</code>");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 3;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final URI address;
    private final String key;

    private SandboxBooks(URI address, String key) {
        this.address = address;
        this.key = key;
    }

    /// The provider of this server, found on the page that shows him. He moves when the server starts anew.
    static SandboxBooks of(Program program) throws InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(program.base().resolve("/sandbox"))
                    .timeout(TIMEOUT)
                    .build();
            var page =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            var shown = new ArrayList<String>();
            CODE.matcher(page).results().forEach(hit -> shown.add(hit.group(1)));
            for (int i = 0; i + 1 < shown.size(); i++) {
                if (shown.get(i).startsWith("http://127.0.0.1:")) {
                    return new SandboxBooks(URI.create(shown.get(i)), shown.get(i + 1));
                }
            }
            throw new IllegalStateException("the page of the sandbox shows no address:\n" + page);
        } catch (IOException e) {
            throw new IllegalStateException("the page of the sandbox cannot be read", e);
        }
    }

    /// Makes a charge, as the shop does at checkout. He takes the same charge twice for one.
    void charge(String id, long amount, boolean captured) throws IOException, InterruptedException {
        var body = Json.object()
                .put("id", id)
                .put("seller", RefundOrder.SELLER)
                .put("amount", amount)
                .put("currency", "EUR")
                .put("capture", captured);
        var reply = insist(HttpRequest.newBuilder(address.resolve("payments/charges"))
                .POST(HttpRequest.BodyPublishers.ofString(Json.text(body))));
        if (reply.statusCode() / 100 != 2) {
            throw new IllegalStateException("the provider answered " + reply.statusCode() + " " + reply.body());
        }
    }

    /// What he has of a charge.
    JsonNode charge(String id) throws IOException, InterruptedException {
        return read("payments/charges/" + Call.encode(id))
                .orElseThrow(() -> new IllegalStateException("the provider knows no charge " + id));
    }

    /// What he moved under a key; empty when nothing.
    Optional<JsonNode> movement(String effect) throws IOException, InterruptedException {
        return read("payments/movements/" + Call.encode(effect));
    }

    private Optional<JsonNode> read(String path) throws IOException, InterruptedException {
        var reply = insist(HttpRequest.newBuilder(address.resolve(path)).GET());
        if (reply.statusCode() == 404) {
            return Optional.empty();
        }
        if (reply.statusCode() != 200) {
            throw new IllegalStateException("the provider answered " + reply.statusCode() + " " + reply.body());
        }
        return Optional.of(Json.read(reply.body()));
    }

    // Asked twice he does it once, so a connection that broke is no finding.
    private HttpResponse<String> insist(HttpRequest.Builder request) throws IOException, InterruptedException {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return send(request);
            } catch (IOException broken) {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
        return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(
                request.timeout(TIMEOUT)
                        .setHeader("Authorization", "Bearer " + key)
                        .setHeader("Content-Type", "application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
    }
}
