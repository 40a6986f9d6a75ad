package dev.countermand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTests {

    @TempDir
    Path home;

    private final AtomicReference<String> heard = new AtomicReference<>("");
    private HttpServer stub;
    private int status = 201;
    private String answer = "{\"key\":\"made\"}";

    @BeforeEach
    void listen() throws Exception {
        stub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stub.createContext("/", exchange -> {
            heard.set(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        stub.start();
    }

    @AfterEach
    void stop() {
        stub.stop(0);
    }

    @Test
    void isFoundByWhatTheRunningOneLeftInItsHome() throws Exception {
        Files.writeString(home.resolve("server.url"), url() + "\n");
        Files.writeString(home.resolve("operator.key"), "sesame\n");
        try (var server = Server.in(Map.of("COUNTERMAND_HOME", home.toString()))) {
            var made = server.post("/v1/keys", Map.of("seller", "kors"));
            assertThat(made.path("key").asString()).isEqualTo("made");
        }
        assertThat(heard.get()).isEqualTo("POST /v1/keys Bearer sesame {\"seller\":\"kors\"}");
    }

    @Test
    void isNamedByTheEnvironmentFirst() throws Exception {
        Files.writeString(home.resolve("server.url"), "http://127.0.0.1:1\n");
        Files.writeString(home.resolve("operator.key"), "old\n");
        try (var server = Server.in(Map.of(
                "COUNTERMAND_HOME",
                home.toString(),
                "COUNTERMAND_BASE_URL",
                url() + "/",
                "COUNTERMAND_API_KEY",
                "new"))) {
            server.get("/v1/orders");
        }
        assertThat(heard.get()).startsWith("GET /v1/orders Bearer new");
    }

    @Test
    void isMissedInWordsWhenNoneWasStarted() {
        assertThatThrownBy(() -> Server.in(Map.of("COUNTERMAND_HOME", home.toString())))
                .isInstanceOf(Verb.Failure.class)
                .hasMessageContaining("No Countermand runs here")
                .hasMessageContaining("./countermand run");
    }

    @Test
    void isMissedInWordsWhenItWasKilled() throws Exception {
        stub.stop(0);
        try (var server = server()) {
            assertThatThrownBy(() -> server.get("/v1/orders"))
                    .isInstanceOf(Verb.Failure.class)
                    .hasMessageContaining("No Countermand answers at " + url());
        }
    }

    @Test
    void refusesInItsOwnWords() throws Exception {
        status = 422;
        answer = "{\"detail\":\"Not so.\",\"errors\":[{\"pointer\":\"/seller\",\"message\":\"Too long.\"}]}";
        try (var server = server()) {
            assertThatThrownBy(() -> server.get("/v1/orders"))
                    .hasMessageContaining("422: Not so.")
                    .hasMessageContaining("/seller: Too long.");
        }
    }

    @Test
    void refusesAWrongKeyByNamingWhereItCameFrom() throws Exception {
        status = 401;
        try (var server = server()) {
            assertThatThrownBy(() -> server.get("/v1/orders")).hasMessageContaining("COUNTERMAND_API_KEY");
        }
    }

    @Test
    void isNotMistakenForAnotherProgram() throws Exception {
        status = 200;
        answer = "<html>Hello</html>";
        try (var server = server()) {
            assertThatThrownBy(() -> server.get("/v1/orders")).hasMessageContaining("Is it a Countermand?");
        }
    }

    private Server server() throws Verb.Failure {
        return Server.in(Map.of("COUNTERMAND_BASE_URL", url(), "COUNTERMAND_API_KEY", "sesame"));
    }

    private String url() {
        return "http://127.0.0.1:" + stub.getAddress().getPort();
    }
}
