package dev.countermand.cli;

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

/// `policy simulate`: lets the running server try a document on its past orders.
final class PolicySimulation {

    private static final Set<String> OPTIONS = Set.of("--seller", "--from", "--to", "--asking", "--beside", "--tell");
    private static final int COULD_NOT = 2;

    private final Map<String, String> environment;
    private final ProgressLine progress = new ProgressLine();
    private boolean json;
    private @Nullable JsonNode summary;

    /// @param environment which server, as in [Server#in]
    PolicySimulation(Map<String, String> environment) {
        this.environment = environment;
    }

    void run(List<String> words) throws Verb.Usage, Verb.Failure {
        var rest = new ArrayList<>(words);
        json = rest.remove("--json");
        var file = rest.isEmpty() || rest.getFirst().startsWith("--") ? null : rest.removeFirst();
        var options = Options.read(rest, OPTIONS);
        if (!options.containsKey("--seller")) {
            throw new Verb.Usage("Whose orders? Name the seller by --seller.");
        }
        try (var server = Server.in(environment)) {
            server.lines("POST", path(options), body(file), this::take);
        } catch (Verb.Failure failure) {
            var said = String.valueOf(failure.getMessage());
            throw new Verb.Failure(
                    said.contains(" 404")
                            ? said + " Is there a seller '" + options.get("--seller") + "', and may this key see him?"
                            : said,
                    COULD_NOT);
        }
        conclude();
    }

    private static String path(Map<String, String> options) {
        var path = new StringBuilder("/v1/sellers/")
                .append(encode(options.getOrDefault("--seller", "")))
                .append("/policy/simulations");
        char next = '?';
        for (var name : List.of("from", "to", "asking", "beside", "tell")) {
            if (options.containsKey("--" + name)) {
                path.append(next).append(name).append('=').append(encode(options.getOrDefault("--" + name, "")));
                next = '&';
            }
        }
        return path.toString();
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static BodyPublisher body(@Nullable String file) throws Verb.Failure {
        if (file == null) {
            return BodyPublishers.noBody();
        }
        try {
            return BodyPublishers.ofByteArray(Files.readAllBytes(Path.of(file)));
        } catch (IOException failure) {
            throw new Verb.Failure(file + " cannot be read.", COULD_NOT);
        }
    }

    private void take(String line) throws IOException {
        var node = Server.JSON.readTree(line);
        var type = node.path("type").asString("");
        if (type.equals("summary")) {
            summary = node;
        }
        if (json) {
            System.out.println(line);
        } else if (type.equals("progress")) {
            progress.show(node.path("done") + " of " + node.path("orders") + " orders, " + node.path("questions")
                    + " questions, " + node.path("different") + " different");
        } else if (type.equals("difference")) {
            progress.clear();
            System.out.println("order " + node.path("order").asString("") + ", "
                    + words(node.path("question").asString("")) + ", "
                    + node.path("at").asString(""));
            System.out.println("    before: " + said(node.path("before")));
            System.out.println("    after:  " + said(node.path("after")));
        }
    }

    private static String said(JsonNode said) {
        var text = new StringBuilder(words(said.path("how").asString("")));
        if (said.path("units").asInt(0) > 0) {
            text.append(", ")
                    .append(said.path("units"))
                    .append(said.path("units").asInt() == 1 ? " unit" : " units");
        }
        if (said.path("reason").isString()) {
            text.append(" (").append(said.path("reason").asString());
            text.append(
                            said.path("exception").isString()
                                    ? ": " + said.path("exception").asString()
                                    : "")
                    .append(')');
        }
        var currency = said.path("currency").asString("");
        if (!currency.isEmpty()) {
            text.append(", ")
                    .append(amount(said.path("back").asLong(0), currency))
                    .append(" back");
            if (said.path("fee").asLong(0) > 0) {
                text.append(", ")
                        .append(amount(said.path("fee").asLong(0), currency))
                        .append(" withheld");
            }
        }
        text.append(said.path("deadEnd").asBoolean(false) ? ", dead end" : "");
        return text + " [" + said.path("version").asString("") + "]";
    }

    private static String words(String word) {
        return word.replace('_', ' ');
    }

    private static String amount(long minor, String currency) {
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return BigDecimal.valueOf(minor, digits).toPlainString() + " " + currency;
    }

    private void conclude() throws Verb.Failure {
        if (summary == null) {
            throw new Verb.Failure(
                    "The server broke off; its log says why. What was found until then stands above.", COULD_NOT);
        }
        if (!json) {
            progress.end();
            table(summary);
        }
        long different = summary.path("different").asLong(0);
        long money = summary.path("otherMoney").asLong(0);
        long ends = summary.path("otherEnds").asLong(0);
        if (different + money + ends > 0) {
            throw new Verb.Failure(different + " of " + summary.path("questions")
                    + " answers would have been different ("
                    + summary.path("better") + " better for the customer, " + summary.path("worse") + " worse), "
                    + money + " more for other money, and of " + ends + " only a dead end would be new or gone.");
        }
        if (!json) {
            System.out.println(
                    summary.path("questions").asLong(0) == 0
                            ? "There was nothing to ask about orders of these days. Other days are named by --from and --to;"
                                    + " --asking moments asks what customers could have had."
                            : "Every answer would have been the same.");
        }
    }

    private static void table(JsonNode summary) {
        System.out.println(summary.path("orders") + " orders, " + summary.path("questions") + " questions");
        System.out.printf("%-30s %16s %16s%n", "", "before", "after");
        var answers = summary.path("answers");
        for (var name : List.of("atOnce", "attempt", "person", "refused", "deadEnds")) {
            row(
                    switch (name) {
                        case "atOnce" -> "approved at once";
                        case "attempt" -> "approved as an attempt";
                        case "person" -> "a person decides";
                        case "refused" -> "refused";
                        default -> "dead ends";
                    },
                    answers.path("before").path(name).asString(),
                    answers.path("after").path(name).asString());
        }
        for (var money : summary.path("money").properties()) {
            for (var name : List.of("back", "fee", "open")) {
                row(
                        switch (name) {
                            case "back" -> "goes back";
                            case "fee" -> "withheld for canceling";
                            default -> "a person decides about";
                        },
                        amount(money.getValue().path("before").path(name).asLong(0), money.getKey()),
                        amount(money.getValue().path("after").path(name).asLong(0), money.getKey()));
            }
        }
        if (summary.path("changedSince").asLong(0) > 0) {
            System.out.println(summary.path("changedSince")
                    + " answers cannot be given again as they were: the shop has told other facts since.");
        }
    }

    private static void row(String name, String before, String after) {
        System.out.printf("%-30s %16s %16s%n", name, before, after);
    }
}
