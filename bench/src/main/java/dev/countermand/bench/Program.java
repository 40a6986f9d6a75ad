package dev.countermand.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A packaged server under test, in a home of its own and on a free port: started, killed and started
/// again from outside. Ends exactly what it started: its own process, and the PostgreSQL whose pid file
/// lies in its home.
final class Program implements Target, AutoCloseable {

    /// The operator's key of every server under test.
    static final String OPERATOR_KEY = "bench-operator-key-0123456789abcdef";

    private static final String DATABASE_URL = "COUNTERMAND_DATABASE_URL";

    private static final Duration READY_TIMEOUT = Duration.ofMinutes(4);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Packaged packaged;
    private final Path folder;
    private final int port;
    private final Map<String, String> settings;
    private final Thread atExit = new Thread(this::end);
    private @Nullable Process server;

    private Program(Packaged packaged, Path folder, int port, Map<String, String> settings) {
        this.packaged = packaged;
        this.folder = folder;
        this.port = port;
        this.settings = settings;
    }

    /// Starts a server in a new home and waits until it answers.
    ///
    /// @param settings further `COUNTERMAND_…` variables
    static Program start(Packaged packaged, Map<String, String> settings) throws InterruptedException {
        var program = make(packaged, settings);
        try {
            program.launch();
            program.awaitReady();
            return program;
        } catch (RuntimeException | InterruptedException e) {
            program.close();
            throw e;
        }
    }

    /// Starts a further process of the same server: on the PostgreSQL that this one runs.
    Program another() throws InterruptedException {
        try {
            var postgres = home().resolve("postgresql");
            var url = "postgres://countermand:%s@127.0.0.1:%s/countermand"
                    .formatted(
                            Files.readString(postgres.resolve("application.password"))
                                    .strip(),
                            Files.readString(postgres.resolve("port")).strip());
            return start(packaged, Map.of(DATABASE_URL, url));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Prepares a home, but starts nothing yet.
    static Program make(Packaged packaged, Map<String, String> settings) {
        try {
            var folder = Files.createTempDirectory("countermand-bench-");
            // PostgreSQL refuses to run as root; another user must be able to pass through this folder.
            folder.toFile().setExecutable(true, false);
            try (var free = new ServerSocket(0)) {
                var program = new Program(packaged, folder, free.getLocalPort(), new TreeMap<>(settings));
                Runtime.getRuntime().addShutdownHook(program.atExit);
                return program;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public Api api() {
        return new Api(base(), OPERATOR_KEY);
    }

    Path home() {
        return folder.resolve("home");
    }

    /// Gone with the program.
    @Override
    public Path diaries() {
        return folder.resolve("diaries");
    }

    /// Starts the process; it must not be running.
    void launch() {
        var builder = new ProcessBuilder(packaged.command());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("COUNTERMAND_"));
        environment.putAll(Map.of(
                "COUNTERMAND_HOME",
                home().toString(),
                "COUNTERMAND_PORT",
                String.valueOf(port),
                "COUNTERMAND_DEMO",
                "true",
                "COUNTERMAND_API_KEY",
                OPERATOR_KEY));
        environment.putAll(settings);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        try {
            server = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until the server says it is ready. Fails when its process ends meanwhile, or after two
    /// minutes.
    void awaitReady() throws InterruptedException {
        var deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
        try (var api = api()) {
            while (!isReady(api)) {
                if (!isRunning()) {
                    throw new IllegalStateException("The server ended instead of getting ready:\n" + tail());
                }
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("The server did not get ready within " + READY_TIMEOUT + tail());
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    private static boolean isReady(Api api) throws InterruptedException {
        try {
            return api.send(Call.get("health", "", "/actuator/health/readiness"))
                            .status()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    boolean isRunning() {
        return server != null && server.isAlive();
    }

    /// The living PostgreSQL of this home.
    Optional<Postgres> postgres() {
        return Postgres.in(home());
    }

    /// CPU time used so far by the server and by PostgreSQL with its living children.
    Map<String, Duration> cpu() {
        var postgres = postgres().map(p -> tree(p.process())).orElse(Duration.ZERO);
        var own = server == null ? Duration.ZERO : cpu(server.toHandle());
        return Map.of("server", own, "postgres", postgres);
    }

    /// What the server and its PostgreSQL hold now.
    Memory memory() {
        return Memory.of(server == null ? Stream.empty() : Stream.of(server.toHandle()), postgres());
    }

    private static Duration tree(ProcessHandle root) {
        return root.descendants().map(Program::cpu).reduce(cpu(root), Duration::plus);
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// SIGKILL to the server; returns when it is gone. Its PostgreSQL is an orphan then.
    void killServer() throws InterruptedException {
        if (server != null) {
            server.destroyForcibly().waitFor();
        }
    }

    /// SIGKILL to the postmaster, and nothing else: its children notice by themselves.
    void killPostgres() {
        postgres()
                .orElseThrow(() -> new IllegalStateException("no PostgreSQL found in " + home()))
                .kill();
    }

    @Override
    public void kill(CrashRounds.Kind kind) throws InterruptedException {
        switch (kind) {
            case SERVER -> killServer();
            case POSTGRES -> killPostgres();
            case BOTH -> {
                var orphan = postgres();
                killServer();
                orphan.ifPresent(Postgres::kill);
            }
        }
    }

    /// Starts the server again when it is gone, else waits for it to heal.
    @Override
    public void recover() throws InterruptedException {
        var deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
        try (var api = api()) {
            while (System.nanoTime() < deadline) {
                if (!isRunning()) {
                    launch();
                    awaitReady();
                    return;
                }
                boolean hasDatabase =
                        settings.containsKey(DATABASE_URL) || postgres().isPresent();
                if (hasDatabase && isReady(api)) {
                    return;
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
        throw new IllegalStateException("The server did not heal within " + READY_TIMEOUT + tail());
    }

    /// SIGTERM, as an operator stops it.
    ///
    /// @return its exit code
    int stop() throws InterruptedException {
        var process = server;
        if (process == null) {
            return 0;
        }
        process.destroy();
        if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return process.exitValue();
    }

    /// Stops the server, then a PostgreSQL that is left in its home, and removes the home.
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        end();
    }

    private void end() {
        try {
            stop();
            postgres().ifPresent(Postgres::end);
            remove(folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    @Override
    public String tail() {
        return LastWords.tail(log());
    }

    @Override
    public String threads() {
        return LastWords.threads(server, folder.resolve("threads.txt"));
    }

    static void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException stillWritten) {
            System.err.println("left behind: " + folder);
        }
    }
}
