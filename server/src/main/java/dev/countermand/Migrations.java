package dev.countermand;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// Brings the database to the shape this program expects: one Flyway history for each module, in the
/// module's own schema, from `db/migration/<module>/`. Modules without scripts are skipped.
///
/// Several processes may start on one database at once: the first migrates, the others wait for it.
public final class Migrations {

    /// In the order in which modules may lean on each other; a lower one is complete before an upper one
    /// starts.
    static final List<String> MODULES = List.of(
            "accounts",
            "site",
            "cases",
            "orders",
            "customers",
            "storefront",
            "policies",
            "payments",
            "cancellations",
            "feeds",
            "notifications",
            "mailbox",
            "fulfilment",
            "sandbox",
            "stripe",
            "connectors");

    /// Any number will do, so long as nothing else in the database locks it: "countermand" in ASCII,
    /// shortened.
    private static final long LOCK = 0x636f756e7465726dL;

    private static final String LATEST = "latest";

    private Migrations() {}

    /// Runs what has not been run yet. Fails with the script's error; what earlier modules did then
    /// stays, as each script is a transaction of its own.
    public static void run(DataSource database) {
        run(database, "db/migration", MODULES);
    }

    /// Runs only these modules' scripts, up to a version each: to make the tables that a backup has.
    public static void run(DataSource database, Map<String, String> lastVersions) {
        run(
                database,
                "db/migration",
                MODULES.stream().filter(lastVersions::containsKey).toList(),
                lastVersions);
    }

    static void run(DataSource database, String root, List<String> modules) {
        run(database, root, modules, Map.of());
    }

    private static void run(DataSource database, String root, List<String> modules, Map<String, String> lastVersions) {
        try (Connection guard = database.getConnection()) {
            guard.setAutoCommit(false);
            lock(guard);
            modules.stream()
                    .filter(module -> hasScripts(root + "/" + module))
                    .forEach(module ->
                            migrate(database, root + "/" + module, module, lastVersions.getOrDefault(module, LATEST)));
            guard.commit();
        } catch (SQLException failure) {
            throw new IllegalStateException("The database cannot be reached for its migrations", failure);
        }
    }

    // Flyway's own lock is per history table and does not cover "create schema": two first starts would
    // collide there.
    private static void lock(Connection guard) throws SQLException {
        try (var statement = guard.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
        }
    }

    private static boolean hasScripts(String folder) {
        try {
            return new PathMatchingResourcePatternResolver().getResources("classpath*:" + folder + "/V*.sql").length
                    > 0;
        } catch (FileNotFoundException none) {
            return false;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void migrate(DataSource database, String folder, String module, String target) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:" + folder)
                .schemas(module)
                .defaultSchema(module)
                .table("flyway_history")
                .failOnMissingLocations(true)
                .target(target)
                .load()
                .migrate();
    }
}
