package dev.countermand.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What PostgreSQL itself could do: the least durable work of a cancellation as one function call per
/// transaction, driven by pgbench on the very PostgreSQL that the server under test uses. The function, in
/// `pgbench/setup.sql`, says what that least work is.
final class Yardstick {

    /// PostgreSQL has 100 in all, and the server holds its own.
    private static final int CONNECTIONS_MAX = 64;

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

    private final Path folder;
    private final List<String> target;
    private final String password;

    private Yardstick(Path folder, List<String> target, String password) {
        this.folder = folder;
        this.target = target;
        this.password = password;
    }

    /// Prepares the yardstick in the database of this home. Empty, after saying why, when there is no
    /// pgbench or no PostgreSQL of the server's own.
    static Optional<Yardstick> in(Path home) {
        var postgres = home.resolve("postgresql");
        if (!Files.exists(postgres.resolve("port")) || !has("pgbench") || !has("psql")) {
            System.err.println("bench: no yardstick: it needs pgbench and psql on the PATH (Debian: postgresql-contrib"
                    + " or postgresql-client and postgresql-15) and the server's embedded PostgreSQL");
            return Optional.empty();
        }
        try {
            var folder = Files.createTempDirectory(home, "yardstick");
            for (var name : List.of("setup.sql", "fill.sql", "cancel.sql")) {
                try (var sql = Yardstick.class.getResourceAsStream("/pgbench/" + name)) {
                    Files.copy(java.util.Objects.requireNonNull(sql), folder.resolve(name));
                }
            }
            var port = Files.readString(postgres.resolve("port")).strip();
            var yardstick = new Yardstick(
                    folder,
                    List.of("-h", "127.0.0.1", "-p", port, "-U", "countermand"),
                    Files.readString(postgres.resolve("application.password")).strip());
            yardstick.psql("-f", folder.resolve("setup.sql").toString());
            return Optional.of(yardstick);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Cancels so many orders, each by one call in one transaction, over at most 64 connections.
    ///
    /// @return transactions per second; empty when pgbench did not say
    OptionalDouble run(int clients, int orders) {
        int connections = Math.min(clients, CONNECTIONS_MAX);
        int each = Math.max(1, orders / connections);
        psql(
                "-v",
                "orders=" + each * connections,
                "-f",
                folder.resolve("fill.sql").toString());
        var said = call(Stream.of(
                        List.of("pgbench"),
                        target,
                        List.of("-n", "-M", "prepared", "-c", "" + connections, "-j", "1", "-t", "" + each),
                        List.of("-f", folder.resolve("cancel.sql").toString(), "countermand"))
                .flatMap(List::stream)
                .toList());
        return said.stream()
                .map(RATE::matcher)
                .filter(java.util.regex.Matcher::find)
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .findFirst();
    }

    private void psql(String... words) {
        var command = new ArrayList<>(List.of("psql"));
        command.addAll(target);
        command.addAll(List.of("-d", "countermand", "-q", "-v", "ON_ERROR_STOP=1"));
        command.addAll(Arrays.asList(words));
        call(command);
    }

    private List<String> call(List<String> command) {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("PGPASSWORD", password);
            var process = builder.start();
            var said = process.inputReader(StandardCharsets.UTF_8).lines().toList();
            if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command.getFirst() + " failed:\n" + String.join("\n", said));
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean has(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
