package dev.countermand.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a killed server leaves behind. PostgreSQL outlives a `kill -9` of the server, and the processes
/// of its sessions outlive a `kill -9` of PostgreSQL for a moment and hold its shared memory. Both are
/// stopped before a new one starts; the caller holds the folder's lock, so nobody else can be using
/// them.
///
/// Only processes that work in our data folder are ever touched: a number in an old file may by now be
/// anybody's.
final class Orphans {

    private static final Duration FAST_STOP = Duration.ofSeconds(60);
    private static final Duration SESSIONS_LEAVE_BY_THEMSELVES = Duration.ofSeconds(1);
    private static final Duration QUICK_STOP = Duration.ofSeconds(10);

    private final Path data;

    Orphans(Path data) {
        this.data = data;
    }

    void stop() throws IOException {
        Optional<ProcessHandle> named = named();
        if (named.isPresent() && isOurs(named.get().pid())) {
            stopServer(named.get());
        } else if (named.isPresent()) {
            // PostgreSQL itself would take any living process for its predecessor, and refuse to start.
            Files.delete(pidFile());
        }
        stopSessions();
    }

    private void stopServer(ProcessHandle server) {
        Shell.signal("INT", server.pid());
        if (!gone(List.of(server), FAST_STOP)) {
            Shell.signal("QUIT", server.pid());
            if (!gone(List.of(server), QUICK_STOP)) {
                throw new EmbeddedFailure("An earlier PostgreSQL (process " + server.pid() + ") still works on " + data
                        + " and does not stop. Stop it by hand, then start again.");
            }
        }
    }

    private void stopSessions() {
        List<ProcessHandle> sessions = sessions();
        if (!gone(sessions, SESSIONS_LEAVE_BY_THEMSELVES)) {
            sessions.forEach(session -> Shell.signal("QUIT", session.pid()));
            gone(sessions, QUICK_STOP);
        }
    }

    private List<ProcessHandle> sessions() {
        return Files.exists(Path.of("/proc/self/cwd"))
                ? ProcessHandle.allProcesses()
                        .filter(process -> worksInOurFolder(process.pid()))
                        .toList()
                : List.of();
    }

    private Optional<ProcessHandle> named() throws IOException {
        if (!Files.exists(pidFile())) {
            return Optional.empty();
        }
        String first =
                Files.readString(pidFile()).lines().findFirst().orElse("").strip();
        return first.matches("\\d{1,18}") ? ProcessHandle.of(Long.parseLong(first)) : Optional.empty();
    }

    private boolean isOurs(long process) {
        return worksInOurFolder(process) || wasStartedForOurFolder(process);
    }

    // PostgreSQL and all its processes stand in the data folder; who happens to have an old number does
    // not.
    private boolean worksInOurFolder(long process) {
        try {
            return Files.isSameFile(Path.of("/proc", Long.toString(process), "cwd"), data);
        } catch (IOException goneOrNotAllowed) {
            return false;
        }
    }

    // Where there is no /proc, and where its links of another account may not be followed.
    private boolean wasStartedForOurFolder(long process) {
        List<String> words = words(process);
        int option = words.indexOf("-D");
        return option > 0
                && words.getFirst().endsWith("postgres")
                && option + 1 < words.size()
                && words.get(option + 1).equals(data.toString());
    }

    private static List<String> words(long process) {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(process), "cmdline"));
            return List.of(new String(line, StandardCharsets.UTF_8).split("\0"));
        } catch (IOException noProc) {
            var info = ProcessHandle.of(process).map(ProcessHandle::info);
            var words = new ArrayList<String>();
            info.flatMap(ProcessHandle.Info::command).ifPresent(words::add);
            info.flatMap(ProcessHandle.Info::arguments).ifPresent(arguments -> words.addAll(List.of(arguments)));
            return words;
        }
    }

    private Path pidFile() {
        return data.resolve("postmaster.pid");
    }

    private static boolean gone(List<ProcessHandle> processes, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        while (processes.stream().anyMatch(ProcessHandle::isAlive)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Pause.millis(20);
        }
        return true;
    }
}
