package dev.countermand.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Kills what can be killed and looks whether the rows are still there.
@Timeout(120)
class EmbeddedPostgresCrashTests {

    private static final Duration RECOVERY = Duration.ofSeconds(60);

    /// Keeps a session computing, which makes it deaf to the death of its server.
    private static final String ENDLESS =
            "select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b, generate_series(1, 1000) c";

    @TempDir
    Path temp;

    @Test
    void keepsRowsAndPortOverAnOrderlyRestart() throws Exception {
        String url;
        try (var postgres = start()) {
            writeRow(postgres);
            url = postgres.application().url();
        }
        assertThat(folder().resolve("data/postmaster.pid")).doesNotExist();
        try (var postgres = start()) {
            assertThat(rows(postgres)).isEqualTo("1");
            assertThat(postgres.application().url()).isEqualTo(url);
        }
    }

    @Test
    void comesBackOnTheSamePortWhenPostgresIsKilledWhileTheServerRuns() throws Exception {
        try (var postgres = start()) {
            writeRow(postgres);
            for (int round = 0; round < 3; round++) {
                long killed = House.server(folder());
                House.kill(killed);
                assertThat(rowsOnceItAnswers(postgres)).isEqualTo("1");
                assertThat(House.server(folder())).isNotEqualTo(killed);
            }
        }
    }

    @Test
    void comesBackWhenKilledAmidABusySession() throws Exception {
        try (var postgres = start()) {
            writeRow(postgres);
            var busy = Thread.startVirtualThread(() -> compute(postgres));
            awaitSession(postgres);
            House.kill(House.server(folder()));
            assertThat(rowsOnceItAnswers(postgres)).isEqualTo("1");
            busy.join();
        }
    }

    @Test
    void stopsTheOrphanOfAKilledServerAndKeepsItsRows() throws Exception {
        var server = ServerInAJvmOfItsOwn.start(folder());
        assertThat(ServerInAJvmOfItsOwn.firstWords(server)).isEqualTo("ready");
        long orphan = House.server(folder());
        server.destroyForcibly().waitFor();
        assertThat(ProcessHandle.of(orphan))
                .as("PostgreSQL outlives its server")
                .isPresent();
        try (var postgres = start()) {
            assertThat(House.server(folder())).isNotEqualTo(orphan);
            writeRow(postgres);
        }
        try (var postgres = start()) {
            assertThat(rows(postgres)).isEqualTo("1");
        }
    }

    @Test
    void recoversWhenServerAndPostgresAreKilled() throws Exception {
        try (var postgres = start()) {
            writeRow(postgres);
        }
        var server = ServerInAJvmOfItsOwn.start(folder());
        assertThat(ServerInAJvmOfItsOwn.firstWords(server)).isEqualTo("ready");
        server.destroyForcibly();
        House.kill(House.server(folder()));
        server.waitFor();
        try (var postgres = start()) {
            assertThat(rows(postgres)).isEqualTo("1");
        }
    }

    @Test
    void turnsASecondProcessAwayWithoutHarmToTheFirst() throws Exception {
        try (var postgres = start()) {
            var second = ServerInAJvmOfItsOwn.start(folder());
            assertThat(ServerInAJvmOfItsOwn.firstWords(second))
                    .contains("Another Countermand (process "
                            + ProcessHandle.current().pid() + ")");
            assertThat(second.waitFor()).isEqualTo(1);
            writeRow(postgres);
            assertThat(rows(postgres)).isEqualTo("1");
        }
    }

    @Test
    void sparesAStrangerWhoHasTheNumberOfAnOldPostgres() throws Exception {
        start().close();
        var stranger = new ProcessBuilder("sleep", "300").start();
        try {
            Files.write(
                    folder().resolve("data/postmaster.pid"),
                    List.of(
                            Long.toString(stranger.pid()),
                            folder().resolve("data").toString()));
            try (var postgres = start()) {
                assertThat(House.read(postgres, "select 1")).isEqualTo("1");
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void refusesTheDataOfAnotherMajorVersionUnchanged() throws Exception {
        start().close();
        Path version = folder().resolve("data/PG_VERSION");
        Files.writeString(version, "17\n");
        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedFailure.class)
                .hasMessageContaining("PostgreSQL 17")
                .hasMessageContaining("PostgreSQL 18")
                .hasMessageContaining("docs/operating/running.md");
        Files.writeString(version, "18\n");
        start().close();
    }

    @Test
    void makesTheDataAnewWhenTheFirstStartWasCutShort() throws Exception {
        Files.createDirectories(folder().resolve("data.new/base"));
        Files.writeString(folder().resolve("data.new/PG_VERSION"), "18\n");
        try (var postgres = start()) {
            assertThat(House.read(postgres, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void saysWhatIsWrongWithAFolderThatHoldsSomethingElse() throws Exception {
        Files.createDirectories(folder().resolve("data"));
        Files.writeString(folder().resolve("data/holiday.txt"), "beach");
        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedFailure.class)
                .hasMessageContaining("is not the data of a PostgreSQL");
    }

    /// With what a path may hold, to see that every program is called with it whole.
    private Path folder() {
        return temp.resolve("data of 'Ada', 100 %");
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(folder(), House.PROGRAMS, true);
    }

    private static void writeRow(EmbeddedPostgres postgres) throws Exception {
        House.write(postgres, "create table if not exists kept (id int primary key); insert into kept values (1)");
    }

    private static String rows(EmbeddedPostgres postgres) throws Exception {
        return House.read(postgres, "select count(*) from kept");
    }

    private static String rowsOnceItAnswers(EmbeddedPostgres postgres) throws Exception {
        for (long deadline = System.nanoTime() + RECOVERY.toNanos(); ; ) {
            try {
                return rows(postgres);
            } catch (SQLException notYet) {
                if (System.nanoTime() > deadline) {
                    throw notYet;
                }
                Pause.millis(20);
            }
        }
    }

    private static void compute(EmbeddedPostgres postgres) {
        try {
            House.read(postgres, ENDLESS);
        } catch (Exception killed) {
            // What this session is for.
        }
    }

    private static void awaitSession(EmbeddedPostgres postgres) throws Exception {
        String query = "select count(*) from pg_stat_activity where query = '" + ENDLESS + "' and state = 'active'";
        while (!House.read(postgres, query).equals("1")) {
            Pause.millis(10);
        }
    }
}
