package dev.countermand.orders.imports;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Keeps files that were sent until they are worked on, in the data folder. A kept file is locked by its
/// process, so that another one can tell a waiting file from a forgotten one.
@Component
class Spool {

    private static final long FILE_BYTES_MAX = 4L * 1024 * 1024 * 1024;
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final String SUFFIX = ".orders";

    private final Path folder;

    Spool(@Value("${countermand.home}") Path home) {
        this.folder = home.resolve("imports");
    }

    /// A file as it was sent, open and locked until it is dropped.
    record Kept(Path file, FileChannel lock, long bytes) {

        void drop() throws IOException {
            Files.deleteIfExists(file);
            lock.close();
        }
    }

    /// Fails with TOO_LARGE beyond 4 GiB; then, as on any failure, nothing is kept.
    Kept keep(UUID job, InputStream in) throws IOException {
        Files.createDirectories(folder);
        var file = folder.resolve(Ids.text("imp", job) + SUFFIX);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            channel.lock();
            return new Kept(file, channel, copy(in, channel));
        } catch (IOException | RuntimeException failure) {
            channel.close();
            Files.deleteIfExists(file);
            throw failure;
        }
    }

    private static long copy(InputStream in, FileChannel out) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        long bytes = 0;
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            bytes += read;
            if (bytes > FILE_BYTES_MAX) {
                throw Problem.of(
                        Problem.Kind.TOO_LARGE,
                        "too_large",
                        "A file may have " + FILE_BYTES_MAX + " bytes: split it, or compress it with gzip.");
            }
            var buffer = ByteBuffer.wrap(chunk, 0, read);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
        }
        return bytes;
    }

    /// The jobs whose files lie here although no process works on them; the files are deleted.
    List<UUID> forgotten() throws IOException {
        var jobs = new ArrayList<UUID>();
        if (!Files.isDirectory(folder)) {
            return jobs;
        }
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (var file : files) {
                var name = file.getFileName().toString();
                var job = Ids.parse("imp", name.substring(0, name.length() - SUFFIX.length()));
                if (job != null && isFree(file)) {
                    Files.deleteIfExists(file);
                    jobs.add(job);
                }
            }
        }
        return jobs;
    }

    private static boolean isFree(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        }
    }
}
