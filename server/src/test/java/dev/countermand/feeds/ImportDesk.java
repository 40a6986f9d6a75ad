package dev.countermand.feeds;

import dev.countermand.AppTest;
import dev.countermand.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Brings files to a running server and waits for what becomes of them.
final class ImportDesk {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final int port;
    private final String seller;
    private final Http api;

    ImportDesk(int port, String seller) {
        this.port = port;
        this.seller = seller;
        this.api = Http.at(port).as(AppTest.OPERATOR_KEY);
    }

    /// Sends a file and waits for its end.
    JsonNode bring(String format, byte[] file) {
        return done(send(format, file));
    }

    JsonNode send(String format, byte[] file) {
        var request = HttpRequest.newBuilder(URI.create(
                        "http://localhost:" + port + "/v1/orders/import?format=" + format + "&seller=" + seller))
                .header("Authorization", "Bearer " + AppTest.OPERATOR_KEY)
                .POST(BodyPublishers.ofByteArray(file))
                .build();
        try {
            return JSON.readTree(CLIENT.send(request, BodyHandlers.ofString()).body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    JsonNode done(JsonNode job) {
        var now = job;
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (Set.of("queued", "running").contains(now.path("status").asString("")) && System.nanoTime() < until) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            now = read(job);
        }
        return now;
    }

    JsonNode read(JsonNode job) {
        return api.get("/v1/imports/" + job.path("id").asString("")).json();
    }

    JsonNode cancel(JsonNode job) {
        return api.post("/v1/imports/" + job.path("id").asString("") + "/cancel", "{}")
                .json();
    }

    /// Row, number, outcome and code of every row, or of those with an outcome.
    List<String> report(JsonNode job, @Nullable String outcome) {
        var rows = new ArrayList<String>();
        int after = 0;
        while (true) {
            var page = api.get("/v1/imports/" + job.path("id").asString("") + "/report?limit=1000&after=" + after
                            + (outcome == null ? "" : "&outcome=" + outcome))
                    .json();
            page.path("rows")
                    .forEach(row -> rows.add((row.path("row").intValue() + " "
                                    + row.path("number").asString("") + " "
                                    + row.path("outcome").asString("") + " "
                                    + row.path("code").asString(""))
                            .strip()));
            if (!page.path("next").isNumber()) {
                return rows;
            }
            after = page.path("next").intValue();
        }
    }

    /// Everything that is not nothing.
    static String counts(JsonNode job) {
        return Stream.of(
                        "rows",
                        "taken",
                        "amended",
                        "identical",
                        "failed",
                        "canceled",
                        "partly",
                        "unmatched",
                        "skipped",
                        "orders",
                        "cancellations")
                .filter(name -> job.path(name).intValue() > 0)
                .map(name -> name + "=" + job.path(name).intValue())
                .collect(Collectors.joining(" "));
    }
}
