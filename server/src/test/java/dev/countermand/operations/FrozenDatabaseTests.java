package dev.countermand.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.countermand.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

/// What a probe is told while PostgreSQL is there and does not answer.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FrozenDatabaseTests {

    /// A probe that waits for the connection instead of the answer hangs for four times as long at least.
    private static final Duration SOON = DatabaseHealth.PATIENCE.multipliedBy(4);

    @TempDir
    Path folder;

    @Test
    void aProbeIsToldNoSoonByAFrozenPostgresAndYesOnceItGoesOn() throws Exception {
        try (var postgres = EmbeddedPostgres.startForgetful(folder, Path.of("target", "postgresql"));
                var pool = pool(
                        postgres.application().url(),
                        postgres.application().user(),
                        postgres.application().password())) {
            var health = new DatabaseHealth(pool);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            var frozen = processes();
            signal("-STOP", frozen);
            try {
                // The second probe comes while the first question still hangs.
                assertThat(soon(health)).isEqualTo(Status.DOWN);
                assertThat(soon(health)).isEqualTo(Status.DOWN);
            } finally {
                signal("-CONT", frozen);
            }
            while (!soon(health).equals(Status.UP)) {
                Thread.onSpinWait();
            }
        }
    }

    private static Status soon(DatabaseHealth health) {
        var begun = System.nanoTime();
        var status = health.health().getStatus();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
        return status;
    }

    /// One that waits for a connection as long as the server's own does.
    private static HikariDataSource pool(String url, String user, String password) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(10_000);
        return new HikariDataSource(config);
    }

    /// The postmaster and all its children, as PostgreSQL itself notes the first one down.
    private List<Long> processes() throws IOException {
        long first = Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid"))
                .getFirst()
                .strip());
        var postmaster = ProcessHandle.of(first).orElseThrow();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    private static void signal(String name, List<Long> processes) throws Exception {
        var command = new ArrayList<>(List.of("kill", name));
        processes.forEach(process -> command.add(Long.toString(process)));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor(10, TimeUnit.SECONDS))
                .isTrue();
    }
}
