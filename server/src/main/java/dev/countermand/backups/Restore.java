package dev.countermand.backups;

import dev.countermand.backups.Archive.Broken;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import javax.sql.DataSource;

/// Brings a backup back into an empty database.
public final class Restore {

    /// Makes the tables as they were: schema → the last migration to run.
    public interface Schemas {

        /// Fails with whatever the migrations say.
        void make(Map<String, String> lastVersions);
    }

    /// It cannot be restored here; nothing was changed. The message says why and what would help.
    public static final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /// What was brought back.
    ///
    /// @param checkpointKeys public keys, in base64, whose signatures the restored checkpoints carry
    public record Restored(long tables, long rows, List<String> checkpointKeys) {}

    private final DataSource database;
    private final Set<String> ours;
    private final Schemas schemas;
    private final Consumer<String> progress;

    /// @param ours the schemas that this program would use
    /// @param progress is told what is being done, in short sentences
    public Restore(DataSource database, Set<String> ours, Schemas schemas, Consumer<String> progress) {
        this.database = database;
        this.ours = Set.copyOf(ours);
        this.schemas = schemas;
        this.progress = progress;
    }

    /// Restores everything or nothing. The archive is read through and compared with its checksum before
    /// anything is touched.
    public Restored run(Path file) throws IOException, SQLException, Broken, Refused {
        progress.accept("Comparing " + file + " with its checksum");
        try (var archive = Archive.open(file);
                var connection = database.getConnection()) {
            var manifest = archive.manifest();
            var catalog = new CatalogStore(connection);
            refuseUnlessEmpty(catalog, manifest);
            try {
                progress.accept("Making the tables as of " + manifest.takenAt());
                schemas.make(lastVersions(manifest));
                sameShape(catalog, manifest);
                connection.setAutoCommit(false);
                long rows = fill(catalog, archive);
                connection.commit();
                connection.setAutoCommit(true);
                catalog.execute("analyze");
                return new Restored(manifest.tables().size(), rows, manifest.keys());
            } catch (IOException | SQLException | Refused | RuntimeException failure) {
                remove(connection, manifest);
                throw failure;
            }
        }
    }

    private void refuseUnlessEmpty(CatalogStore catalog, Manifest manifest) throws SQLException, Refused {
        var schemasOfBoth = new TreeSet<>(ours);
        schemasOfBoth.addAll(manifest.scripts().keySet());
        var there = catalog.existing(schemasOfBoth);
        if (!there.isEmpty()) {
            throw new Refused(
                    "The database is not empty: it has " + there.size() + " tables, such as " + there.getFirst()
                            + ". A backup is restored into an empty one only; nothing was changed. Give it another"
                            + " COUNTERMAND_HOME, or another database in COUNTERMAND_DATABASE_URL.");
        }
        var unknown = new TreeSet<>(manifest.scripts().keySet());
        unknown.removeAll(ours);
        if (!unknown.isEmpty()) {
            throw new Refused(
                    "The backup was written by a newer Countermand: it has " + unknown + ". Restore it with that one.");
        }
    }

    private static Map<String, String> lastVersions(Manifest manifest) {
        var versions = new HashMap<String, String>();
        manifest.scripts().forEach((schema, scripts) -> {
            if (!scripts.isEmpty()) {
                versions.put(schema, scripts.getLast().version());
            }
        });
        return versions;
    }

    private static void sameShape(CatalogStore catalog, Manifest manifest) throws SQLException, Refused {
        var made = catalog.scripts();
        for (var wanted : manifest.scripts().entrySet()) {
            if (!wanted.getValue().equals(made.getOrDefault(wanted.getKey(), List.of()))) {
                throw new Refused("The backup has other migrations of " + wanted.getKey() + " (" + wanted.getValue()
                        + ") than this Countermand (" + made.get(wanted.getKey())
                        + "). Restore it with the version that wrote it, then upgrade.");
            }
        }
    }

    private long fill(CatalogStore catalog, Archive archive) throws SQLException, IOException, Refused {
        var manifest = archive.manifest();
        // Row by row they would be checked one at a time and kept in memory until the end; put back,
        // each is checked in one pass.
        var foreignKeys = catalog.foreignKeys();
        for (var key : foreignKeys) {
            catalog.execute(key.getFirst());
        }
        var names = new ArrayList<String>();
        manifest.tables().forEach(table -> names.add(CatalogStore.name(table.schema(), table.name())));
        catalog.execute("truncate " + String.join(", ", names));
        long rows = 0;
        int done = 0;
        for (var table : manifest.tables()) {
            progress.accept(++done + " of " + names.size() + ": " + table.rows() + " rows of " + table.schema() + "."
                    + table.name());
            rows += fill(catalog, archive, table);
        }
        for (var sequence : manifest.sequences()) {
            catalog.set(sequence);
        }
        for (var key : foreignKeys) {
            catalog.execute(key.getLast());
        }
        return rows;
    }

    private static long fill(CatalogStore catalog, Archive archive, Manifest.Table table)
            throws SQLException, IOException, Refused {
        try (var in = archive.rows(table)) {
            long rows = catalog.copies()
                    .copyIn(
                            "copy " + CatalogStore.name(table.schema(), table.name()) + " ("
                                    + CatalogStore.columns(table) + ") from stdin",
                            in);
            if (rows != table.rows()) {
                throw new Refused(table.entry() + " has " + rows + " rows; the manifest says " + table.rows() + ".");
            }
            return rows;
        }
    }

    private void remove(Connection connection, Manifest manifest) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        var catalog = new CatalogStore(connection);
        var all = new TreeSet<>(ours);
        all.addAll(manifest.scripts().keySet());
        for (var schema : all) {
            catalog.execute("drop schema if exists " + CatalogStore.quoted(schema) + " cascade");
        }
    }
}
