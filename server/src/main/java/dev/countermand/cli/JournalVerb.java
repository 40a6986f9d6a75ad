package dev.countermand.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes the journal of money of the running server to a file or to standard output.
final class JournalVerb implements Verb {

    private static final Set<String> OPTIONS = Set.of("--seller", "--from", "--to", "--format", "--out", "--after");

    private final Map<String, String> environment;

    JournalVerb() {
        this(System.getenv());
    }

    /// @param environment which server, as in [Server#in]
    JournalVerb(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public String summary() {
        return "write the journal of money, in double entry";
    }

    @Override
    public String help() {
        return """
                Usage: ./countermand journal [--seller SELLER] [--from TIME] [--to TIME] [--format csv|json] [--out FILE]

                Writes every fact about money as debits and credits that sum to zero, for each order and in all, as
                docs/operating/journal.md explains: CSV with amounts like 12.00 for a spreadsheet, or JSON in minor units.

                  --seller SELLER   this seller's orders; without it all
                  --from TIME       what happened from then on: a day in UTC such as 2026-11-01, or an instant
                  --to TIME         and before then
                  --format FORMAT   csv (default) or json
                  --after CURSOR    go on where an earlier JSON said "next"
                  --out FILE        write to this file; without it to standard output

                Ends with 0 when all of it was written, 1 when it was not, 2 when the call was not understood.
                """;
    }

    @Override
    public void run(List<String> words) throws Usage, Failure {
        var options = Options.read(words, OPTIONS);
        var path = new StringBuilder("/v1/journal?format=").append(encode(options.getOrDefault("--format", "csv")));
        for (var name : List.of("seller", "from", "to", "after")) {
            if (options.containsKey("--" + name)) {
                path.append('&').append(name).append('=').append(encode(options.getOrDefault("--" + name, "")));
            }
        }
        try (var server = Server.in(environment)) {
            server.stream("GET", path.toString(), body -> write(body, options.get("--out")));
        }
    }

    private static void write(InputStream body, @Nullable String file) throws IOException {
        if (file == null) {
            body.transferTo(System.out);
            System.out.flush();
            return;
        }
        // Half a journal must not be taken for one.
        var part = Path.of(file + ".part");
        try (OutputStream out = Files.newOutputStream(part)) {
            body.transferTo(out);
        }
        Files.move(part, Path.of(file), StandardCopyOption.REPLACE_EXISTING);
        System.err.println("Written to " + file);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
