package dev.countermand.feeds;

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
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
    record Kept(UUID job, Path file, FileChannel lock, long bytes) {

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
            return new Kept(job, file, channel, copy(in, channel));
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

    /// The files that lie here although no process works on them, the oldest first; now they are this one's.
    List<Kept> forgotten() throws IOException {
        var kept = new ArrayList<Kept>();
        if (!Files.isDirectory(folder)) {
            return kept;
        }
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (var file : files) {
                var name = file.getFileName().toString();
                var job = Ids.parse("imp", name.substring(0, name.length() - SUFFIX.length()));
                var channel = job == null ? null : free(file);
                if (job != null && channel != null) {
                    kept.add(new Kept(job, file, channel, Files.size(file)));
                }
            }
        }
        kept.sort(Comparator.comparing(k -> k.file().getFileName().toString()));
        return kept;
    }

    /// A lock on it; null when somebody else works on it.
    private static @Nullable FileChannel free(Path file) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException ours) {
            // This process works on it.
        }
        channel.close();
        return null;
    }
}
