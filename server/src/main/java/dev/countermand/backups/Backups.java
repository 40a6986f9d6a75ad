package dev.countermand.backups;

import dev.countermand.cases.CaseAudit;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Writes everything that is stored as it is at one instant, while everybody goes on working.
@Component
public class Backups {

    private static final String PLACEHOLDER = "0".repeat(SealedOutput.SEAL_CHARACTERS);

    private final DataSource database;
    private final Supplier<List<String>> keys;
    private final Clock clock;

    @Autowired
    Backups(DataSource database, CaseAudit audit, Clock clock) {
        this(database, audit::checkpointKeys, clock);
    }

    /// @param keys the public keys that signed checkpoints, in base64
    Backups(DataSource database, Supplier<List<String>> keys, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    /// Writes an archive. All tables are read in one transaction with one snapshot; it takes no locks
    /// that others wait for.
    public void write(OutputStream out) throws IOException, SQLException {
        try (var connection = database.getConnection()) {
            int isolation = connection.getTransactionIsolation();
            try {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                connection.setReadOnly(true);
                write(connection, out);
            } finally {
                connection.rollback();
                connection.setReadOnly(false);
                connection.setTransactionIsolation(isolation);
                connection.setAutoCommit(true);
            }
        }
    }

    private void write(Connection connection, OutputStream out) throws IOException, SQLException {
        var sealed = new SealedOutput(out);
        var zip = new ZipOutputStream(sealed);
        // Half the time of the default, and files a tenth larger.
        zip.setLevel(Deflater.BEST_SPEED + 2);
        zip.setComment(PLACEHOLDER);
        var catalog = new CatalogStore(connection);
        var takenAt = clock.instant();
        var tables = new ArrayList<Manifest.Table>();
        for (var table : catalog.tables()) {
            zip.putNextEntry(new ZipEntry(table.entry()));
            long rows = catalog.copies()
                    .copyOut(
                            "copy (select " + CatalogStore.columns(table) + " from "
                                    + CatalogStore.name(table.schema(), table.name()) + ") to stdout",
                            unclosed(zip));
            zip.closeEntry();
            tables.add(new Manifest.Table(table.schema(), table.name(), table.columns(), rows));
        }
        zip.putNextEntry(new ZipEntry(Archive.MANIFEST));
        zip.write(Archive.JSON.writeValueAsBytes(new Manifest(
                Manifest.FORMAT,
                takenAt,
                connection.getMetaData().getDatabaseProductVersion(),
                catalog.scripts(),
                tables,
                catalog.sequences(),
                keys.get())));
        zip.closeEntry();
        zip.finish();
        zip.flush();
        sealed.seal();
    }

    private static OutputStream unclosed(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() {
                // The next table follows.
            }

            @Override
            public void flush() {
                // Flushing each row would cost more than writing it.
            }
        };
    }
}
