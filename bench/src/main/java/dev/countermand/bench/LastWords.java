package dev.countermand.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a server said and did last, for the report on one that fails.
final class LastWords {

    private static final int LINES = 60;
    private static final Duration DUMP_TIMEOUT = Duration.ofSeconds(30);

    private LastWords() {}

    /// The end of its log.
    static String tail(Path log) {
        try {
            var lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
            return "\n--- the server's last lines ---\n" + String.join("\n", last);
        } catch (IOException e) {
            return "(the server printed nothing)";
        }
    }

    /// What its threads are at.
    ///
    /// @param dump a file to write them to on the way
    static String threads(@Nullable Process server, Path dump) {
        if (server == null || !server.isAlive()) {
            return "\n(the server does not run)";
        }
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            new ProcessBuilder(jcmd, String.valueOf(server.pid()), "Thread.dump_to_file", "-overwrite", dump.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(DUMP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            return "\n--- its threads ---\n" + Files.readString(dump);
        } catch (IOException e) {
            return "\n(no thread dump: " + e.getMessage() + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
