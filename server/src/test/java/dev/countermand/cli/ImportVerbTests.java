package dev.countermand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.AppTest;
import dev.countermand.orders.Calls;
import dev.countermand.orders.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

@AppTest
class ImportVerbTests {

    @LocalServerPort
    int port;

    @TempDir
    Path folder;

    @Test
    void takesAFileAndWritesTheReport() throws Exception {
        var file = write("orders.jsonl", order("C1") + "\n" + order("C2"));
        var report = folder.resolve("report.jsonl");
        verb().run(List.of(file.toString(), "--seller", "cli", "--report=" + report));
        assertThat(new Calls(port, "cli").order("C2").status()).isEqualTo(200);
        assertThat(Files.readAllLines(report)).hasSize(2).allMatch(line -> line.contains("\"outcome\":\"taken\""));
    }

    @Test
    void failsWhenSomeRowsWereNotTaken() throws Exception {
        var file = write("orders.jsonl", order("C3") + "\n{}");
        assertThatThrownBy(() -> verb().run(List.of("--seller", "cli", file.toString())))
                .isInstanceOf(Verb.Failure.class)
                .hasMessage("1 of 2 rows were not taken.");
        assertThat(new Calls(port, "cli").order("C3").status()).isEqualTo(200);
    }

    @Test
    void saysWhatItDoesNotUnderstand() throws Exception {
        var file = write("orders.jsonl", order("C4"));
        assertThatThrownBy(() -> verb().run(List.of())).isInstanceOf(Verb.Usage.class);
        assertThatThrownBy(() -> verb().run(List.of(file.toString(), "--sellers=x")))
                .isInstanceOf(Verb.Usage.class);
        assertThatThrownBy(() -> verb().run(List.of(file.toString(), "--format", "xml", "--seller", "cli")))
                .isInstanceOf(Verb.Failure.class)
                .hasMessageContaining("jsonl, tau2-retail");
        assertThatThrownBy(() -> verb().run(List.of(folder.resolve("none").toString())))
                .isInstanceOf(Verb.Failure.class);
    }

    private ImportVerb verb() {
        return new ImportVerb(Map.of(
                "COUNTERMAND_BASE_URL", "http://localhost:" + port, "COUNTERMAND_API_KEY", AppTest.OPERATOR_KEY));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String order(String number) {
        return Snapshots.example().put("number", number).toString();
    }
}
