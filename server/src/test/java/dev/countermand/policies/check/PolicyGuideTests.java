package dev.countermand.policies.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.countermand.policies.Expressions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What `docs/policies.md` shows can be published, and its vocabulary is that of the expressions.
class PolicyGuideTests {

    private static final Path PAGE = Path.of("../docs/policies.md");
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `((?:order|customer|line)\\.[a-z]+)` \\| ([a-z ]+) \\|");
    private static final Pattern EXPRESSION = Pattern.compile("(?m)^\\| `([^`]+)` \\| .* \\|$");

    @Test
    void everyExampleCanBePublishedAsItStands() throws Exception {
        var examples = YAML.matcher(Files.readString(PAGE))
                .results()
                .map(hit -> hit.group(1))
                .toList();
        assertThat(examples)
                .hasSizeGreaterThan(4)
                .allSatisfy(example -> assertThat(TermsCheckTests.findings(example))
                        .filteredOn(finding -> finding.level() == Finding.Level.WARNING)
                        .isEmpty());
    }

    @Test
    void theVocabularyIsThatOfTheExpressions() throws Exception {
        var told = new LinkedHashMap<String, String>();
        ROW.matcher(Files.readString(PAGE))
                .results()
                .forEach(hit -> told.put(hit.group(1), hit.group(2).strip()));
        Map<String, String> known = new LinkedHashMap<>();
        Expressions.VOCABULARY.forEach((name, type) -> known.put(name, word(type)));
        assertThat(told).isEqualTo(known);
    }

    @Test
    void theExpressionsOfThePageAreExpressions() throws Exception {
        var page = Files.readString(PAGE);
        var table = page.substring(page.indexOf("| expression |"));
        var expressions = new ArrayList<String>(List.of());
        EXPRESSION
                .matcher(table.substring(0, table.indexOf("\n\n")))
                .results()
                .forEach(hit -> expressions.add(hit.group(1).replace("\\|", "|")));
        assertThat(expressions).hasSizeGreaterThan(4).allSatisfy(Expressions::of);
    }

    private static String word(CelType type) {
        return switch (type.kind()) {
            case STRING -> "string";
            case INT -> "int";
            case TIMESTAMP -> "timestamp";
            case MAP -> "map";
            case LIST -> "list of " + word(((ListType) type).elemType());
            default -> type.name();
        };
    }
}
