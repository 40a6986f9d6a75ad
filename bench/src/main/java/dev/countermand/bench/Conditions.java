package dev.countermand.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Under which conditions a figure was measured; without them it is worth nothing.
final class Conditions {

    private Conditions() {}

    /// @param program a running one
    static String of(Program program) {
        var system = ManagementFactory.getOperatingSystemMXBean();
        var text = new StringBuilder();
        line(text, "when", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        line(text, "machine", Runtime.getRuntime().availableProcessors() + " cores, " + processor());
        line(text, "load average at the end", String.format(Locale.ROOT, "%.1f", system.getSystemLoadAverage()));
        line(text, "system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        line(text, "JDK", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
        var postgres = program.postgres();
        if (postgres.isPresent()) {
            line(text, "database", String.join(", ", postgres.get().settings()));
        } else {
            line(text, "database", "not in the server's home: settings unknown");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format("  %-24s %s%n", name, value));
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(l -> l.startsWith("model name"))
                    .findFirst()
                    .map(l -> l.substring(l.indexOf(':') + 1).strip())
                    .orElse("unknown processor");
        } catch (IOException e) {
            return "unknown processor";
        }
    }
}
