package dev.countermand;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A fresh, migrated database on a real PostgreSQL of this test JVM. Made by copying a template, so it costs a fraction
/// of a
/// second: take one for each test class.
///
/// The server runs without fsync, which changes speed and nothing else that a test could see.
public final class Database {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;

    private Database(String name) {
        this.name = name;
    }

    /// A database with every module's tables and no rows but those of the migrations.
    public static Database fresh() {
        String name = "test_" + COUNT.incrementAndGet();
        execute("create database " + name + " template " + Server.TEMPLATE);
        return new Database(name);
    }

    /// A database without any table.
    public static Database empty() {
        String name = "test_" + COUNT.incrementAndGet();
        execute("create database " + name);
        return new Database(name);
    }

    public String url() {
        return Server.RUNNING.getJdbcUrl(user(), name);
    }

    public String user() {
        return "postgres";
    }

    public String password() {
        return "postgres";
    }

    /// Opens a connection for each call; enough for a store's test.
    public DataSource dataSource() {
        return source(url());
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource());
    }

    private static DataSource source(String url) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }

    private static void execute(String sql) {
        // A template may have one copier at a time.
        synchronized (Database.class) {
            try (var connection = Server.RUNNING.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException failure) {
                throw new IllegalStateException(sql, failure);
            }
        }
    }

    private static final class Server {

        static final String TEMPLATE = "template_countermand";
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                var server = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("max_prepared_transactions", "0")
                        .start();
                try (var connection = server.getPostgresDatabase().getConnection();
                        var statement = connection.createStatement()) {
                    statement.execute("create database " + TEMPLATE);
                }
                Migrations.run(source(server.getJdbcUrl("postgres", TEMPLATE)));
                return server;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
