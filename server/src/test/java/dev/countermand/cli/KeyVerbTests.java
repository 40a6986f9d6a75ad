package dev.countermand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class KeyVerbTests {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    private final AtomicReference<String> heard = new AtomicReference<>("");
    private HttpServer stub;

    @BeforeEach
    void listen() throws Exception {
        stub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stub.createContext("/v1/keys", exchange -> {
            heard.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = "{\"key\": \"made\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(201, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        stub.start();
    }

    @AfterEach
    void stop() {
        stub.stop(0);
    }

    private JsonNode asked(String... words) throws Exception {
        var url = "http://127.0.0.1:" + stub.getAddress().getPort();
        new KeyVerb(Map.of("COUNTERMAND_BASE_URL", url, "COUNTERMAND_API_KEY", "sesame"), NOON).run(List.of(words));
        return Server.JSON.readTree(heard.get());
    }

    @Test
    void withoutMoreTheKeyDoesAllOfItsRoleForEver() throws Exception {
        var asked = asked("--seller", "kors");
        assertThat(asked.path("role").asString()).isEqualTo("seller");
        assertThat(asked.has("rights")).isFalse();
        assertThat(asked.has("expiresAt")).isFalse();
    }

    @Test
    void aScopeIsAListOfRights() throws Exception {
        var asked = asked("--seller", "kors", "--scope", "see_orders, cancel", "--name", "Chat bot");
        assertThat(asked.path("rights").toString()).isEqualTo("[\"see_orders\",\"cancel\"]");
        assertThat(asked.path("name").asString()).isEqualTo("Chat bot");
    }

    @ParameterizedTest
    @CsvSource({
        "2027-03-31, 2027-04-01T00:00:00Z",
        "2026-11-22, 2026-11-23T00:00:00Z",
        "2027-03-31T18:00:00Z, 2027-03-31T18:00:00Z",
        "P90D, 2027-02-20T12:00:00Z",
        "P1Y, 2027-11-22T12:00:00Z",
        "PT36H, 2026-11-24T00:00:00Z"
    })
    void anEndIsADayAMomentOrALength(String typed, String end) throws Exception {
        assertThat(asked("--seller", "kors", "--ends=" + typed)
                        .path("expiresAt")
                        .asString())
                .isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--scope=see_all | There is no right \"see_all\". --scope takes see_orders, see_money,",
                "--scope= | There is no right \"\".",
                "--scope=cancel,,ship | There is no right \"\".",
                "--ends=tomorrow | \"tomorrow\" is no time. --ends takes a day (2027-03-31)",
                "--ends=2027-02-30 | \"2027-02-30\" is no time.",
                "--ends=2026-11-21 | \"2026-11-21\" is over already",
                "--ends=P0D | \"P0D\" is over already",
                "--ends=P99999999999D | is no time.",
                "--role=king | There is no role \"king\".",
                "--until=P1D | \"--until=P1D\" is not understood."
            })
    void whatIsNotUnderstoodIsSaidAndNothingIsAsked(String word, String said) {
        assertThatThrownBy(() -> asked("--seller", "kors", word))
                .isInstanceOf(Verb.Usage.class)
                .hasMessageContaining(said);
        assertThat(heard.get()).isEmpty();
    }

    @Test
    void theHelpNamesEveryRight() {
        assertThat(new KeyVerb().help()).contains("see_orders", "report_money", "operate", "P90D");
    }
}
