package dev.countermand.feeds;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads comma-separated values (RFC 4180) record by record, with memory for one record only. A record
/// that is too long or no UTF-8 is that record's fault alone.
final class CsvRecords {

    static final int RECORD_BYTES_MAX = 64 * 1024;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /// A record.
    ///
    /// @param number its place in the file, from 1; a heading counts
    /// @param fields its values; empty when it is too long, and not to be shown when it is no UTF-8
    /// @param fault `too_long` or `encoding`; null when it could be read
    record Fields(int number, List<String> fields, @Nullable String fault) {}

    private static final int END = -1;
    private static final int TOO_LONG = -2;

    private final InputStream in;
    private final byte[] chunk = new byte[RECORD_BYTES_MAX];
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int at;
    private int filled;
    private boolean skip;
    private int number;

    CsvRecords(InputStream in) {
        this.in = in;
    }

    /// The next record that is not empty; null at the end.
    @Nullable
    Fields next() throws IOException {
        if (skip) {
            skipLine();
        }
        while (true) {
            bytes.reset();
            int end = record();
            if (end == END && bytes.size() == 0) {
                return null;
            }
            number++;
            if (end == TOO_LONG) {
                skip = true;
                return new Fields(number, List.of(), "too_long");
            }
            if (bytes.size() > 0) {
                return fields();
            }
        }
    }

    /// Reads to the end of the record: a line break outside of quotes.
    private int record() throws IOException {
        boolean quoted = false;
        int before = ',';
        for (int b = read(); b >= 0; b = read()) {
            if (b == '\n' && !quoted) {
                return b;
            }
            if (b == '"') {
                quoted = !quoted && (before == ',' || before == '"');
            }
            if (bytes.size() >= RECORD_BYTES_MAX) {
                return TOO_LONG;
            }
            if (b != '\r' || quoted) {
                bytes.write(b);
            }
            before = b;
        }
        return END;
    }

    /// Of a record that is too long, the rest of its line is left out.
    private void skipLine() throws IOException {
        int b = read();
        while (b >= 0 && b != '\n') {
            b = read();
        }
        skip = false;
    }

    private int read() throws IOException {
        if (at == filled) {
            filled = in.read(chunk);
            at = 0;
            if (filled <= 0) {
                filled = 0;
                return END;
            }
        }
        return chunk[at++] & 0xff;
    }

    private Fields fields() {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            boolean marked = number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
            return new Fields(number, split(marked ? text.substring(1) : text), null);
        } catch (CharacterCodingException foreign) {
            // So that the row can at least be told whose it is.
            return new Fields(number, split(bytes.toString(StandardCharsets.ISO_8859_1)), "encoding");
        }
    }

    static List<String> split(String record) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < record.length(); i++) {
            char c = record.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < record.length() && record.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && field.isEmpty()) {
                quoted = true;
            } else if (c == ',') {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
