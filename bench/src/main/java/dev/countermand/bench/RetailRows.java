package dev.countermand.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/// The real invoice rows that lie beside this class, as one file with one heading.
final class RetailRows {

    static final int ROWS = 105_335;

    private static final List<String> MONTHS = List.of("2010-12", "2011-01", "2011-02");

    private RetailRows() {}

    static byte[] all() {
        var all = new ByteArrayOutputStream();
        for (var month : MONTHS) {
            try (var in = new GZIPInputStream(Objects.requireNonNull(
                    RetailRows.class.getResourceAsStream("/online-retail/" + month + ".csv.gz")))) {
                byte[] text = in.readAllBytes();
                int from = 0;
                while (all.size() > 0 && text[from++] != '\n') {
                    // One heading is enough.
                }
                all.write(text, from, text.length - from);
                if (text[text.length - 1] != '\n') {
                    all.write('\n');
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all.toByteArray();
    }
}
