package dev.countermand.cli;

import dev.countermand.backups.Archive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Fetches a backup from the running server into a file.
final class BackupVerb implements Verb {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final long TELL_BYTES = 4L << 20;

    private final Map<String, String> environment;

    BackupVerb() {
        this(System.getenv());
    }

    /// @param environment which server, as in [Server#in]
    BackupVerb(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "backup";
    }

    @Override
    public String summary() {
        return "write everything that is stored into a file";
    }

    @Override
    public String help() {
        return """
                Usage: ./countermand backup FILE

                Writes everything that the running server has stored, as it is at one instant, into one file, and
                compares it with its checksum. The server goes on working. The file holds every secret and every
                customer: it is made readable for its owner only, so keep it so.

                ./countermand restore FILE brings it back into an empty data folder or database.
                """;
    }

    @Override
    public void run(List<String> words) throws Usage, Failure {
        if (words.size() != 1 || words.getFirst().startsWith("-")) {
            throw new Usage("Which file? Name one.");
        }
        Path file = Path.of(words.getFirst());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        if (Files.exists(file)) {
            throw new Failure(file + " exists already; a backup does not overwrite another.");
        }
        try (var server = Server.in(environment)) {
            server.stream("GET", "/v1/backup", bytes -> keep(bytes, part));
            Archive.check(part);
            Files.move(part, file);
            System.out.println(file + ": " + size(Files.size(file)) + ", whole and readable.");
        } catch (Archive.Broken broken) {
            throw new Failure("The backup did not arrive whole; try again. " + broken.getMessage());
        } catch (IOException failure) {
            throw new Failure(file + " cannot be written: " + failure.getMessage());
        } finally {
            drop(part);
        }
    }

    private static void keep(InputStream bytes, Path part) throws IOException {
        var progress = new ProgressLine();
        Files.deleteIfExists(part);
        try (var channel = FileChannel.open(
                part,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long written = 0;
            long told = 0;
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                var rest = ByteBuffer.wrap(buffer, 0, read);
                while (rest.hasRemaining()) {
                    written += channel.write(rest);
                }
                if (written - told >= TELL_BYTES) {
                    told = written;
                    progress.show(size(written) + " written");
                }
            }
            channel.force(true);
        }
        progress.end();
    }

    private static void drop(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException left) {
            System.err.println(part + " could not be removed: " + left.getMessage());
        }
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
