package dev.countermand.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The PostgreSQL that a server started inside its home, seen from outside: by its pid file and its
/// process.
///
/// @param process the postmaster
record Postgres(ProcessHandle process) {

    /// What must be `on` for "acknowledged" to mean "durable".
    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    /// The living PostgreSQL of this home; empty when there is none. A stale pid file, or one whose
    /// number was given to something else meanwhile, does not count.
    static Optional<Postgres> in(Path home) {
        return pidFile(home).flatMap(Postgres::read);
    }

    private static Optional<Path> pidFile(Path home) {
        if (!Files.isDirectory(home)) {
            return Optional.empty();
        }
        try (var files = Files.find(home, 4, (path, what) -> path.endsWith("postmaster.pid"))) {
            return files.findFirst();
        } catch (IOException | UncheckedIOException vanishedMeanwhile) {
            return Optional.empty();
        }
    }

    private static Optional<Postgres> read(Path file) {
        try {
            var lines = Files.readAllLines(file);
            if (lines.size() < 2) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    .filter(ProcessHandle::isAlive)
                    .filter(p -> p.info().command().orElse("").contains("postgres"))
                    .map(Postgres::new);
        } catch (IOException | NumberFormatException halfWritten) {
            return Optional.empty();
        }
    }

    /// SIGKILL to the postmaster; returns when it is gone.
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /// Ends it as gently as it allows: SIGTERM, after ten seconds SIGKILL.
    void end() {
        process.destroy();
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException | InterruptedException stillThere) {
            kill();
        }
    }

    /// The version and the settings on which durability hangs, as this process has them, for the
    /// conditions of a run.
    List<String> settings() {
        var found = new ArrayList<String>();
        found.add(ask("-V"));
        DURABLE.forEach(setting -> found.add(setting + " = " + ask("-C", setting)));
        return found;
    }

    /// Whether everything is on that durability hangs on.
    boolean isDurable() {
        return DURABLE.stream().allMatch(setting -> ask("-C", setting).equals("on"));
    }

    // The program itself reads its configuration, and the words it was started with after it: as the
    // running one did. "-C" must stand first: only so may it be asked by root.
    private String ask(String... question) {
        var command = new ArrayList<String>();
        command.add(process.info().command().orElseThrow());
        command.addAll(List.of(question));
        if (question.length > 1) {
            command.addAll(List.of(process.info().arguments().orElseThrow()));
        }
        try {
            var answer = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .start()
                    .inputReader(StandardCharsets.UTF_8)
                    .readAllLines();
            return answer.isEmpty() ? "?" : answer.getLast().strip();
        } catch (IOException e) {
            return "? (" + e.getMessage() + ")";
        }
    }
}
