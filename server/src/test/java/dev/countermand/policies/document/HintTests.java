package dev.countermand.policies.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.policies.document.PolicyDocument.Reading;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people write instead of what is meant, and what they are told.
class HintTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UK   | GB
            uk   | GB
            EL   | GR
            de   | DE
            DEU  | DE
            GBR  | GB
            """)
    void countriesByOtherLetters(String written, String meant) {
        assertThat(fault("  exceptions: [{name: A, when: {country: " + written + "}, open: never}]"))
                .contains("Did you mean `" + meant + "`?");
    }

    @ParameterizedTest
    @CsvSource({"20", "2.5"})
    void aFeeWithoutASign(String written) {
        assertThat(fault("  fee: " + written)).contains("write `" + written + "%`", "`" + written + " EUR`");
    }

    private static String fault(String line) {
        var reading =
                PolicyDocument.read("policy: 1\ncancel:\n" + line + "\n", PolicyDocument.builtIn(Duration.ofHours(24)));
        return ((Reading.Faulty) reading).faults().getFirst().message();
    }
}
