package dev.countermand.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Sends a file of orders to the running server and follows it to its end.
final class ImportVerb implements Verb {

    private static final Duration UPLOAD_MAX = Duration.ofHours(2);
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);
    private static final int PAGE_ROWS = 1000;
    private static final int TOLD_MAX = 100;
    private static final List<String> TOLD = List.of("failed", "partly", "unmatched");
    private static final int TRIES_MAX = 120;

    private static final Set<String> OPTIONS = Set.of("--seller", "--format", "--report", "--notify");

    private final Map<String, String> environment;

    ImportVerb() {
        this(System.getenv());
    }

    /// @param environment which server, as in [Server#in]
    ImportVerb(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "import";
    }

    @Override
    public String summary() {
        return "take a file of orders";
    }

    @Override
    public String help() {
        return """
                Usage: ./countermand import FILE [--seller SELLER] [--format FORMAT] [--report REPORT] [--notify true]

                Sends a file of orders to the running server, plain or gzipped, and shows how far it is. Rows that cannot
                be taken are named with their faults and do not stop the others; the same file can be sent again.
                When the server is killed meanwhile, it goes on with the file at its next start.

                  --seller SELLER   whose orders; needed unless every row names its seller
                  --format FORMAT   jsonl (default): an order in each line, as PUT /v1/orders/{number} takes it
                                    tau2-retail: the shop of tau2-bench
                                    online-retail: invoice rows of UCI's "Online Retail" (CSV); its cancellations are
                                    matched to earlier purchases
                  --notify true     tell customers of the cancellations in the file; without it nobody is told, as
                                    they are history
                  --report REPORT   write what became of every row to this file, as JSON Lines

                Ends with 0 when every row was taken, 1 when some were not, 2 when the call was not understood.
                """;
    }

    @Override
    public void run(List<String> words) throws Usage, Failure {
        var rest = new ArrayList<>(words);
        Path file = file(rest);
        var options = Options.read(rest, OPTIONS);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new Failure(file + " cannot be read.");
        }
        try (var server = Server.in(environment)) {
            var job = follow(server, send(server, file, options));
            report(server, job, options.get("--report"));
            conclude(job);
        }
    }

    /// Takes the one word that is neither an option nor an option's value out of the list.
    private static Path file(List<String> words) throws Usage {
        for (int i = 0; i < words.size(); i++) {
            if (!words.get(i).startsWith("--")) {
                return Path.of(words.remove(i));
            }
            i += words.get(i).contains("=") ? 0 : 1;
        }
        throw new Usage("Which file? Name one.");
    }

    private static JsonNode send(Server server, Path file, Map<String, String> options) throws Failure {
        var path = new StringBuilder("/v1/orders/import?format=")
                .append(encode(options.getOrDefault("--format", "jsonl")));
        if (options.containsKey("--seller")) {
            path.append("&seller=").append(encode(options.getOrDefault("--seller", "")));
        }
        if (options.containsKey("--notify")) {
            path.append("&notify=").append(encode(options.getOrDefault("--notify", "")));
        }
        try {
            System.err.println("Sending " + file + " to " + server.url());
            return server.send(
                    "POST", path.toString(), "application/octet-stream", BodyPublishers.ofFile(file), UPLOAD_MAX);
        } catch (FileNotFoundException gone) {
            throw new Failure(file + " cannot be read.");
        }
    }

    private static JsonNode follow(Server server, JsonNode started) throws Failure {
        var progress = new ProgressLine();
        var job = started;
        String shown = "";
        while (Set.of("queued", "running").contains(text(job, "status"))) {
            pause();
            job = read(server, text(started, "id"));
            var line = ImportProgress.line(job);
            if (!line.equals(shown)) {
                progress.show(line);
                shown = line;
            }
        }
        progress.end();
        return job;
    }

    /// A server that is started again meanwhile is waited for: it goes on with the file.
    private static JsonNode read(Server server, String job) throws Failure {
        for (int tries = 1; ; tries++) {
            try {
                return server.get("/v1/imports/" + job);
            } catch (Failure gone) {
                if (tries == TRIES_MAX) {
                    throw gone;
                }
                pause();
            }
        }
    }

    /// Names what was not taken, the first of it, and writes everything to a file where one was asked for.
    private static void report(Server server, JsonNode job, @Nullable String file) throws Failure {
        for (var outcome : TOLD) {
            int count = job.path(outcome).intValue();
            if (count > 0) {
                rows(server, job, "&outcome=" + outcome, TOLD_MAX, ImportVerb::tell);
            }
            if (count > TOLD_MAX) {
                System.err.println(
                        "… and " + (count - TOLD_MAX) + " more " + outcome + "; --report FILE writes them all.");
            }
        }
        if (file == null) {
            return;
        }
        try (var out = new PrintWriter(Files.newBufferedWriter(Path.of(file)))) {
            rows(server, job, "", Integer.MAX_VALUE, out::println);
            if (out.checkError()) {
                throw new Failure(file + " cannot be written.");
            }
        } catch (IOException failure) {
            throw new Failure(file + " cannot be written: " + failure.getMessage());
        }
    }

    private static void rows(
            Server server, JsonNode job, String only, int max, java.util.function.Consumer<JsonNode> each)
            throws Failure {
        int after = 0;
        boolean more = true;
        for (int left = max; more && left > 0; left -= PAGE_ROWS) {
            var page = server.get("/v1/imports/" + text(job, "id") + "/report?limit=" + Math.min(left, PAGE_ROWS)
                    + "&after=" + after + only);
            page.path("rows").forEach(each);
            more = page.path("next").isNumber();
            after = page.path("next").asInt(0);
        }
    }

    private static void tell(JsonNode row) {
        System.err.println("row " + row.path("row") + " " + text(row, "number") + ": " + text(row, "message"));
        row.path("errors").forEach(e -> System.err.println("    " + text(e, "pointer") + ": " + text(e, "message")));
    }

    private static void conclude(JsonNode job) throws Failure {
        if (!text(job, "status").equals("done")) {
            throw new Failure("The import is " + text(job, "status") + ": " + text(job, "trouble"));
        }
        if (job.path("failed").intValue() > 0) {
            throw new Failure(job.path("failed") + " of " + job.path("rows") + " rows were not taken.");
        }
        System.out.println(ImportProgress.summary(job));
    }

    private static void pause() throws Failure {
        try {
            Thread.sleep(ASK_AGAIN);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted; the server goes on with the file.");
        }
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
