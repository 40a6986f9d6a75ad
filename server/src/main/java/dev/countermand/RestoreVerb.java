package dev.countermand;

import dev.countermand.backups.Archive;
import dev.countermand.backups.Restore;
import dev.countermand.cli.Verb;
import dev.countermand.embedded.EmbeddedFailure;
import dev.countermand.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/// Brings a backup back while no server runs: into the data folder's own PostgreSQL, or into the
/// operator's.
final class RestoreVerb implements Verb {

    private final Map<String, String> environment;

    RestoreVerb() {
        this(System.getenv());
    }

    /// @param environment where to: `COUNTERMAND_HOME`, `COUNTERMAND_DATABASE_URL`
    RestoreVerb(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public String summary() {
        return "bring a backup back into an empty data folder";
    }

    @Override
    public String help() {
        return """
                Usage: ./countermand restore FILE

                Brings a backup back into the data folder COUNTERMAND_HOME, or into the database named by
                COUNTERMAND_DATABASE_URL. Either must be empty, and no server may run there. The file is compared with
                its checksum before anything is touched; then everything is restored or nothing. Afterwards start the
                server and let ./countermand verify say that every promise still holds.
                """;
    }

    @Override
    public void run(List<String> words) throws Usage, Failure {
        if (words.size() != 1 || words.getFirst().startsWith("-")) {
            throw new Usage("Which file? Name one.");
        }
        Path file = Path.of(words.getFirst());
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new Failure(file + " cannot be read.");
        }
        beQuiet();
        try {
            Archive.check(file);
            restore(file);
        } catch (Archive.Broken | Restore.Refused | EmbeddedFailure no) {
            throw new Failure(String.valueOf(no.getMessage()));
        } catch (StartFailure no) {
            throw new Failure(no.getMessage() + " " + no.cure());
        } catch (IOException | SQLException failure) {
            throw new Failure("Nothing was restored: " + failure.getMessage());
        }
    }

    /// No server has set up the log: what its libraries tell, the address of the database among it, would
    /// stand between our own lines.
    private static void beQuiet() {
        LoggingSystem.get(RestoreVerb.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    }

    private void restore(Path file) throws IOException, SQLException, Archive.Broken, Restore.Refused {
        String url = environment.getOrDefault("COUNTERMAND_DATABASE_URL", "");
        if (!url.isBlank()) {
            var theirs = DatabaseUrl.parse(url);
            theirs.check();
            conclude(into(source(theirs.jdbc(), theirs.user(), theirs.password()), file));
            return;
        }
        Files.createDirectories(Objects.requireNonNullElse(home().getParent(), home()));
        System.err.println("Starting PostgreSQL in " + home());
        try (var embedded = EmbeddedPostgres.start(home().resolve("postgresql"))) {
            var login = embedded.application();
            conclude(into(source(login.url(), login.user(), login.password()), file));
        }
    }

    private static Restore.Restored into(PGSimpleDataSource database, Path file)
            throws IOException, SQLException, Archive.Broken, Restore.Refused {
        return new Restore(
                        database,
                        Set.copyOf(Migrations.MODULES),
                        versions -> Migrations.run(database, versions),
                        System.err::println)
                .run(file);
    }

    private static PGSimpleDataSource source(String url, @Nullable String user, @Nullable String password) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        if (user != null) {
            source.setUser(user);
        }
        if (password != null) {
            source.setPassword(password);
        }
        return source;
    }

    private Path home() {
        String named = environment.getOrDefault("COUNTERMAND_HOME", "");
        Path home = named.isBlank() ? Path.of(System.getProperty("user.home"), ".countermand") : Path.of(named);
        return home.toAbsolutePath().normalize();
    }

    /// The backup's checkpoints were signed by a key that another folder keeps: its public half is
    /// trusted from now on, as the backup itself is.
    private void conclude(Restore.Restored restored) throws IOException {
        Path trusted = home().resolve("checkpoint.trusted");
        Files.createDirectories(home());
        var known = Files.exists(trusted) ? Files.readAllLines(trusted) : List.<String>of();
        for (var key : restored.checkpointKeys()) {
            if (!known.contains(key)) {
                Files.writeString(trusted, key + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
        System.out.println("Restored " + restored.rows() + " rows of " + restored.tables() + " tables.");
        if (!Files.exists(home().resolve("operator.key"))
                && environment.getOrDefault("COUNTERMAND_API_KEY", "").isBlank()) {
            System.out.println(
                    "The operator's key of before is still the key. If nobody has it any more, start once with"
                            + " a new one in COUNTERMAND_API_KEY: it takes its place.");
        }
    }
}
