package dev.countermand.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The packaged program with its own PostgreSQL and mailbox in a folder of its own, and a shop that talks
/// to its API.
final class Shop implements AutoCloseable {

    static final String KEY = "journey-operator-key-0123456789";

    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration MAIL_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Path home;
    private final Process process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();

    private Shop(Path home, Process process, int port) {
        this.home = home;
        this.process = process;
        this.port = port;
    }

    private static @Nullable Shop running;

    /// The one that all journeys share, as starting one costs seconds; it ends with this JVM.
    static synchronized Shop open() {
        if (running == null) {
            var shop = start();
            Runtime.getRuntime().addShutdownHook(new Thread(shop::stop));
            running = shop;
        }
        return running;
    }

    private static Shop start() {
        try {
            var home = Files.createTempDirectory("countermand-journey");
            int port = freePort();
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var builder = new ProcessBuilder(java, "-jar", unpacked(java, home).toString())
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("server.log").toFile());
            builder.environment()
                    .putAll(Map.of(
                            "COUNTERMAND_HOME",
                            home.resolve("data").toString(),
                            "COUNTERMAND_PORT",
                            String.valueOf(port),
                            "COUNTERMAND_API_KEY",
                            KEY,
                            "COUNTERMAND_DEMO",
                            "true"));
            var shop = new Shop(home, builder.start(), port);
            shop.await("the server", START_TIMEOUT, () -> shop.isReady() ? true : null);
            return shop;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The program as the launcher runs it: from the nested jar, loading classes can pin the few threads
    /// there are.
    private static Path unpacked(String java, Path home) throws IOException {
        var jar = Path.of(System.getProperty("countermand.program"));
        var folder = home.resolve("program");
        var extract = new ProcessBuilder(
                        java, "-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("extract.log").toFile())
                .start();
        try {
            if (extract.waitFor() != 0) {
                throw new IllegalStateException("cannot unpack " + jar);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return folder.resolve(jar.getFileName());
    }

    /// The password of the demo's people.
    String password() {
        try {
            return Files.readString(home.resolve("data").resolve("demo.password"))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url(String path) {
        return "http://localhost:" + port + path;
    }

    /// Sends a command as the operator and gives its answer; fails on any status but those given.
    JsonNode call(String method, String path, String body, int... statuses) {
        var request = HttpRequest.newBuilder(URI.create(url(path)))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            for (int status : statuses) {
                if (status == answer.statusCode()) {
                    return json.readTree(answer.body());
                }
            }
            throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// An order of two totes and one scarf; its customer's address is made of the number.
    String order(String number) {
        return order(number, "totes", email(number), "en-US");
    }

    /// The same of another seller, or for another customer.
    String order(String number, String seller, String email, String locale) {
        call("PUT", "/v1/orders/" + number, """
                {"seller":"%3$s","number":"%1$s","placedAt":"2026-11-20T10:15:00Z","currency":"EUR",
                 "customer":{"id":"c-%1$s","name":"Ada Example","email":"%2$s","locale":"%4$s","country":"DE"},
                 "billingAddress":{"name":"Ada Example","line1":"1 Test Street","city":"Berlin","postalCode":"10115","country":"DE"},
                 "lines":[{"line":"1","sku":"30S4","title":"Jet Set tote","quantity":2,"unitPrice":12950,"attributes":{"color":"black"}},
                          {"line":"2","sku":"SC-1","title":"Silk scarf","quantity":1,"unitPrice":4990}],
                 "shipping":495,
                 "payments":[{"id":"pay1","tender":"card","gateway":"manual","amount":31385,"captured":false}]}
                """.formatted(number, email, seller, locale), 201);
        return number;
    }

    static String email(String number) {
        return number.toLowerCase(java.util.Locale.ROOT) + "@example.org";
    }

    void release(String number) {
        release(number, "totes");
    }

    void release(String number, String seller) {
        call("POST", "/v1/orders/" + number + "/releases?seller=" + seller, "{}", 200);
    }

    /// The newest mail to the order's customer whose subject has these words, as soon as it is there.
    JsonNode mail(String number, String subject) {
        return mailTo(email(number), subject);
    }

    /// The same by the address.
    JsonNode mailTo(String address, String subject) {
        var to = URLEncoder.encode(address, StandardCharsets.UTF_8);
        return await("a mail \"" + subject + "\" to " + address, MAIL_TIMEOUT, () -> {
            for (var mail : call("GET", "/mailbox.json?to=" + to, "", 200).path("mails")) {
                if (mail.path("subject").asString().contains(subject)) {
                    return mail;
                }
            }
            return null;
        });
    }

    private <T> T await(String what, Duration timeout, Supplier<@Nullable T> look) {
        long end = System.nanoTime() + timeout.toNanos();
        while (System.nanoTime() < end) {
            var seen = look.get();
            if (seen != null) {
                return seen;
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("waited in vain for " + what + "; the server says:\n" + log());
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new AssertionError("the server ended:\n" + log());
        }
        try {
            var health = HttpRequest.newBuilder(URI.create(url("/actuator/health/readiness")))
                    .build();
            return http.send(health, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String log() {
        try {
            return Files.readString(home.resolve("server.log"));
        } catch (IOException e) {
            return "nothing: " + e;
        }
    }

    /// Leaves it to the journeys that come after.
    @Override
    public void close() {}

    private void stop() {
        process.destroy();
        try {
            process.waitFor();
            try (var files = Files.walk(home)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
