package dev.countermand.feeds;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// How a file of orders is written.
public enum ImportFormat {
    /// One snapshot in the form of the API in each line.
    JSONL {
        @Override
        void read(InputStream in, Consumer<ImportRow> rows) throws IOException {
            new JsonLines(in).read(rows);
        }
    },
    /// The retail shop of tau2-bench: users and orders in one JSON document.
    TAU2_RETAIL {
        @Override
        void read(InputStream in, Consumer<ImportRow> rows) throws IOException {
            TauRetail.read(in, rows);
        }
    },
    /// The invoice rows of UCI's "Online Retail": purchases, and cancellations that do not name their
    /// purchase. Its rows are not orders: [RetailImport] groups them.
    ONLINE_RETAIL {
        @Override
        void read(InputStream in, Consumer<ImportRow> rows) {
            throw new UnsupportedOperationException("rows of this format are not orders");
        }
    };

    /// Tells every order of the file. Fails with a `Problem` when the file as a whole cannot be read.
    abstract void read(InputStream in, Consumer<ImportRow> rows) throws IOException;

    /// Where a job begins.
    String firstPhase() {
        return this == ONLINE_RETAIL ? "reading" : "rows";
    }

    /// The name in addresses: lower case with hyphens.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Reads the name; empty for anything else.
    public static Optional<ImportFormat> of(String word) {
        return Arrays.stream(values()).filter(f -> f.word().equals(word)).findFirst();
    }
}
