package dev.countermand.policies.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The documents under `src/test/resources/policies`. What is to be found in one stands in its first lines:
/// `# expect: 5:3 unknown_key`.
public final class Documents {

    private static final Path FOLDER = Path.of("src/test/resources/policies");
    private static final String EXPECT = "# expect: ";

    private Documents() {}

    public static List<Path> in(String folder) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files.sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static String read(String name) {
        return read(FOLDER.resolve(name));
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static List<String> expected(String document) {
        return document.lines()
                .filter(line -> line.startsWith(EXPECT))
                .map(line -> line.substring(EXPECT.length()))
                .toList();
    }
}
