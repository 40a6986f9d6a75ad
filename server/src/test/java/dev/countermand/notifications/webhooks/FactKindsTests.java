package dev.countermand.notifications.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FactKindsTests {

    /// Kinds as the reference has them, which is made from the code; some end in the name of a member:
    /// `payment.<type>`.
    private static List<String> recorded() throws IOException {
        var kind = Pattern.compile("`([a-z_]+\\.[a-z_<>]+)`");
        return Files.readAllLines(Path.of("../docs/reference/facts.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> kind.matcher(line.split("\\|")[1]).results().map(hit -> hit.group(1)))
                .toList();
    }

    @Test
    void canAllBeChosen() throws IOException {
        var open = recorded().stream().filter(kind -> kind.contains("<")).toList();
        var exact = recorded().stream().filter(kind -> !kind.contains("<")).toList();
        assertThat(exact).hasSizeGreaterThan(15);
        assertThat(FactKinds.ALL).containsAll(exact).doesNotHaveDuplicates();
        assertThat(open)
                .allSatisfy(kind -> assertThat(FactKinds.ALL)
                        .filteredOn(each -> each.startsWith(kind.replaceFirst("<.*", "")))
                        .hasSizeGreaterThan(2));
    }

    @Test
    void areWantedByNameByGroupOrAllTogether() {
        assertThat(List.of(wants(), wants("order.taken"), wants("order.*"), wants("order.shipped"), wants("payment.*")))
                .containsExactly(true, true, true, false, false);
    }

    private static boolean wants(String... kinds) {
        var seller = new dev.countermand.kernel.SellerId("s");
        return new Endpoint(
                        "whe_1",
                        seller,
                        "",
                        "",
                        List.of(kinds),
                        null,
                        true,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        null,
                        null,
                        java.time.Instant.EPOCH)
                .wants("order.taken");
    }
}
