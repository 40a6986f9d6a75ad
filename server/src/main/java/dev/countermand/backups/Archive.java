package dev.countermand.backups;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A backup in a file: a ZIP with one entry for each table in PostgreSQL's COPY format and a manifest.
/// Its last 64 characters, the ZIP's comment, are the SHA-256 of everything before them.
public final class Archive implements AutoCloseable {

    /// A file that is no whole backup; the message says why.
    public static final class Broken extends Exception {

        private static final long serialVersionUID = 1;

        Broken(String message) {
            super(message);
        }
    }

    static final String MANIFEST = "manifest.json";
    static final JsonMapper JSON = new JsonMapper();

    private static final int BUFFER_BYTES = 1 << 16;

    private final ZipFile zip;
    private final Manifest manifest;

    private Archive(ZipFile zip, Manifest manifest) {
        this.zip = zip;
        this.manifest = manifest;
    }

    /// Reads the whole file once and compares its checksum. Fails with `Broken` for one that was cut off
    /// or altered, and for anything that is no backup.
    public static void check(Path file) throws IOException, Broken {
        long rest = Files.size(file) - SealedOutput.SEAL_CHARACTERS;
        if (rest <= 0) {
            throw new Broken(file + " is no backup: it is too short.");
        }
        var digest = SealedOutput.sha256();
        try (var in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            while (rest > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, rest));
                if (read < 0) {
                    throw new Broken(file + " became shorter while it was read.");
                }
                digest.update(buffer, 0, read);
                rest -= read;
            }
            var seal = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            if (!seal.equals(HexFormat.of().formatHex(digest.digest()))) {
                throw new Broken(
                        file + " is not a whole backup: it was cut off or altered, as its checksum does not fit.");
            }
        }
    }

    /// Opens a backup after [#check]. Fails with `Broken` also for one of a newer format.
    static Archive open(Path file) throws IOException, Broken {
        check(file);
        var zip = new ZipFile(file.toFile());
        try {
            var entry = zip.getEntry(MANIFEST);
            if (entry == null) {
                throw new Broken(file + " has no manifest: it is no backup of Countermand.");
            }
            Manifest manifest;
            try (var in = zip.getInputStream(entry)) {
                var tree = JSON.readTree(in);
                if (tree.path("format").asInt(0) > Manifest.FORMAT) {
                    throw new Broken(file + " was written by a newer Countermand: restore it with that one.");
                }
                manifest = JSON.treeToValue(tree, Manifest.class);
            }
            return new Archive(zip, manifest);
        } catch (JacksonException | Broken | IOException failure) {
            zip.close();
            if (failure instanceof JacksonException) {
                throw new Broken(file + " has a manifest that cannot be read.");
            }
            throw failure;
        }
    }

    Manifest manifest() {
        return manifest;
    }

    /// The rows of a table, as COPY wrote them.
    InputStream rows(Manifest.Table table) throws IOException {
        ZipEntry entry = Objects.requireNonNull(zip.getEntry(table.entry()), table.entry());
        return zip.getInputStream(entry);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
