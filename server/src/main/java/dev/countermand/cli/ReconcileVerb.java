package dev.countermand.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Lets the running server compare its journal of money with its providers, or with a settlement file.
final class ReconcileVerb implements Verb {

    private static final Set<String> OPTIONS = Set.of("--seller", "--from", "--to", "--file", "--gateway");
    private static final int COULD_NOT = 2;

    private final Map<String, String> environment;

    ReconcileVerb() {
        this(System.getenv());
    }

    /// @param environment which server, as in [Server#in]
    ReconcileVerb(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "reconcile";
    }

    @Override
    public String summary() {
        return "compare the journal of money with the providers, or with a settlement file";
    }

    @Override
    public String help() {
        return """
                Usage: ./countermand reconcile [--seller SELLER] [--from TIME] [--to TIME]
                                               [--file SETTLEMENT.csv [--gateway GATEWAY]] [--json]

                Compares what the journal says was sent back with what the providers list, and opens a case for every
                difference; one that is there no more is closed. No money is moved for it. The same is done every night.

                  --seller SELLER   this seller's orders; needed with --file
                  --from TIME       what moved since then, a day in UTC or an instant; without it the last three days, and
                                    as far back as something differs. With --file: what we know of since then must be in it;
                                    without it only what the file names is compared
                  --to TIME         what is newer may still be under way; without it a quarter of an hour ago
                  --file FILE       a settlement file: CSV as docs/operating/reconcile.md describes it
                  --gateway NAME    whose file it is; without it it names payments of several
                  --json            one JSON object on each line, as the server gives them

                Ends with 0 when both agree, 1 when something differs, 2 when it could not be done.
                """;
    }

    @Override
    public void run(List<String> words) throws Usage, Failure {
        var rest = new ArrayList<>(words);
        boolean json = rest.remove("--json");
        var options = Options.read(rest, OPTIONS);
        if (options.containsKey("--file") && !options.containsKey("--seller")) {
            throw new Usage("A settlement file is one seller's: name him by --seller.");
        }
        if (options.containsKey("--gateway") && !options.containsKey("--file")) {
            throw new Usage("--gateway says whose the --file is.");
        }
        var shown = new Shown(json);
        try (var server = Server.in(environment)) {
            server.lines("POST", path(options), body(options.get("--file")), shown::take);
        } catch (Failure failure) {
            throw new Failure(String.valueOf(failure.getMessage()), COULD_NOT);
        }
        shown.conclude();
    }

    private static BodyPublisher body(@Nullable String file) throws Failure {
        if (file == null) {
            return BodyPublishers.noBody();
        }
        try {
            if (Files.isReadable(Path.of(file)) && !Files.isDirectory(Path.of(file))) {
                return BodyPublishers.ofFile(Path.of(file));
            }
        } catch (FileNotFoundException gone) {
            // Told below.
        }
        throw new Failure(file + " cannot be read.", COULD_NOT);
    }

    private static String path(Map<String, String> options) {
        var path = new StringBuilder("/v1/reconcile");
        char next = '?';
        for (var name : List.of("seller", "from", "to", "gateway")) {
            if (options.containsKey("--" + name)) {
                path.append(next)
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(options.getOrDefault("--" + name, ""), StandardCharsets.UTF_8));
                next = '&';
            }
        }
        return path.toString();
    }

    /// What is shown of the lines.
    private static final class Shown {

        private final boolean json;
        private final ProgressLine progress = new ProgressLine();
        private @Nullable JsonNode summary;

        Shown(boolean json) {
            this.json = json;
        }

        void take(String line) throws IOException {
            var node = Server.JSON.readTree(line);
            var type = node.path("type").asString("");
            if (type.equals("summary")) {
                summary = node;
            }
            if (json) {
                System.out.println(line);
                return;
            }
            switch (type) {
                case "progress" -> progress(node);
                case "difference" -> difference(node);
                case "comparison" -> comparison(node);
                default -> {}
            }
        }

        private void progress(JsonNode node) {
            var text = node.path("seller").asString("") + ", "
                    + node.path("gateway").asString("file") + ": " + node.path("done") + " of " + node.path("orders")
                    + " orders";
            progress.show(text);
        }

        private void difference(JsonNode node) {
            progress.clear();
            var order = node.path("order").isString()
                    ? "order " + node.path("order").asString() + " of "
                            + node.path("seller").asString()
                    : "no order of " + node.path("seller").asString();
            System.out.println(node.path("difference").asString() + "  " + order + ", payment "
                    + node.path("payment").asString() + ", "
                    + node.path("about").asString("") + (node.path("new").asBoolean(false) ? "  (new)" : ""));
            System.out.println("    here:  " + side(node, "ours", "ourState") + name(node, "effect"));
            System.out.println("    there: " + side(node, "theirs", "theirState") + name(node, "reference"));
        }

        private static String side(JsonNode node, String amount, String state) {
            if (!node.path(amount).isNumber()) {
                return "nothing";
            }
            var currency = node.path("currency").asString("");
            int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
            return BigDecimal.valueOf(node.path(amount).asLong(), digits).toPlainString() + " " + currency + ", "
                    + node.path(state).asString("");
        }

        private static String name(JsonNode node, String member) {
            var name = node.path(member).asString("");
            return name.isEmpty() ? "" : ", " + name;
        }

        private void comparison(JsonNode node) {
            progress.clear();
            var trouble = node.path("trouble").asString("");
            System.out.println(node.path("seller").asString("") + ", "
                    + node.path("gateway").asString("settlement file") + ": " + node.path("movements")
                    + " movements (" + node.path("foreign") + " of no order here), " + node.path("orders")
                    + " orders compared, " + node.path("differences") + " differences, " + node.path("opened")
                    + " of them new, " + node.path("cured") + " cured"
                    + (trouble.isEmpty() ? "" : "; NOT ALL COMPARED: " + trouble));
        }

        void conclude() throws Failure {
            if (summary == null) {
                throw new Failure(
                        "The server broke off; its log says why. What was found until then stands above.", COULD_NOT);
            }
            long differences = summary.path("differences").asLong(0);
            if (summary.path("failed").asLong(0) > 0) {
                throw new Failure("Not everything could be compared; see above.", COULD_NOT);
            }
            if (differences > 0) {
                throw new Failure(differences + (differences == 1 ? " difference" : " differences")
                        + "; each is a case at the desk (/desk/money). No money was moved.");
            }
            if (!json) {
                System.out.println(
                        summary.path("comparisons").asLong(0) == 0
                                ? "There was nothing to compare. Providers that list what moved: "
                                        + summary.path("gateways")
                                : "Both agree.");
            }
        }
    }
}
