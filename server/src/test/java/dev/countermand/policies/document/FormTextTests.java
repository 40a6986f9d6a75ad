package dev.countermand.policies.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.policies.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Single terms changed in the text of a document, which otherwise stays as it was written.
class FormTextTests {

    private static final Map<FormField.Sort, List<String>> VALUES = Map.of(
            FormField.Sort.TEXT, List.of("3 hours", "14 days", "none", "PT90M"),
            FormField.Sort.TEXTS, List.of("10%", "2.50 EUR", "2.50 EUR, 300 JPY"),
            FormField.Sort.KINDS, List.of("digital", "service, final_sale"));

    private static String with(String text, FormField field, String value) {
        return FormText.of(text)
                .flatMap(form -> form.with(Map.of(field, value)))
                .orElseThrow();
    }

    @Test
    void aTermIsChangedWhereItStandsAndCommentsStay() {
        var text = """
                # Our shop.
                policy: 1
                cancel: # below
                  # Half an hour is enough.
                  window: 30 minutes   # from the order on
                  person: [personalized,
                           service]
                return:
                  delivered: allowed
                """;
        assertThat(with(text, FormField.WINDOW, "2 hours")).isEqualTo(text.replace("30 minutes", "2 hours"));
        assertThat(with(text, FormField.PERSON, "gift_card"))
                .isEqualTo(text.replace("[personalized,\n           service]", "gift_card"));
        assertThat(with(text, FormField.OPEN, "never"))
                .isEqualTo(text.replace("cancel: # below\n", "cancel: # below\n  open: never\n"));
        assertThat(with(text, FormField.FEE, "10%")).isEqualTo(text.replace("service]\n", "service]\n  fee: 10%\n"));
        assertThat(with(text, FormField.WINDOW, ""))
                .isEqualTo(text.replace("  window: 30 minutes   # from the order on\n", ""));
        assertThat(with(text, FormField.RETURN_DELIVERED, ""))
                .as("a part in which nothing is left")
                .isEqualTo(text.replace("return:\n  delivered: allowed\n", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "policy: 1|policy: 1\\ncancel:\\n  window: 2 hours\\n",
                "policy: 1\\ncancel: {open: never}|policy: 1\\ncancel: {open: never, window: 2 hours}",
                "{policy: 1}|{policy: 1, cancel: {window: 2 hours}}",
                "policy: 1\\ncancel:\\n    open: never|policy: 1\\ncancel:\\n    open: never\\n    window: 2 hours",
                "policy: 1\\r\\ncancel:\\r\\n  window: 1 day\\r\\n|policy: 1\\r\\ncancel:\\r\\n  window: 2 hours\\r\\n",
                "policy: 1\\ncancel:\\n  window: soon # 💡|policy: 1\\ncancel:\\n  window: 2 hours # 💡",
                "policy: 1\\ncancel:\\n# none yet|policy: 1\\ncancel:\\n  window: 2 hours\\n# none yet"
            })
    void itIsWrittenInTheWayOfTheDocument(String before, String after) {
        assertThat(with(before.translateEscapes(), FormField.WINDOW, "2 hours")).isEqualTo(after.translateEscapes());
    }

    @Test
    void whatIsEnteredNeverBecomesAnythingElse() {
        for (var entered : List.of("x: y", "2 hours # now", "\"", "a\\b", "- x", "*a", "!t", "{a}", "é", "no\tpe")) {
            var text = with("policy: 1\n# end\n", FormField.WINDOW, entered);
            assertThat(FormText.of(text).orElseThrow().get(FormField.WINDOW))
                    .as(text)
                    .isEqualTo(entered);
            assertThat(text).startsWith("policy: 1\n# end\ncancel:\n");
        }
        assertThat(FormText.of("policy: [")).isEmpty();
        assertThat(FormText.of("- 1")).isEmpty();
    }

    @Test
    void everyTermOfRandomDocumentsCanBeChangedAloneAndTakenBack() {
        int changed = 0;
        for (int seed = 0; seed < 150; seed++) {
            var text = PolicyDocument.write(new RandomTerms(seed).terms()) + "# the end\n";
            var random = new Random(seed);
            for (var field : FormField.values()) {
                var choices = VALUES.getOrDefault(field.sort(), field.choices());
                var value = choices.get(random.nextInt(choices.size()));
                var form = FormText.of(text).orElseThrow();
                var after = FormText.of(form.with(Map.of(field, value)).orElseThrow())
                        .orElseThrow();
                assertThat(after.get(field)).isEqualTo(value);
                var back = after.with(Map.of(field, form.get(field)))
                        .orElseThrow(() -> new AssertionError(field + " back in\n" + after.with(Map.of())));
                assertThat(FormText.of(back).orElseThrow().all()).isEqualTo(form.all());
                sameOtherwise(text, after.with(Map.of()).orElseThrow(), field);
                changed++;
            }
        }
        assertThat(changed).isPositive();
    }

    /// What the reader makes of both differs in nothing but the field's own mapping.
    private static void sameOtherwise(String before, String after, FormField field) {
        assertThat(after).contains("# the end");
        var one = lines(before);
        var other = lines(after);
        one.removeAll(lines(after));
        other.removeAll(lines(before));
        assertThat(one)
                .as(field + " of\n" + before)
                .allMatch(line -> line.contains(field.key() + ":")
                        || line.startsWith(field.part() + ":")
                        || line.strip().startsWith("- "));
        assertThat(other)
                .as(field + " in\n" + after)
                .allMatch(line -> line.contains(field.key() + ":") || line.startsWith(field.part() + ":"));
    }

    private static List<String> lines(String text) {
        return new ArrayList<>(text.lines().toList());
    }

    @Test
    void theTermsOfTemplatesAreReadAsTheyStand() {
        var text = Templates.text("marketplace");
        var form = FormText.of(text).orElseThrow();
        assertThat(form.get(FormField.PERSON)).isEqualTo("personalized, service");
        assertThat(form.get(FormField.RETURN_WINDOW)).isEqualTo("30 days");
        assertThat(form.with(form.all())).contains(text);
        var changed = with(text, FormField.SILENCE, "successful");
        var terms = ((PolicyDocument.Reading.Sound)
                        PolicyDocument.read(changed, PolicyDocument.builtIn(PolicyDocument.ANSWER_WITHIN)))
                .terms();
        assertThat(terms.cancellation().silence()).isEqualTo(Terms.Silence.SUCCESSFUL);
    }
}
