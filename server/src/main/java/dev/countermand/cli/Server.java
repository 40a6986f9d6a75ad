package dev.countermand.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The running server, as a verb of the command line sees it: asked by HTTP with the operator's key,
/// like by anybody else.
final class Server implements AutoCloseable {

    /// Reads and writes what a verb sends and gets.
    static final JsonMapper JSON = new JsonMapper();

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration STREAM_BEGINS = Duration.ofMinutes(30);

    private final String url;
    private final String key;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    private Server(String url, String key) {
        this.url = url;
        this.key = key;
    }

    /// The server that the environment and the home folder point to. Fails when none runs there or its
    /// key is unknown.
    static Server running() throws Verb.Failure {
        return in(System.getenv());
    }

    static Server in(Map<String, String> environment) throws Verb.Failure {
        String home = environment.getOrDefault("COUNTERMAND_HOME", "");
        Path folder = home.isBlank() ? Path.of(System.getProperty("user.home"), ".countermand") : Path.of(home);
        String url = given(
                environment,
                "COUNTERMAND_BASE_URL",
                folder.resolve("server.url"),
                "No Countermand runs here: there is no " + folder.resolve("server.url")
                        + ". Start one with ./countermand run, or name another with COUNTERMAND_BASE_URL.");
        String key = given(
                environment,
                "COUNTERMAND_API_KEY",
                folder.resolve("operator.key"),
                "The operator's key is not in " + folder.resolve("operator.key")
                        + ". Give it in COUNTERMAND_API_KEY; it was printed at the server's first start.");
        return new Server(url.replaceAll("/+$", ""), key);
    }

    /// Sends a request to a path such as `/v1/keys` and answers what comes back with a 2xx. Fails with the
    /// server's own words otherwise.
    ///
    /// @param timeout how long the answer may take to begin
    JsonNode send(String method, String path, String contentType, HttpRequest.BodyPublisher body, Duration timeout)
            throws Verb.Failure {
        var request = HttpRequest.newBuilder(uri(path))
                .method(method, body)
                .timeout(timeout)
                .header("Authorization", "Bearer " + key)
                .header("Accept", "application/json")
                .header("Content-Type", contentType)
                .build();
        try {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return read(answer.statusCode(), answer.body());
        } catch (ConnectException nobody) {
            throw new Verb.Failure("No Countermand answers at " + url + ". Start one with ./countermand run.");
        } catch (IOException failure) {
            throw new Verb.Failure("The connection to " + url + " broke: " + failure.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Verb.Failure("Interrupted");
        }
    }

    /// What takes a part of an answer.
    interface Taker<T> {

        void take(T part) throws IOException;
    }

    /// Sends a request and takes the answer line by line, as it comes.
    void lines(String method, String path, Taker<String> each) throws Verb.Failure {
        lines(method, path, HttpRequest.BodyPublishers.noBody(), each);
    }

    /// The same with a body.
    void lines(String method, String path, HttpRequest.BodyPublisher body, Taker<String> each) throws Verb.Failure {
        stream(method, path, body, bytes -> {
            try (var reader = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    each.take(line);
                }
            }
        });
    }

    /// Sends a request and takes the answer as it comes, however long it is. Fails as `send` does.
    void stream(String method, String path, Taker<InputStream> body) throws Verb.Failure {
        stream(method, path, HttpRequest.BodyPublishers.noBody(), body);
    }

    private void stream(String method, String path, HttpRequest.BodyPublisher sent, Taker<InputStream> body)
            throws Verb.Failure {
        var request = HttpRequest.newBuilder(uri(path))
                .method(method, sent)
                .timeout(STREAM_BEGINS)
                .header("Authorization", "Bearer " + key)
                .build();
        try {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (var bytes = answer.body()) {
                if (answer.statusCode() / 100 != 2) {
                    read(answer.statusCode(), new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
                }
                body.take(bytes);
            }
        } catch (ConnectException nobody) {
            throw new Verb.Failure("No Countermand answers at " + url + ". Start one with ./countermand run.");
        } catch (IOException failure) {
            throw new Verb.Failure("The connection to " + url + " broke: " + failure.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Verb.Failure("Interrupted");
        }
    }

    /// Posts a small JSON document.
    JsonNode post(String path, Object body) throws Verb.Failure {
        return send(
                "POST",
                path,
                "application/json",
                HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)),
                Duration.ofSeconds(30));
    }

    /// Reads what is at this path.
    JsonNode get(String path) throws Verb.Failure {
        return send("GET", path, "application/json", HttpRequest.BodyPublishers.noBody(), Duration.ofSeconds(30));
    }

    /// Where it is, for messages.
    String url() {
        return url;
    }

    private URI uri(String path) throws Verb.Failure {
        try {
            return URI.create(url + path);
        } catch (IllegalArgumentException malformed) {
            throw new Verb.Failure(
                    "\"" + url + "\" is not the address of a server; it looks like http://localhost:8080");
        }
    }

    private JsonNode read(int status, String body) throws Verb.Failure {
        if (status == 401) {
            throw new Verb.Failure(
                    url + " does not accept this key. COUNTERMAND_API_KEY or operator.key must be the operator's.");
        }
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JacksonException notJson) {
            throw new Verb.Failure(url + " answered " + status + " without JSON. Is it a Countermand?");
        }
        if (status / 100 != 2) {
            throw new Verb.Failure(explain(status, json));
        }
        return json;
    }

    private static String explain(int status, JsonNode problem) {
        String detail = problem.path("detail").asString(problem.path("title").asString(""));
        var text = new StringBuilder("The server refused with " + status + ": " + detail);
        for (JsonNode error : problem.path("errors")) {
            text.append("\n  ")
                    .append(error.path("pointer").asString(""))
                    .append(": ")
                    .append(error.path("message").asString(""));
        }
        return text.toString();
    }

    private static String given(Map<String, String> environment, String name, Path file, String missing)
            throws Verb.Failure {
        String value = environment.getOrDefault(name, "");
        if (!value.isBlank()) {
            return value.strip();
        }
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
        } catch (IOException failure) {
            throw new Verb.Failure(file + " cannot be read: " + failure.getMessage());
        }
        throw new Verb.Failure(missing);
    }

    @Override
    public void close() {
        client.close();
    }
}
