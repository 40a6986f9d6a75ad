package dev.countermand.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/// The database of a program under test, entered by its administrator: for what no stranger can do by
/// HTTP, such as a yardstick beside the server or millions of orders in minutes.
final class HomeDatabase implements AutoCloseable {

    private final Connection connection;

    private HomeDatabase(Connection connection) {
        this.connection = connection;
    }

    /// Fails when the home has no PostgreSQL of its own.
    static HomeDatabase in(Path home) {
        var folder = home.resolve("postgresql");
        try {
            var port = Files.readString(folder.resolve("port")).strip();
            var password =
                    Files.readString(folder.resolve("administrator.password")).strip();
            return new HomeDatabase(DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port + "/countermand", "postgres", password));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Runs statements as they are.
    void run(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /// The one number that a query answers.
    long number(String sql) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /// Brings bytes into a table by COPY. Answers how many rows came.
    long copy(String into, InputStream bytes) throws IOException {
        try {
            return connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + into, bytes);
        } catch (SQLException e) {
            throw new IllegalStateException(into, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
