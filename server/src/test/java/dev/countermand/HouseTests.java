package dev.countermand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/// The walls of the house. What stands here is not a matter of taste in a review: it fails the build.
class HouseTests {

    private static final Path MAIN = Path.of("src/main/java/dev/countermand");
    private static final int FILE_LINES_MAX = 300;
    private static final int METHOD_LINES_MAX = 40;
    private static final Pattern HEADER_END = Pattern.compile("\\)\\s*(throws [\\w., ]+)?\\{$");
    private static final Pattern NO_METHOD =
            Pattern.compile("^\\s*(if|for|while|switch|try|synchronized|return|}|.*\\b(record|class|new|->)\\b)");

    @Test
    void modulesUseOnlyWhatTheyDeclare() {
        ApplicationModules.of(Countermand.class).verify();
    }

    @Test
    void sqlStandsInStoresOnly() {
        var sql = Pattern.compile(
                "\"\"\"\\s*(select|insert|update|delete|with)\\b|\"(select|insert into|update|delete from) ");
        assertThat(sources()
                        .filter(file -> !file.getFileName().toString().endsWith("Store.java"))
                        // It writes rows for stores and names no table of its own.
                        .filter(file -> !file.endsWith("site/BulkRows.java"))
                        .filter(file -> sql.matcher(read(file)).find())
                        .map(MAIN::relativize)
                        .filter(file -> file.getNameCount() > 1 && !file.startsWith("embedded")))
                .isEmpty();
    }

    @Test
    void aStoreReadsItsOwnSchemaOnly() {
        var names = String.join("|", Migrations.MODULES);
        var foreign = Pattern.compile("\\b(from|join|into|update)\\s+(" + names + ")\\.[a-z_]+");
        var trespasses = new ArrayList<String>();
        sources()
                .filter(file -> file.getFileName().toString().endsWith("Store.java"))
                .forEach(file -> {
                    // A connector's schema is called after the connector alone; a room may have inner
                    // rooms.
                    var folders = List.of(MAIN.relativize(file).toString().split("/", -1));
                    foreign.matcher(read(file))
                            .results()
                            .filter(hit -> !folders.contains(hit.group(2)))
                            .forEach(hit -> trespasses.add(MAIN.relativize(file) + " reads " + hit.group()));
                });
        assertThat(trespasses).isEmpty();
    }

    @Test
    void everyOrderTableBeginsWithItsPart() throws IOException {
        // These belong to nobody's order: accounts, clocks and views across orders.
        var reference = Set.of(
                "accounts.seller",
                "accounts.api_key",
                "accounts.secret",
                "accounts.person",
                "accounts.membership",
                "accounts.session",
                "accounts.ticket",
                "accounts.letter",
                "accounts.forgotten",
                "accounts.passkey",
                "accounts.challenge",
                "payments.reconciliation",
                "payments.reconciliation_clock",
                "payments.statement_line",
                "policies.terms",
                "storefront.profile",
                "storefront.logo",
                "storefront.link_secret",
                "storefront.used_link",
                "cases.sequencer",
                "cases.listener",
                "cases.feed",
                "cases.checkpoint",
                "cases.checkpoint_key",
                "orders.import_job",
                "orders.import_row",
                "accounts.tries",
                "notifications.receipt_count",
                "notifications.receipt_key",
                "feeds.staged_row",
                "policies.draft",
                "policies.two_people",
                "policies.simulation",
                "policies.simulated",
                "feeds.staged_invoice",
                "feeds.purchase",
                "feeds.past_cancellation",
                "customers.retention",
                "notifications.endpoint",
                "fulfilment.partner",
                "connectors.secret",
                "stripe.account",
                "sandbox.company",
                "sandbox.account",
                "sandbox.stop",
                "sandbox.charge",
                "sandbox.movement",
                "sandbox.dispute",
                "sandbox.parcel",
                "sandbox.intercept",
                "sandbox.errand",
                "sandbox.received",
                "sandbox.clock",
                "mailbox.mail");
        var table = Pattern.compile("create table ([a-z_.]+) \\((.*?)\\n\\)", Pattern.DOTALL);
        var without = new ArrayList<String>();
        try (var scripts = Files.walk(Path.of("src/main/resources/db/migration"))) {
            scripts.filter(p -> p.toString().endsWith(".sql"))
                    .forEach(script -> table.matcher(read(script))
                            .results()
                            .filter(hit -> !reference.contains(hit.group(1)))
                            .filter(hit ->
                                    !hit.group(2).replaceAll("--.*", "").strip().startsWith("part "))
                            .forEach(hit -> without.add(hit.group(1) + " in " + script.getFileName())));
        }
        assertThat(without).isEmpty();
    }

