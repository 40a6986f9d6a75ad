package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The list of complaints leads to every test that bears the number of one, and to no other.
class ComplaintListTests {

    private static final int COMPLAINTS = 17;
    private static final Path TESTS = Path.of("src/test/java/dev/countermand");
    private static final Path LIST = Path.of("../docs/faults-of-other-shops.md");
    private static final Pattern TEST = Pattern.compile("(?:void|Stream<DynamicTest>) complaint(\\d+)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\|.*\\|([^|]+)\\|$");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    @Test
    void everyComplaintHasItsTestsAndTheListNamesThem() throws IOException {
        var listed = new TreeMap<Integer, Set<String>>();
        ROW.matcher(Files.readString(LIST))
                .results()
                .forEach(row -> NAME.matcher(row.group(2))
                        .results()
                        .forEach(name -> add(listed, Integer.parseInt(row.group(1)), name.group(1))));
        assertThat(listed).hasSize(COMPLAINTS).isEqualTo(written());
    }

    private static Map<Integer, Set<String>> written() throws IOException {
        var written = new TreeMap<Integer, Set<String>>();
        try (var files = Files.walk(TESTS)) {
            for (var file :
                    files.filter(each -> each.toString().endsWith("Tests.java")).toList()) {
                var name = file.getFileName().toString().replace(".java", "");
                TEST.matcher(Files.readString(file))
                        .results()
                        .forEach(test -> add(written, Integer.parseInt(test.group(1)), name));
            }
        }
        return written;
    }

    private static void add(Map<Integer, Set<String>> to, int number, String test) {
        to.computeIfAbsent(number, none -> new TreeSet<>()).add(test);
    }
}
