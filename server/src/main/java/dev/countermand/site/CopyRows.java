package dev.countermand.site;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/// Rows on their way into a table by COPY, in PostgreSQL's text form: the fastest way in for many. A row
/// is its columns in the order of the statement, then [#end].
public final class CopyRows {

    private static final String NULL = "\\N";

    private final StringBuilder rows = new StringBuilder();
    private boolean begun;
    private int count;

    /// A text, JSON or array literal; everything that could end a column is escaped.
    public CopyRows text(@Nullable String value) {
        separate();
        if (value == null) {
            rows.append(NULL);
            return this;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> rows.append("\\\\");
                case '\t' -> rows.append("\\t");
                case '\n' -> rows.append("\\n");
                case '\r' -> rows.append("\\r");
                default -> rows.append(c);
            }
        }
        return this;
    }

    public CopyRows number(long value) {
        separate();
        rows.append(value);
        return this;
    }

    public CopyRows number(@Nullable Long value) {
        return value == null ? text(null) : number(value.longValue());
    }

    public CopyRows flag(boolean value) {
        separate();
        rows.append(value ? 't' : 'f');
        return this;
    }

    /// To the microsecond, which is what a column keeps.
    public CopyRows time(@Nullable Instant value) {
        return text(value == null ? null : value.toString());
    }

    public CopyRows id(@Nullable UUID value) {
        return text(value == null ? null : value.toString());
    }

    public CopyRows bytes(byte @Nullable [] value) {
        if (value == null) {
            return text(null);
        }
        separate();
        rows.append("\\\\x").append(HexFormat.of().formatHex(value));
        return this;
    }

    /// Ends the row.
    public void end() {
        rows.append('\n');
        begun = false;
        count++;
    }

    /// Sends the rows, inside the caller's transaction. Without rows nothing is sent.
    ///
    /// @param columns the table and its columns: `orders.line (part, order_id, …)`
    public void into(JdbcTemplate jdbc, String columns) {
        if (count == 0) {
            return;
        }
        jdbc.execute((ConnectionCallback<Long>) connection -> {
            try {
                return connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy " + columns + " from stdin", new StringReader(rows.toString()));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
    }

    private void separate() {
        if (begun) {
            rows.append('\t');
        }
        begun = true;
    }
}