    @Test
    void filesAreShortEnoughToReadTestsAndBenchToo() throws IOException {
        var modules = List.of("../server/src", "../bench/src", "../journeys/src");
        var tooLong = new ArrayList<Path>();
        for (var module : modules) {
            try (var files = Files.walk(Path.of(module))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> read(file).lines().count() > FILE_LINES_MAX)
                        .forEach(tooLong::add);
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void methodsAreShortEnoughToSee() {
        var longOnes = new ArrayList<String>();
        sources().forEach(file -> longMethods(read(file)).forEach(m -> longOnes.add(MAIN.relativize(file) + " " + m)));
        assertThat(longOnes).isEmpty();
    }

    @Test
    void namesSayWhatAThingIs() {
        var vague = Pattern.compile(".*(Service|Manager|Impl|Util|Utils|Dto|Helper)\\.java");
        assertThat(sources().map(f -> f.getFileName().toString()).filter(vague.asMatchPredicate()))
                .isEmpty();
    }

    @Test
    void codeSpellsCanceledWithOneL() {
        // Other systems' words are theirs: they stand in quotes, as BUYER_CANCELLED or orders/cancelled do.
        var british = Pattern.compile("[Cc]ancell(ed|ing)\\b");
        var quoted = Pattern.compile("\"[^\"\\n]*\"");
        assertThat(sources()
                        .filter(file -> british.matcher(
                                        quoted.matcher(read(file)).replaceAll(""))
                                .find())
                        .map(MAIN::relativize))
                .isEmpty();
    }

    @Test
    void nobodyReadsTheClockPastTheClock() {
        var bare = Pattern.compile(
                "(Instant|LocalDate|LocalDateTime|ZonedDateTime|OffsetDateTime)\\.now\\(\\)|\\bnow\\(\\)\\s*[,)]?.*\\bsql\\b");
        assertThat(sources().filter(file -> bare.matcher(read(file)).find()).map(MAIN::relativize))
                .isEmpty();
    }

    @Test
    void everyPackageIsNullMarked() {
        var packages = new TreeMap<Path, Boolean>();
        sources()
                .forEach(file -> packages.merge(
                        file.getParent(),
                        file.endsWith("package-info.java") && read(file).contains("@NullMarked"),
                        Boolean::logicalOr));
        assertThat(packages).doesNotContainValue(false);
    }

    /// Finds methods by their shape, which the formatter keeps uniform: a header that ends in `) {`, and
    /// a closing brace at the header's own indent.
    private static List<String> longMethods(String source) {
        var lines = source.lines().toList();
        var found = new ArrayList<String>();
        for (int open = 0; open < lines.size(); open++) {
            if (!HEADER_END.matcher(lines.get(open)).find()) {
                continue;
            }
            var header = lines.get(headerStart(lines, open));
            var indent =
                    header.substring(0, header.length() - header.stripLeading().length());
            if (indent.length() > 8 || NO_METHOD.matcher(header).find()) {
                continue;
            }
            int end = open + 1;
            while (end < lines.size() && !lines.get(end).startsWith(indent + "}")) {
                end++;
            }
            if (end - open - 1 > METHOD_LINES_MAX) {
                found.add(header.strip() + " has " + (end - open - 1) + " lines");
            }
        }
        return found;
    }

    private static int headerStart(List<String> lines, int line) {
        int depth = 0;
        for (int at = line; at >= 0; at--) {
            for (char c : lines.get(at).toCharArray()) {
                depth += c == ')' ? 1 : c == '(' ? -1 : 0;
            }
            if (depth <= 0) {
                return at;
            }
        }
        return line;
    }

    private static Stream<Path> sources() {
        try (var walk = Files.walk(MAIN)) {
            return walk.filter(p -> p.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
