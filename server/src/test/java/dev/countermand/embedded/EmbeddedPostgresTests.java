package dev.countermand.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a running one promises. What happens when something is killed stands in
/// `EmbeddedPostgresCrashTests`.
class EmbeddedPostgresTests {

    @TempDir
    static Path folder;

    static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = EmbeddedPostgres.start(folder, House.PROGRAMS, true);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @ParameterizedTest
    @CsvSource({
        "fsync, on",
        "synchronous_commit, on",
        "full_page_writes, on",
        "data_checksums, on",
        "password_encryption, scram-sha-256",
        "listen_addresses, 127.0.0.1",
        "unix_socket_permissions, 0700",
        "server_encoding, UTF8",
        "max_connections, 100",
    })
    void runsDurableAndClosedToOthers(String setting, String value) throws Exception {
        assertThat(House.read(postgres, "show " + setting)).isEqualTo(value);
    }

    @Test
    void sortsTheSameOnEveryMachine() throws Exception {
        assertThat(
                        House.read(
                                postgres,
                                "select datlocprovider::text || ' ' || datlocale from pg_database where datname = current_database()"))
                .isEqualTo("b C.UTF-8");
    }

    @Test
    void asksEverybodyForThePassword() throws Exception {
        var application = postgres.application();
        var stranger = new Login(application.url(), application.user(), "guess");
        assertThatThrownBy(() -> House.read(stranger, "select 1"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        assertThat(Files.readString(folder.resolve("data/pg_hba.conf"))
                        .lines()
                        .filter(line -> !line.startsWith("#") && !line.isBlank()))
                .isNotEmpty()
                .allMatch(line -> line.endsWith("scram-sha-256"));
    }

    @Test
    void givesTheProgramNoPowerBeyondItsOwnDatabase() throws Exception {
        assertThat(House.read(
                        postgres,
                        "select rolsuper or rolcreatedb or rolcreaterole from pg_roles where rolname = current_user"))
                .isEqualTo("f");
    }

    @Test
    void keepsItsFilesToTheirOwner() throws Exception {
        for (String each : new String[] {"data", "socket", "log"}) {
            assertThat(permissions(folder.resolve(each))).as(each).isEqualTo("rwx------");
        }
        for (String each : new String[] {"administrator.password", "application.password"}) {
            assertThat(permissions(folder.resolve(each))).as(each).isEqualTo("rw-------");
        }
    }

    @Test
    void doesNotPutThePasswordIntoLogs() throws Exception {
        var login = postgres.application();
        assertThat(login.toString()).contains(login.user()).doesNotContain(login.password());
    }

    @Test
    void turnsASecondServerAwayAndServesOn() throws Exception {
        assertThatThrownBy(() -> EmbeddedPostgres.start(folder, House.PROGRAMS, true))
                .isInstanceOf(EmbeddedFailure.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid())
                .hasMessageContaining("COUNTERMAND_HOME");
        assertThat(House.read(postgres, "select 1")).isEqualTo("1");
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
