package dev.countermand.site;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/// Rows on their way into a table, as texts that PostgreSQL reads into each column's own type. Many go by
/// COPY, the fastest way in; a few by one INSERT, which spares COPY's two further round trips and whose plan
/// is kept. A row is its columns in the order of the statement, then [#end].
public final class BulkRows {

    private static final String NULL = "\\N";

    /// So many rows go by INSERT at most.
    private static final int INSERTED_MAX = 128;

    private final List<List<@Nullable String>> rows = new ArrayList<>();
    private List<@Nullable String> row = new ArrayList<>();

    /// A text, JSON or array literal.
    public BulkRows text(@Nullable String value) {
        row.add(value);
        return this;
    }

    public BulkRows number(long value) {
        return text(Long.toString(value));
    }

    public BulkRows number(@Nullable Long value) {
        return text(value == null ? null : value.toString());
    }

    public BulkRows flag(boolean value) {
        return text(value ? "t" : "f");
    }

    /// To the microsecond, which is what a column keeps.
    public BulkRows time(@Nullable Instant value) {
        return text(value == null ? null : value.toString());
    }

    public BulkRows id(@Nullable UUID value) {
        return text(value == null ? null : value.toString());
    }

    public BulkRows bytes(byte @Nullable [] value) {
        return text(value == null ? null : "\\x" + HexFormat.of().formatHex(value));
    }

    /// Ends the row.
    public void end() {
        rows.add(row);
        row = new ArrayList<>(row.size());
    }

    /// Sends the rows, inside the caller's transaction. Without rows nothing is sent.
    ///
    /// @param columns the table and its columns: `orders.line (part, order_id, …)`
    public void into(JdbcTemplate jdbc, String columns) {
        if (rows.isEmpty()) {
            return;
        }
        if (rows.size() > INSERTED_MAX) {
            copy(jdbc, columns);
        } else {
            insert(jdbc, columns);
        }
    }

    // The driver makes one statement of many rows of it.
    private void insert(JdbcTemplate jdbc, String columns) {
        var values = String.join(", ", Collections.nCopies(rows.getFirst().size(), "?"));
        jdbc.batchUpdate(
                "insert into " + columns + " values (" + values + ")", rows, rows.size(), (statement, cells) -> {
                    for (int i = 0; i < cells.size(); i++) {
                        // Of no type, so that it is read as the column's.
                        statement.setObject(i + 1, cells.get(i), Types.OTHER);
                    }
                });
    }

    private void copy(JdbcTemplate jdbc, String columns) {
        jdbc.execute((ConnectionCallback<Long>) connection -> {
            try {
                return connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy " + columns + " from stdin", new StringReader(copyText()));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
    }

    private String copyText() {
        var text = new StringBuilder();
        for (var cells : rows) {
            for (int i = 0; i < cells.size(); i++) {
                if (i > 0) {
                    text.append('\t');
                }
                escape(cells.get(i), text);
            }
            text.append('\n');
        }
        return text.toString();
    }

    // Everything that could end a column.
    private static void escape(@Nullable String value, StringBuilder text) {
        if (value == null) {
            text.append(NULL);
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
    }
}
