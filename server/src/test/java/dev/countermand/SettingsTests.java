package dev.countermand;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SettingsTests {

    @Test
    void areAllInTheTableOfTheDocsAndNoOthers() throws Exception {
        String table = Files.readString(Path.of("../docs/operating/settings.md"));
        var rows = Pattern.compile("(?m)^\\| `(COUNTERMAND_[A-Z_]+)`")
                .matcher(table)
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(rows).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(Settings.ENVIRONMENT);
    }

    @Test
    void thatTheProgramReadsAreAllKnown() throws Exception {
        String yaml = Files.readString(Path.of("src/main/resources/application.yaml"));
        var read = Pattern.compile("\\$\\{(COUNTERMAND_[A-Z_]+)")
                .matcher(yaml)
                .results()
                .map((MatchResult hit) -> hit.group(1))
                .collect(Collectors.toSet());
        assertThat(read).isNotEmpty().isSubsetOf(Settings.ENVIRONMENT);
    }
}
