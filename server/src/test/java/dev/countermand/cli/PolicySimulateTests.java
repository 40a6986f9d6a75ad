package dev.countermand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.countermand.AppTest;
import dev.countermand.promises.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

@AppTest
class PolicySimulateTests {

    private static boolean lived;

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext house;

    @TempDir
    Path folder;

    @BeforeEach
    void live() {
        if (!lived) {
            lived = true;
            var world = new World(house, port, "simulated");
            world.order("S1", 2);
            world.cancel("S1", "1:1", 201);
        }
    }

    private Said simulate(String document, String... more) throws IOException {
        var file = Files.writeString(folder.resolve("shop.yaml"), document);
        var words = new ArrayList<>(List.of("simulate", file.toString(), "--seller", "simulated"));
        words.addAll(List.of(more));
        return new Said(port, words);
    }

    @Test
    void saysWhoWouldHaveGotAnotherAnswerAndEndsWithOne() throws IOException {
        var said = simulate("policy: 1\ncancel:\n  open: person\n");
        assertThat(said.exitCode).isEqualTo(1);
        assertThat(said.text)
                .contains("order S1, request, ")
                .containsPattern("before: at once, 1 unit, \\d+\\.00 EUR back \\[default-1]")
                .containsPattern("after:  person, 1 unit \\(stage_needs_person\\), \\d+\\.00 EUR back \\[draft]")
                .containsPattern("a person decides +0 +1");
        assertThat(said.failure)
                .contains("1 of 1 answers would have been different (0 better for the customer, 1 worse)");
    }

    @Test
    void endsWithZeroWhenNothingWouldBeOtherwise() throws IOException {
        assertThat(simulate("policy: 1\n").exitCode).isZero();
        var json = simulate("policy: 1\n", "--json", "--asking", "moments");
        assertThat(json.exitCode).isZero();
        assertThat(json.text).contains("{\"type\":\"summary\"");
    }

    @Test
    void endsWithTwoWhenItCannotBeDone() throws IOException {
        assertThat(simulate("policy: 2\n").exitCode).isEqualTo(2);
        simulate("policy: 1\n");
        assertThat(simulate("policy: 1\n", "--from", "soon").exitCode).isEqualTo(2);
        assertThat(new Said(port, List.of("simulate", "none.yaml", "--seller", "simulated")).exitCode)
                .isEqualTo(2);
        // Other tests share the server: a name that none of them makes a seller of.
        var unheardOf = "unheard-of-by-the-simulation";
        assertThat(new Said(port, List.of("simulate", "--seller", unheardOf)).exitCode)
                .isEqualTo(2);
        var file = folder.resolve("shop.yaml").toString();
        var nobody = new Said(port, List.of("simulate", file, "--seller", unheardOf));
        assertThat(nobody.exitCode).isEqualTo(2);
        assertThat(nobody.failure).contains("Is there a seller '" + unheardOf + "'");
    }

    /// What the verb prints, and what it ends with.
    private static final class Said {

        final String text;
        final String failure;
        final int exitCode;

        Said(int port, List<String> words) {
            var verb = new PolicyVerb(Map.of(
                    "COUNTERMAND_BASE_URL", "http://localhost:" + port, "COUNTERMAND_API_KEY", AppTest.OPERATOR_KEY));
            var out = new ByteArrayOutputStream();
            var before = System.out;
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            try {
                var failed = catchThrowableOfType(Verb.Failure.class, () -> verb.run(words));
                failure = failed == null ? "" : String.valueOf(failed.getMessage());
                exitCode = failed == null ? 0 : failed.exitCode();
            } finally {
                System.setOut(before);
            }
            text = out.toString(StandardCharsets.UTF_8);
        }
    }
}
