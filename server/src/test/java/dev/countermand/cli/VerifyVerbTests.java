package dev.countermand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.promises.VerifyHouse;
import dev.countermand.promises.World;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@AppTest
@VerifyHouse
class VerifyVerbTests {

    private static boolean lived;

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext house;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void live() {
        var world = new World(house, port, "verb");
        if (!lived) {
            lived = true;
            world.order("V1", 2);
            world.cancel("V1", "1:1", 201);
            world.order("V2", 1);
        }
        world.settle();
    }

    @Test
    void saysThatEveryPromiseWasKeptAndGivesTheNewestCheckpoint() {
        var said = new Said("--since", "2020-01-01T00:00:00Z");
        assertThat(said.exitCode).isZero();
        assertThat(said.text)
                .contains("every promise was kept")
                .containsPattern("Newest checkpoint.*: \\d+:[0-9a-f]{64}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--since=2020-01-01T00:00:00Z", "--seller=verb --order=V1"})
    void namesTheOrderWhereItIsNotSo(String words) {
        jdbc.sql("""
                        update notifications.message set text = replace(text, '10.00', '11.00')
                         where seller = 'verb' and order_number = 'V1'
                        """).update();
        try {
            var said = new Said(words.isEmpty() ? new String[0] : words.split(" ", -1));
            assertThat(said.exitCode).isEqualTo(1);
            assertThat(said.text).contains("P7  order V1 of verb", "found: ", "expected: ", "what to do: ");
            assertThat(said.failure).contains("1 finding in ");
        } finally {
            jdbc.sql("""
                            update notifications.message set text = replace(text, '11.00', '10.00')
                             where seller = 'verb' and order_number = 'V1'
                            """).update();
        }
    }

    @Test
    void printsTheServersLinesForPrograms() {
        var said = new Said("--seller", "verb", "--order", "V2", "--json");
        assertThat(said.exitCode).isZero();
        var last = Server.JSON.readTree(said.text.lines().toList().getLast());
        assertThat(last.path("type").asString()).isEqualTo("summary");
        assertThat(last.path("orders").asInt()).isEqualTo(1);
    }

    @Test
    void comparesACheckpointThatWasKeptElsewhere() {
        var hit = Pattern.compile("checkpoint.*: (\\d+):([0-9a-f]{64})").matcher(new Said().text);
        assertThat(hit.find()).isTrue();
        assertThat(new Said("--checkpoint", hit.group(1) + ":" + hit.group(2)).exitCode)
                .isZero();
        var other = new Said("--checkpoint", hit.group(1) + ":" + "0".repeat(64));
        assertThat(other.exitCode).isEqualTo(1);
        assertThat(other.text).contains("kept_checkpoint");
        assertThat(new Said("--checkpoint", "999:" + "0".repeat(64)).text).contains("no checkpoint 999");
    }

    @Test
    void endsWithTwoWhenItCannotBeDone() {
        assertThat(new Said(Map.of("COUNTERMAND_BASE_URL", "http://localhost:1", "COUNTERMAND_API_KEY", "x")).exitCode)
                .isEqualTo(2);
        assertThat(new Said("--order", "V1").exitCode).as("whose?").isEqualTo(2);
        assertThat(new Said("--since", "yesterday").exitCode).isEqualTo(2);
        assertThat(new Said("--checkpoint", "one").exitCode).isEqualTo(2);
        assertThat(new Said("--seller", "verb", "--order", "nowhere").exitCode).isEqualTo(2);
    }

    @Test
    void isTheOperatorsAlone() {
        var operator = Http.at(port).as(AppTest.OPERATOR_KEY);
        var key = operator.post("/v1/keys", "{\"seller\": \"verb\", \"role\": \"seller\"}")
                .json()
                .path("key")
                .asString();
        assertThat(Http.at(port).as(key).send("POST", "/v1/verify", null, null).status())
                .isEqualTo(403);
        assertThat(Http.at(port).as(key).get("/v1/backup").status()).isEqualTo(403);
        assertThat(Http.at(port).send("POST", "/v1/verify", null, null).status())
                .isEqualTo(401);
    }

    /// What the verb said.
    private final class Said {

        final int exitCode;
        final String text;
        final String failure;

        Said(String... words) {
            this(
                    Map.of(
                            "COUNTERMAND_BASE_URL",
                            "http://localhost:" + port,
                            "COUNTERMAND_API_KEY",
                            AppTest.OPERATOR_KEY),
                    words);
        }

        Said(Map<String, String> environment, String... words) {
            var out = System.out;
            var bytes = new ByteArrayOutputStream();
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            Exception failed;
            try {
                failed = catchThrowableOfType(Exception.class, () -> new VerifyVerb(environment).run(List.of(words)));
            } finally {
                System.setOut(out);
            }
            text = bytes.toString(StandardCharsets.UTF_8);
            failure = failed == null ? "" : String.valueOf(failed.getMessage());
            exitCode = failed == null ? 0 : failed instanceof Verb.Failure why ? why.exitCode() : 2;
        }
    }
}
