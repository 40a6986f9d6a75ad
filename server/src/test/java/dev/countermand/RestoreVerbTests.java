package dev.countermand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.countermand.cli.BackUp;
import dev.countermand.cli.Verb;
import dev.countermand.embedded.EmbeddedPostgres;
import dev.countermand.promises.VerifyHouse;
import dev.countermand.promises.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// Both verbs, from a running server into a new data folder with a PostgreSQL of its own.
@AppTest
@VerifyHouse
class RestoreVerbTests {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext house;

    @TempDir
    Path folder;

    @Test
    void aNewDataFolderHasWhatTheBackupHad() throws Exception {
        var world = new World(house, port, "carried");
        world.order("R1", 2);
        world.settle();
        var file = folder.resolve("carried.backup");
        BackUp.to(file, port, AppTest.OPERATOR_KEY);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(folder.resolve("carried.backup.part")).doesNotExist();
        assertThatThrownBy(() -> BackUp.to(file, port, AppTest.OPERATOR_KEY)).hasMessageContaining("exists already");

        var home = folder.resolve("home");
        var restore = new RestoreVerb(Map.of("COUNTERMAND_HOME", home.toString()));
        assertThat(heardWhile(() -> restore.run(List.of(file.toString())))).isEmpty();
        assertThat(home.resolve("checkpoint.trusted")).isNotEmptyFile();
        try (var postgres = EmbeddedPostgres.start(home.resolve("postgresql"))) {
            var login = postgres.application();
            try (var connection = DriverManager.getConnection(login.url(), login.user(), login.password());
                    var statement = connection.createStatement();
                    var row = statement.executeQuery(
                            "select count(*) from orders.shop_order where seller = 'carried' and number = 'R1'")) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(1);
            }
        }
        assertThatThrownBy(() -> restore.run(List.of(file.toString())))
                .isInstanceOf(Verb.Failure.class)
                .hasMessageContaining("not empty");
        assertThatThrownBy(() -> restore.run(List.of())).isInstanceOf(Verb.Usage.class);
        assertThatThrownBy(() -> restore.run(List.of(folder.resolve("none").toString())))
                .isInstanceOf(Verb.Failure.class);
    }

    private interface Step {
        void run() throws Exception;
    }

    /// What libraries log in a process that no server has set up yet: everything from INFO on.
    private static List<String> heardWhile(Step step) throws Exception {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var before = root.getLevel();
        var heard = new ListAppender<ILoggingEvent>();
        heard.start();
        root.addAppender(heard);
        root.setLevel(Level.INFO);
        try {
            step.run();
        } finally {
            root.setLevel(before);
            root.detachAppender(heard);
        }
        return List.copyOf(heard.list).stream()
                .filter(event -> event.getLoggerName().startsWith("org.flywaydb"))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
