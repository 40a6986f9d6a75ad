package dev.countermand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerbsTests {

    @ParameterizedTest
    @CsvSource({
        "help,             0",
        "--help,           0",
        "run --help,       0",
        "key --help,       0",
        "nonsense,         2",
        "run nonsense,     2",
        "key,              2",
        "key --seller,     2",
        "key --sellr kors, 2",
        "key --seller kors --role king, 2",
    })
    void answerWithAnExitCode(String words, int exitCode) {
        assertThat(Verbs.run(words.split(" ", -1))).isEqualTo(exitCode);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\",                   true",
                "run,                    true",
                "run --server.port=9000, true",
                "run --help,             false",
                "run 9000,               false",
                "key,                    false",
            })
    void startTheServerOnlyWhenAskedPlainly(String words, boolean starts) {
        String[] split = words.isEmpty() ? new String[0] : words.split(" ", -1);
        assertThat(Verbs.startServer(split)).isEqualTo(starts);
    }

    @Test
    void readOptionsInBothSpellings() throws Exception {
        assertThat(Options.read(List.of("--seller", "kors", "--role=warehouse"), Set.of("--seller", "--role")))
                .containsEntry("--seller", "kors")
                .containsEntry("--role", "warehouse")
                .hasSize(2);
    }

    @Test
    void refuseAnOptionThatIsGivenTwice() {
        assertThatThrownBy(() -> Options.read(List.of("--seller", "a", "--seller", "b"), Set.of("--seller")))
                .isInstanceOf(Verb.Usage.class)
                .hasMessageContaining("twice");
    }
}
