package dev.countermand.cli;

import dev.countermand.notifications.proof.PublicKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the published keys come from: a file, an address, or the server that runs here.
final class KeySource {

    private static final String PATH = "/.well-known/jwks.json";
    private static final int BYTES_MAX = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, String> environment;

    KeySource(Map<String, String> environment) {
        this.environment = environment;
    }

    /// @param where a file or an address; null for the running server
    PublicKeys read(@Nullable String where) throws Verb.Failure {
        String jwks = where == null ? published() : isAddress(where) ? fetch(where) : file(where);
        try {
            return PublicKeys.read(jwks);
        } catch (IllegalArgumentException wrong) {
            throw new Verb.Failure((where == null ? "The answer of the server" : where)
                    + " is no set of published keys: " + wrong.getMessage() + ".");
        }
    }

    /// As the running server publishes them.
    String published() throws Verb.Failure {
        var given = environment.getOrDefault("COUNTERMAND_BASE_URL", "");
        if (!given.isBlank()) {
            return fetch(given.strip().replaceAll("/+$", "") + PATH);
        }
        var home = environment.getOrDefault("COUNTERMAND_HOME", "");
        var folder = home.isBlank() ? Path.of(System.getProperty("user.home"), ".countermand") : Path.of(home);
        var address = folder.resolve("server.url");
        if (!Files.exists(address)) {
            throw new Verb.Failure("No Countermand runs here. Name the published keys: --keys FILE, made by"
                    + " \"./countermand receipt keys --out FILE\", or --keys https://.../.well-known/jwks.json");
        }
        return fetch(file(address.toString()).strip().replaceAll("/+$", "") + PATH);
    }

    private static boolean isAddress(String where) {
        return where.startsWith("http://") || where.startsWith("https://");
    }

    private static String file(String name) throws Verb.Failure {
        try {
            var file = Path.of(name);
            if (Files.size(file) > BYTES_MAX) {
                throw new Verb.Failure(name + " is larger than any set of keys.");
            }
            return Files.readString(file);
        } catch (IOException failure) {
            throw new Verb.Failure(name + " cannot be read: " + failure.getMessage());
        }
    }

    private static String fetch(String address) throws Verb.Failure {
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(PATIENCE)
                    .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new Verb.Failure(address + " answered " + answer.statusCode() + ".");
                }
                return new String(body.readNBytes(BYTES_MAX), StandardCharsets.UTF_8);
            }
        } catch (IllegalArgumentException malformed) {
            throw new Verb.Failure("\"" + address + "\" is no address.");
        } catch (IOException failure) {
            throw new Verb.Failure("The keys could not be fetched from " + address
                    + ". With a file no network is needed: --keys FILE, made by \"./countermand receipt keys\".");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Verb.Failure("Interrupted");
        }
    }
}
