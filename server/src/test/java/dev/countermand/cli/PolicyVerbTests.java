package dev.countermand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.policies.document.Templates;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `policy` as somebody calls it who writes one.
class PolicyVerbTests {

    private static final String SOUND = "policy: 1\ncancel:\n  window: 30 minutes\n";

    @TempDir
    Path folder;

    /// Exit code and all that was said.
    private record Said(int code, String text) {}

    private static Said say(String... words) {
        var out = System.out;
        var bytes = new ByteArrayOutputStream();
        int code;
        String failure = "";
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            new PolicyVerb(Map.of()).run(List.of(words));
            code = 0;
        } catch (Verb.Failure failed) {
            code = failed.exitCode();
            failure = failed.getMessage();
        } catch (Verb.Usage misunderstood) {
            code = 2;
            failure = misunderstood.getMessage();
        } finally {
            System.setOut(out);
        }
        return new Said(code, bytes.toString(StandardCharsets.UTF_8) + failure);
    }

    private String file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void aSoundDocumentIsSummedUp() throws Exception {
        var said = say("check", file("a.yaml", SOUND));
        assertThat(said.code()).as(said.text()).isZero();
        assertThat(said.text())
                .contains("can be published", "cancel: open allowed, released allowed, within 30 minutes");
    }

    @Test
    void everyFaultOfEveryFileIsNamedWithItsPlace() throws Exception {
        var one = file("a.yaml", "policy: 1\ncancel:\n  windw: 1 day\n  open: nope\n");
        var two = file("b.yaml", "cancel: {}\n");
        var said = say("check", one, two);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text())
                .contains(one + ":3:3: There is no `windw` here. Did you mean `window`?")
                .contains(one + ":4:9: 'nope' is not a rule")
                .contains(two + ":1:1: `policy:` is missing; write it.")
                .contains("3 things are wrong.");
    }

    @Test
    void aFindingStandsAtItsExceptionWithAnExample() throws Exception {
        var file = file("a.yaml", SOUND + """
                  exceptions:
                    - {name: Lamps, when: {category: lamps}, open: person}
                    - {name: German lamps, when: {category: lamps, country: DE}, open: never}
                """);
        var said = say("check", file);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text())
                .contains(file + ":6:7: The exception 'German lamps' never decides: where it holds, exception 'Lamps'"
                        + " holds first.")
                .contains("[shadowed, proven]")
                .contains("for example an order of ", "to DE", "category lamps")
                .contains("can be published, but one thing in it is probably wrong: see above.", "1 thing is wrong.");
    }

    @Test
    void twoDocumentsAreCompared() throws Exception {
        var before = file("a.yaml", SOUND);
        var after = file("b.yaml", SOUND + "  never: gift_card\n");
        assertThat(say("diff", before, before).code()).isZero();
        var said = say("diff", before, after);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text())
                .contains("cancel [kind gift_card]", "after:  open never, released never", "1 difference.");
    }

    @Test
    void whatDocumentsSayBesidesIsComparedInTheirWords() throws Exception {
        var before = file("a.yaml", SOUND + "  fee: 10%\n");
        var after = file("b.yaml", SOUND + "  fee: [2.50 EUR, 400 JPY]\n  reasons: too_slow\nrestDays: sunday\n");
        assertThat(say("diff", before, after).text())
                .contains("restDays\n    before: saturday, sunday\n    after:  sunday")
                .contains("30 minutes, 10% withheld (what is usual)", "30 minutes, 2.50 EUR or 400 JPY withheld")
                .contains("reasons\n    before: none named\n    after:  too_slow")
                .contains("3 differences.");
    }

    @Test
    void templatesAreListedAndPrinted() throws Exception {
        assertThat(say("template").text()).contains(Templates.NAMES);
        var printed = say("template", "small-shop");
        assertThat(printed.text()).startsWith("# yaml-language-server: $schema=");
        assertThat(say("check", file("s.yaml", printed.text())).code()).isZero();
        assertThat(say("template", "smal-shop").text()).contains("Did you mean `small-shop`?");
    }

    @Test
    void whatIsNotUnderstoodIsSaid() throws Exception {
        assertThat(say().code()).isEqualTo(2);
        assertThat(say("check").code()).isEqualTo(2);
        assertThat(say("burn").code()).isEqualTo(2);
        assertThat(say("diff", "one").code()).isEqualTo(2);
        assertThat(say("check", folder.resolve("none.yaml").toString()).text()).contains("cannot be read");
        Files.write(folder.resolve("l.yaml"), new byte[] {'a', (byte) 0xE9, 'b'});
        assertThat(say("check", folder.resolve("l.yaml").toString()).text()).contains("UTF-8");
    }
}
