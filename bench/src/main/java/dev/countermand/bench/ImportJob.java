package dev.countermand.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/// A file on its way into a server, as a client sees it.
final class ImportJob {

    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Program program;
    private final String id;

    private ImportJob(Program program, String id) {
        this.program = program;
        this.id = id;
    }

    /// Sends the file. Fails unless the server takes it.
    static ImportJob send(Program program, String format, String seller, byte[] file) throws InterruptedException {
        var request = HttpRequest.newBuilder(
                        program.base().resolve("/v1/orders/import?format=" + format + "&seller=" + seller))
                .header("Authorization", "Bearer " + Program.OPERATOR_KEY)
                .POST(BodyPublishers.ofByteArray(file))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 202) {
                throw new IllegalStateException("not taken: " + answer.statusCode() + " " + answer.body());
            }
            return new ImportJob(program, Json.read(answer.body()).path("id").asString());
        } catch (IOException e) {
            throw new IllegalStateException("the file got no answer at " + request.uri(), e);
        }
    }

    JsonNode now() throws InterruptedException {
        try (var api = program.api()) {
            return api.get("/v1/imports/" + id).json();
        }
    }

    /// Waits until so many rows are done, or the end.
    JsonNode until(int rows) throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < giveUp) {
            var job = now();
            boolean open =
                    Set.of("queued", "running").contains(job.path("status").asString());
            if (!open || job.path("rows").intValue() >= rows) {
                return job;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        throw new IllegalStateException("the import does not end: " + now());
    }

    JsonNode end() throws InterruptedException {
        return until(Integer.MAX_VALUE);
    }
}
