package dev.countermand.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// One running PostgreSQL, our child.
final class Postmaster {

    private static final int LOOK_EVERY_MILLIS = 10;
    private static final int FAST_STOP_SECONDS = 60;
    private static final int QUICK_STOP_SECONDS = 10;

    /// The line of postmaster.pid that says how far the server is.
    private static final int STATUS_LINE = 7;

    private final Cluster cluster;
    private final Process process;

    private Postmaster(Cluster cluster, Process process) {
        this.cluster = cluster;
        this.process = process;
    }

    /// Starts it, without waiting until it answers.
    static Postmaster launch(Cluster cluster, int port, boolean durable) throws IOException {
        var command = new ArrayList<String>();
        // A session of its own, as Ctrl-C in a terminal reaches all processes of a session: we stop last,
        // not first.
        if (Shell.has("setsid")) {
            command.add("setsid");
        }
        command.addAll(cluster.account()
                .command(List.of(
                        cluster.programs().resolve("bin/postgres").toString(),
                        "-D",
                        cluster.data().toString())));
        command.addAll(Tuning.options(port, cluster.socketFolder(), cluster.logFolder(), durable));
        var process = Shell.prepare(command)
                .redirectOutput(cluster.folder().resolve("start.log").toFile())
                .start();
        return new Postmaster(cluster, process);
    }

    /// Waits until it answers, which after a crash takes as long as the replay does. True when it does,
    /// false when it ended first or the wait was given up.
    boolean awaitReady(BooleanSupplier givenUp) throws IOException {
        while (process.isAlive() && !givenUp.getAsBoolean()) {
            if (isReady()) {
                return true;
            }
            Pause.millis(LOOK_EVERY_MILLIS);
        }
        return false;
    }

    private boolean isReady() throws IOException {
        Path file = cluster.data().resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return false;
        }
        List<String> lines = Files.readString(file).lines().toList();
        return lines.size() > STATUS_LINE
                && lines.getFirst().strip().equals(Long.toString(process.pid()))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    /// Blocks until it has ended, for whatever reason.
    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /// Ends all sessions and writes everything out; the next start need not replay.
    void stop() throws InterruptedException {
        if (!process.isAlive()) {
            return;
        }
        Shell.signal("INT", process.pid());
        if (!process.waitFor(FAST_STOP_SECONDS, TimeUnit.SECONDS)) {
            Shell.signal("QUIT", process.pid());
            if (!process.waitFor(QUICK_STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    /// What it said last: on its way up to its own output, afterwards to its log.
    String lastWords() throws IOException {
        return Stream.concat(tail(cluster.folder().resolve("start.log")), newestLog())
                .reduce("", (text, line) -> text + "\n  " + line);
    }

    private Stream<String> newestLog() throws IOException {
        try (var logs = Files.list(cluster.logFolder())) {
            var newest = logs.max((one, other) ->
                    Long.compare(one.toFile().lastModified(), other.toFile().lastModified()));
            return newest.isPresent() ? tail(newest.get()) : Stream.empty();
        }
    }

    private static Stream<String> tail(Path file) throws IOException {
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        return lines.stream().skip(Math.max(0, lines.size() - 12));
    }
}
