package dev.countermand.policies.document;

import static dev.countermand.policies.document.PolicyDocumentTests.faults;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Documents with a fault, by mistake or by malice.
class FaultyDocumentTests {

    static Stream<Path> planted() {
        return Documents.in("faults").stream();
    }

    @ParameterizedTest
    @MethodSource("planted")
    void aPlantedFaultIsFoundAtItsPlace(Path file) {
        var document = Documents.read(file);
        assertThat(faults(document))
                .extracting(fault -> fault.place() + " " + fault.code())
                .containsExactlyElementsOf(Documents.expected(document))
                .isNotEmpty();
        assertThat(faults(document))
                .allSatisfy(fault -> assertThat(fault.message()).matches("(?s)[A-Z'`0-9].*[.?]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing",
                "\u0000",
                "policy: 1\u0007",
                "policy: .nan",
                "policy: 1e999",
                "policy: 99999999999999999999999999999999999999999999999999",
                "just text",
                "- policy: 1",
                "policy: 1\n---\npolicy: 1",
                "? [a, b]\n: 1\npolicy: 1",
                "policy: 1\n<<: {a: 1}",
                "policy: !!java.lang.Runtime 1",
                "policy: !!int 1",
                "%TAG ! tag:x,2000:\n---\n!a policy: 1",
                "policy: 1\ncancel: [1",
                "policy: 1\ncancel: 'x",
                "policy: 1\ncancel:\n\twindow: 1 day",
                "policy: 1\nholidays: [2026-02-30]",
                "policy: 1\nholidays: [+999999999-12-31]",
                "policy: 1\ncancel: {answerWithin: PT99999999999999H}",
                "policy: 1\ncancel: {answerWithin: -5 hours}",
                "policy: 1\ncancel: {window: 999999999 years}",
                "policy: 1\ncancel: {fee: 1e9 EUR}",
                "policy: 1\ncancel: {fee: NaN%}",
                "policy: 1\ncancel: {fee: 999999999999 EUR}",
                "policy: 1\ncancel: {exceptions: [{name: \"a\\u0001\", when: 'true'}]}",
                "policy: 1\ncancel: {exceptions: [{name: \"a\\u202Eb\", when: 'true'}]}"
            })
    void whatCannotBeReadIsAFaultAndNeverAnException(String yaml) {
        assertThat(faults(yaml)).isNotEmpty();
    }

    @Test
    void hostileDocumentsAreRefusedQuickly() {
        assertThat(codes("policy: 1\nholidays: " + "[".repeat(100_000))).containsExactly("too_deep");
        assertThat(codes("{a: ".repeat(50_000))).containsExactly("too_deep");
        assertThat(codes("- ".repeat(100_000))).containsExactly("too_deep");
        assertThat(codes("policy: 1\n" + "#".repeat(300_000))).containsExactly("too_large");
        assertThat(codes("policy: 1\nholidays: [" + "2026-01-01, ".repeat(20_000) + "]"))
                .containsExactly("too_many");
        assertThat(codes("policy: 1\nholidays: [" + "x, ".repeat(400) + "]"))
                .hasSize(Walk.FAULTS_MAX)
                .containsOnly("invalid_day");
        assertThat(codes("policy: 1\n" + "unknown: 1\n".repeat(20_000))).hasSize(Walk.FAULTS_MAX);
        assertThat(codes("policy: 1\n" + "x".repeat(200_000) + ": 1")).isNotEmpty();
        assertThat(codes("policy: 1\nzone: " + "x".repeat(200_000))).containsExactly("unknown_zone");
    }

    @Test
    void whateverStandsThereIsReadOrFaultyAndEveryFaultIsInTheDocument() {
        var random = new Random(3);
        int faulty = 0;
        for (var file : Documents.in("sound")) {
            var document = Documents.read(file);
            for (int i = 0; i < 100; i++) {
                var changed = changed(document, random);
                if (PolicyDocument.read(changed, PolicyDocumentTests.BUILT_IN)
                        instanceof PolicyDocument.Reading.Faulty found) {
                    faulty++;
                    long lines = changed.chars().filter(c -> c == '\n').count() + 1;
                    assertThat(found.faults()).isNotEmpty().allSatisfy(fault -> {
                        assertThat(fault.place().line()).as(changed).isBetween(1, (int) lines);
                        assertThat(fault.place().column()).as(changed).isBetween(1, changed.length() + 1);
                    });
                }
            }
        }
        assertThat(faulty).isGreaterThan(500);
    }

    private static String changed(String document, Random random) {
        var text = new StringBuilder(document);
        var strange = "{}[]:,&*!|>'\"%@`#-?\t\n 0Zz\u0000\u00E9\u202E~<=";
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.setCharAt(at, strange.charAt(random.nextInt(strange.length())));
                default -> text.insert(at, strange.charAt(random.nextInt(strange.length())));
            }
        }
        return text.toString();
    }

    @Test
    void aBillionLaughsAreNoneAtAll() {
        var laughs = new StringBuilder("policy: 1\na: &a [lol, lol]\n");
        for (char c = 'b'; c < 'k'; c++) {
            laughs.append("%c: &%c [*%c, *%c, *%c]%n".formatted(c, c, c - 1, c - 1, c - 1));
        }
        assertThat(codes(laughs.toString())).contains("anchor", "alias").doesNotContain("unknown_key");
    }

    @Test
    void longAndDeepExpressionsAreRefused() {
        assertThat(expression("1 == 1 || ".repeat(200) + "true")).containsExactly("invalid_expression");
        assertThat(expression("(".repeat(400) + "true" + ")".repeat(400))).containsExactly("invalid_expression");
        assertThat(expression("[".repeat(400))).containsExactly("invalid_expression");
    }

    private static List<String> expression(String source) {
        return codes("policy: 1\ncancel:\n  exceptions:\n    - name: a\n      when: \"" + source + "\"\n");
    }

    private static List<String> codes(String yaml) {
        return faults(yaml).stream().map(Fault::code).toList();
    }
}
