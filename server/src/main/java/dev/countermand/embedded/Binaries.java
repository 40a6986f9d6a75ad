package dev.countermand.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.tukaani.xz.XZInputStream;

/// The programs of PostgreSQL: unpacked once from the jar of this platform into a folder named after their
/// content, so that an upgrade unpacks anew and a half-unpacked folder is never used.
final class Binaries {

    private Binaries() {}

    /// The folder that holds `bin`, `lib` and `share`.
    static Path unpackInto(Path folder) throws IOException {
        String resource = resource();
        Path unpacked = folder.resolve(fingerprint(resource));
        if (!Files.isDirectory(unpacked)) {
            Folders.create(folder);
            Path draft = Files.createTempDirectory(folder, "unpacking");
            try (var archive = new XZInputStream(open(resource))) {
                Tar.unpack(archive, draft);
            }
            openFolders(draft);
            publish(draft, unpacked);
        }
        return unpacked;
    }

    /// Removes what earlier versions left, once nothing runs from there any more.
    static void removeAllBut(Path current) throws IOException {
        Path folder = current.getParent();
        if (folder == null) {
            return;
        }
        try (var entries = Files.list(folder)) {
            for (Path entry : entries.filter(other -> !other.equals(current)).toList()) {
                Folders.delete(entry);
            }
        }
    }

    // Whatever the caller's umask: PostgreSQL may have to run as another account than the one that unpacks.
    private static void openFolders(Path top) throws IOException {
        try (var tree = Files.walk(top)) {
            for (Path folder : tree.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                Folders.permit(folder, "rwxr-xr-x");
            }
        }
    }

    private static void publish(Path draft, Path unpacked) throws IOException {
        try {
            Files.move(draft, unpacked);
        } catch (IOException lost) {
            // Another process unpacked the same thing meanwhile; that one is as good.
            Folders.delete(draft);
            if (!Files.isDirectory(unpacked)) {
                throw lost;
            }
        }
    }

    private static String resource() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        var names = switch (machine) {
            case "aarch64", "arm64" -> List.of("arm_64", "arm64v8");
            case "amd64", "x86_64" -> List.of("x86_64");
            default -> List.of(machine);
        };
        return names.stream()
                .map(name -> "/postgres-" + system + "-" + name + ".txz")
                .filter(name -> Binaries.class.getResource(name) != null)
                .findFirst()
                .orElseThrow(() -> new EmbeddedFailure("This build brings no PostgreSQL for " + system + " on "
                        + machine + ". Set COUNTERMAND_DATABASE_URL to a PostgreSQL of your own (15 to 18)."));
    }

    private static InputStream open(String resource) throws IOException {
        InputStream stream = Binaries.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IOException(resource + " is gone");
        }
        return stream;
    }

    private static String fingerprint(String resource) throws IOException {
        try (var stream = open(resource)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[64 * 1024];
            for (int read = stream.read(buffer); read > 0; read = stream.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return "postgresql-" + HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
