package dev.countermand.feeds;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// The real rows that the bench has, as one file.
final class RetailFile {

    private static final Path FOLDER = Path.of("../bench/src/main/resources/online-retail");
    private static final List<String> MONTHS = List.of("2010-12", "2011-01", "2011-02");

    private RetailFile() {}

    /// All of them, or the first so many months, gzipped.
    static byte[] months(int count) {
        var all = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(all)) {
            for (var month : MONTHS.subList(0, count)) {
                var text = month(month);
                // One heading is enough.
                boolean first = month.equals(MONTHS.getFirst());
                out.write((first ? text : text.substring(text.indexOf('\n') + 1)).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }

    private static String month(String month) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(FOLDER.resolve(month + ".csv.gz")))) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.endsWith("\n") ? text : text + "\n";
        }
    }
}
