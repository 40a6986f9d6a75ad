package dev.countermand;

import dev.countermand.embedded.EmbeddedPostgres;
import dev.countermand.embedded.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/// A fresh, migrated database on a real PostgreSQL of this test JVM. Made by copying a template, so it
/// costs a fraction of a second: take one for each test class.
///
/// The PostgreSQL is the one that ships, started the way it starts in production, but its commits do not
/// wait for the disk.
public final class Database {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;

    private Database(String name) {
        this.name = name;
    }

    /// A database with every module's tables and no rows but those of the migrations.
    public static Database fresh() {
        return create(" template " + Server.TEMPLATE);
    }

    /// A database without any table.
    public static Database empty() {
        return create("");
    }

    static Database empty(String options) {
        return create(" " + options);
    }

    public String url() {
        return Server.login(name).url();
    }

    public String user() {
        return Server.login(name).user();
    }

    public String password() {
        return Server.login(name).password();
    }

    /// Opens a connection for each call; enough for a store's test.
    public DataSource dataSource() {
        var source = new PGSimpleDataSource();
        source.setUrl(url());
        source.setUser(user());
        source.setPassword(password());
        return source;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource());
    }

    private static Database create(String from) {
        String name = "test_" + COUNT.incrementAndGet();
        Server.execute("create database " + name + from + " owner "
                + Server.login(name).user());
        return new Database(name);
    }

    /// One for each test JVM.
    private static final class Server {

        static final String TEMPLATE = "template_countermand";

        private static final EmbeddedPostgres RUNNING = start();

        static {
            execute("create database " + TEMPLATE + " owner " + login(TEMPLATE).user());
            Migrations.run(new Database(TEMPLATE).dataSource());
        }

        static Login login(String database) {
            try {
                var own = RUNNING.application();
                return new Login(RUNNING.administrator(database).url(), own.user(), own.password());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        // One at a time: a template may have one copier only.
        static synchronized void execute(String sql) {
            try {
                var administrator = RUNNING.administrator("postgres");
                try (var connection = DriverManager.getConnection(
                                administrator.url(), administrator.user(), administrator.password());
                        var statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (SQLException failure) {
                throw new IllegalStateException(sql, failure);
            }
        }

        private static EmbeddedPostgres start() {
            try {
                Path folder = Files.createTempDirectory("countermand-test-postgresql");
                var postgres = EmbeddedPostgres.startForgetful(folder, Path.of("target", "postgresql"));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(postgres, folder)));
                return postgres;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static void remove(EmbeddedPostgres postgres, Path folder) {
            postgres.close();
            try {
                FileSystemUtils.deleteRecursively(folder);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
