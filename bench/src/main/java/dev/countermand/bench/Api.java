package dev.countermand.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// The server as a client sees it: an address and a key. Safe for many clients at once; each request in
/// flight has its own connection.
final class Api implements AutoCloseable {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private final List<URI> bases;
    private final AtomicInteger turn = new AtomicInteger();
    private final String apiKey;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    Api(URI base, String apiKey) {
        this(List.of(base), apiKey);
    }

    /// Several processes of one server, each in its turn, as behind a load balancer that knows nothing.
    Api(List<URI> bases, String apiKey) {
        this.bases = List.copyOf(bases);
        this.apiKey = apiKey;
    }

    /// Sends and waits for the whole answer. An `IOException` means that nobody knows whether the server
    /// did it.
    Reply send(Call call) throws IOException, InterruptedException {
        var body = call.body();
        var request = HttpRequest.newBuilder(bases.get(Math.floorMod(turn.getAndIncrement(), bases.size()))
                        .resolve(call.path()))
                .timeout(ANSWER_TIMEOUT)
                .header("Authorization", "Bearer " + apiKey)
                .header("Accept", "application/json, application/x-ndjson;q=0.9")
                .method(
                        call.method(),
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        var key = call.key();
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        var answer = http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Reply(
                answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse(""),
                answer.headers().firstValue("Location").orElse(""),
                answer.body());
    }

    /// Sends to a server that is expected to be well; anything else ends the run.
    Reply must(Call call) throws InterruptedException {
        try {
            return send(call);
        } catch (IOException e) {
            throw new IllegalStateException(call.method() + " " + call.path() + " got no answer", e);
        }
    }

    /// Reads something that must be there.
    Reply get(String path) throws InterruptedException {
        var reply = must(Call.get("read", "", path));
        if (reply.status() != 200) {
            throw new IllegalStateException("GET " + path + " answered " + reply.status() + " " + reply.body());
        }
        return reply;
    }

    /// Gives up whatever is in flight. The server may already be gone.
    @Override
    public void close() {
        http.shutdownNow();
    }
}
