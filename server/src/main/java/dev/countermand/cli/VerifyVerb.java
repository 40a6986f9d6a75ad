package dev.countermand.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Lets the running server compare what it has stored with what it promised.
final class VerifyVerb implements Verb {

    private static final Set<String> OPTIONS = Set.of("--since", "--order", "--seller", "--checkpoint");
    private static final int COULD_NOT = 2;
    private static final int BAR = 30;

    private final Map<String, String> environment;

    VerifyVerb() {
        this(System.getenv());
    }

    /// @param environment which server, as in [Server#in]
    VerifyVerb(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public String summary() {
        return "compare what is stored with what was promised";
    }

    @Override
    public String help() {
        return """
                Usage: ./countermand verify [--since TIME] [--seller SELLER --order NUMBER]
                                            [--checkpoint NUMBER:HASH] [--json]

                Checks the promises of docs/operating/verify.md on the data of the running server, while it works:
                cancel or ship (P1), money (P2 to P4, P7), one verdict in time (P5, P15), one message for each fact
                (P6), the event feed (P11), units (P12), and that nobody changed the record (P13).

                  --since TIME     only orders to which something happened since then: an instant such as
                                   2026-11-20T00:00:00Z, or how long ago, such as P7D or PT1H
                  --order NUMBER   this order alone, of the seller named by --seller
                  --checkpoint NUMBER:HASH
                                   a checkpoint that an earlier run printed and you kept elsewhere must still stand
                  --json           one JSON object on each line, as the server gives them

                Ends with 0 when every promise was kept, 1 when something was found, 2 when it could not be done.
                """;
    }

    @Override
    public void run(List<String> words) throws Usage, Failure {
        var rest = new ArrayList<>(words);
        boolean json = rest.remove("--json");
        var options = Options.read(rest, OPTIONS);
        if (options.containsKey("--order") != options.containsKey("--seller")) {
            throw new Usage("An order is named by both --seller and --order.");
        }
        var shown = new Shown(json);
        try (var server = Server.in(environment)) {
            server.lines("POST", path(options), shown::take);
        } catch (Failure failure) {
            throw new Failure(String.valueOf(failure.getMessage()), COULD_NOT);
        }
        shown.conclude();
    }

    private static String path(Map<String, String> options) throws Usage {
        var path = new StringBuilder("/v1/verify?");
        String since = options.get("--since");
        if (since != null) {
            path.append("since=").append(encode(instant(since))).append('&');
        }
        for (var name : List.of("order", "seller", "checkpoint")) {
            if (options.containsKey("--" + name)) {
                path.append(name)
                        .append('=')
                        .append(encode(options.getOrDefault("--" + name, "")))
                        .append('&');
            }
        }
        return path.substring(0, path.length() - 1);
    }

    private static String instant(String text) throws Usage {
        try {
            return text.startsWith("P")
                    ? java.time.Clock.systemUTC()
                            .instant()
                            .minus(Duration.parse(text))
                            .toString()
                    : Instant.parse(text).toString();
        } catch (DateTimeException wrong) {
            throw new Usage("--since takes an instant such as 2026-11-20T00:00:00Z or a duration such as P7D.");
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
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
            String type = node.path("type").asString("");
            if (type.equals("summary")) {
                summary = node;
            }
            if (json) {
                System.out.println(line);
            } else if (type.equals("progress")) {
                progress(node);
            } else if (type.equals("finding")) {
                finding(node);
            }
        }

        private void progress(JsonNode node) {
            int done = node.path("done").asInt(0);
            int bar = done * BAR / 1000;
            var text = "[" + "#".repeat(bar) + ".".repeat(BAR - bar) + "] " + done / 10 + " %  " + node.path("orders")
                    + " orders, " + node.path("findings") + " findings";
            progress.show(text);
        }

        private void finding(JsonNode node) {
            progress.clear();
            var order = node.path("order").isString()
                    ? "order " + node.path("order").asString() + " of "
                            + node.path("seller").asString()
                    : node.path("orderId").isString()
                            ? "order " + node.path("orderId").asString()
                            : "the whole house";
            System.out.println(node.path("promise").asString() + "  " + order + "  ("
                    + node.path("check").asString() + ")");
            System.out.println("    found:    " + node.path("found").asString());
            System.out.println("    expected: " + node.path("expected").asString());
            System.out.println("    what to do: " + node.path("todo").asString());
        }

        void conclude() throws Failure {
            if (summary == null) {
                throw new Failure(
                        "The server broke off; its log says why. What was found until then stands above.", COULD_NOT);
            }
            if (!json) {
                progress.end();
                var newest = summary.path("checkpoint");
                if (newest.isObject()) {
                    System.out.println("Newest checkpoint, to be kept elsewhere: " + newest.path("number") + ":"
                            + newest.path("hash").asString());
                }
            }
            long findings = summary.path("findings").asLong(0);
            if (findings > 0) {
                throw new Failure(findings + (findings == 1 ? " finding" : " findings") + " in "
                        + summary.path("orders") + " orders.");
            }
            if (!json) {
                System.out.println(summary.path("orders") + " orders checked; every promise was kept.");
            }
        }
    }
}
