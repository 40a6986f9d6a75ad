package dev.countermand.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The memory that a server and its PostgreSQL hold, as Linux tells it: MiB, what processes share counted once;
/// 0 where the system does not tell.
record Memory(long server, long postgres) {

    static Memory of(Stream<ProcessHandle> server, Optional<Postgres> postgres) {
        var database = postgres.stream()
                .map(Postgres::process)
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()));
        return new Memory(mebibytes(server), mebibytes(database));
    }

    private static long mebibytes(Stream<ProcessHandle> processes) {
        return processes.mapToLong(Memory::proportionalKibibytes).sum() / 1024;
    }

    private static long proportionalKibibytes(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException goneOrNotLinux) {
            return 0;
        }
    }
}
