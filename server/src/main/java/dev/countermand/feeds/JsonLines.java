package dev.countermand.feeds;

import dev.countermand.kernel.Problem;
import dev.countermand.site.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/// Reads JSON Lines. A line that is too long or no JSON is that line's fault only.
final class JsonLines {

    static final int LINE_BYTES_MAX = 1024 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream in;
    private boolean tooLong;

    JsonLines(InputStream in) {
        this.in = in;
    }

    void read(Consumer<ImportRow> rows) throws IOException {
        int row = 0;
        for (byte[] line = next(); line != null; line = next()) {
            row++;
            var text = new String(line, StandardCharsets.UTF_8);
            if (row == 1 && text.startsWith(BYTE_ORDER_MARK)) {
                text = text.substring(1);
            }
            if (tooLong) {
                rows.accept(ImportRow.faulty(
                        row,
                        null,
                        Problem.of(
                                Problem.Kind.TOO_LARGE,
                                "too_large",
                                "A line may have " + LINE_BYTES_MAX + " bytes: split the order or shorten it.")));
            } else if (!text.isBlank()) {
                rows.accept(parse(row, text));
            }
        }
    }

    private static ImportRow parse(int row, String text) {
        try {
            var snapshot = Json.tree(text);
            var number = snapshot.path("number");
            if (!number.isString()) {
                return ImportRow.faulty(
                        row, null, Problem.invalid("required", "/number", "Give the order's number as a text."));
            }
            return new ImportRow(row, number.stringValue(), snapshot, List.of(), null);
        } catch (Problem problem) {
            return ImportRow.faulty(row, null, problem);
        }
    }

    /// The next line without its end; null at the end of the file. Of a line that is too long only the
    /// beginning.
    private byte @org.jspecify.annotations.Nullable [] next() throws IOException {
        var line = new ByteArrayOutputStream();
        tooLong = false;
        int read = in.read();
        if (read < 0) {
            return null;
        }
        for (; read >= 0 && read != '\n'; read = in.read()) {
            if (line.size() < LINE_BYTES_MAX) {
                line.write(read);
            } else {
                tooLong = true;
            }
        }
        return line.toByteArray();
    }
}
