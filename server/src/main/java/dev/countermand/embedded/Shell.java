package dev.countermand.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Short commands of the operating system.
final class Shell {

    /// What a command printed, both streams together, and its exit code.
    record Outcome(int exitCode, String output) {

        boolean succeeded() {
            return exitCode == 0;
        }
    }

    private Shell() {}

    static Outcome run(List<String> command) {
        try {
            var process = prepare(command).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output.strip());
        } catch (IOException notThere) {
            return new Outcome(127, String.valueOf(notThere.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Outcome(130, "interrupted");
        }
    }

    /// Without the caller's language and PostgreSQL settings, which would change what our PostgreSQL
    /// says and does.
    static ProcessBuilder prepare(List<String> command) {
        // The caller may stand where the account that PostgreSQL runs as must not look.
        var builder = new ProcessBuilder(command).directory(new File("/")).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    static boolean has(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /// Java can only end a process politely or brutally; PostgreSQL tells five signals apart.
    static void signal(String name, long process) {
        run(List.of("sh", "-c", "kill -" + name + " " + process));
    }
}
