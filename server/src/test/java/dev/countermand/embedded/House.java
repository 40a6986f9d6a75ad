package dev.countermand.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;

/// Small things the tests of this package share.
final class House {

    /// Unpacking takes seconds, so all tests share what was unpacked.
    static final Path PROGRAMS = Path.of("target", "postgresql");

    private House() {}

    static String read(EmbeddedPostgres postgres, String sql) throws Exception {
        return read(postgres.application(), sql);
    }

    static String read(Login login, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(login.url(), login.user(), login.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return Objects.requireNonNull(rows.getString(1));
        }
    }

    static void write(EmbeddedPostgres postgres, String sql) throws Exception {
        var login = postgres.application();
        try (var connection = DriverManager.getConnection(login.url(), login.user(), login.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The number PostgreSQL itself notes down.
    static long server(Path folder) throws Exception {
        return Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid"))
                .getFirst()
                .strip());
    }

    static void kill(long process) {
        ProcessHandle.of(process).orElseThrow().destroyForcibly();
    }
}
