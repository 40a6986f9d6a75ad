package dev.countermand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole program in a process of its own, started and stopped as an operator does it.
@Timeout(180)
class StartAndStopTests {

    @TempDir
    Path temp;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatStillRuns() {
        started.forEach(Process::destroyForcibly);
        postgres().ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void startsSaysWhereItListensAndStopsPostgresLastOnSigterm() throws Exception {
        var server = start(Map.of("COUNTERMAND_PORT", "0"));
        awaitReady(server);
        assertThat(Files.readString(home().resolve("server.url"))).startsWith("http://127.0.0.1:");
        assertThat(postgres()).isPresent();
        server.destroy();
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(home().resolve("server.url")).doesNotExist();
        assertThat(home().resolve("postgresql/data/postmaster.pid")).doesNotExist();
        assertThat(said()).doesNotContain("Exception", "PostgreSQL ended unasked");
    }

    @Test
    void figuresOnAPortOfTheirOwnAreNotWherePeopleAndVerbsAreSent() throws Exception {
        Files.createDirectories(home());
        Files.writeString(home().resolve("application.yaml"), "management:\n  server:\n    port: 0\n");
        var server = start(Map.of("COUNTERMAND_PORT", "0"));
        awaitReady(server);
        var url = Files.readString(home().resolve("server.url")).strip();
        try (var client = HttpClient.newHttpClient()) {
            var people = HttpRequest.newBuilder(URI.create(url + "/")).build();
            assertThat(client.send(people, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .as("the door of people at " + url)
                    .isEqualTo(200);
        }
        assertThat(said()).contains("is ready: http://localhost" + url.substring(url.lastIndexOf(':')) + "/");
        server.destroy();
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void saysThatThePortIsTakenAndStopsPostgres() throws Exception {
        try (var other = new ServerSocket(0)) {
            var server = start(Map.of("COUNTERMAND_PORT", Integer.toString(other.getLocalPort())));
            assertThat(server.waitFor()).isEqualTo(1);
            assertThat(said())
                    .contains("Port " + other.getLocalPort() + " is taken")
                    .contains("COUNTERMAND_PORT=")
                    .doesNotContain("\tat ");
            assertThat(home().resolve("postgresql/data/postmaster.pid")).doesNotExist();
        }
    }

    @Test
    void usesTheOperatorsOwnDatabaseAndStartsNoneBesides() throws Exception {
        var database = Database.empty();
        var server = start(Map.of(
                "COUNTERMAND_PORT",
                "0",
                "COUNTERMAND_DATABASE_URL",
                database.url() + "?user=" + database.user() + "&password=" + database.password()));
        awaitReady(server);
        assertThat(home().resolve("postgresql")).doesNotExist();
        server.destroy();
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void saysInOneSentenceThatTheOperatorsDatabaseIsNotThere() throws Exception {
        int nobody;
        try (var free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        var server = start(Map.of("COUNTERMAND_DATABASE_URL", "postgres://me:topsecret@127.0.0.1:" + nobody + "/shop"));
        assertThat(server.waitFor()).isEqualTo(1);
        assertThat(said())
                .contains("COUNTERMAND_DATABASE_URL")
                .contains("refused")
                .doesNotContain("topsecret")
                .doesNotContain("\tat ");
    }

    private Process start(Map<String, String> settings) throws IOException {
        var builder = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Countermand.class.getName(),
                        "run"))
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("said").toFile());
        var environment = new HashMap<>(settings);
        environment.put("COUNTERMAND_HOME", home().toString());
        environment.put("COUNTERMAND_DEMO", "false");
        builder.environment().keySet().removeIf(name -> name.startsWith("COUNTERMAND_"));
        builder.environment().putAll(environment);
        var server = builder.start();
        started.add(server);
        return server;
    }

    private void awaitReady(Process server) throws Exception {
        while (!said().contains("Countermand is ready: http://localhost:")) {
            assertThat(server.isAlive()).as(said()).isTrue();
            Thread.sleep(50);
        }
    }

    private String said() throws IOException {
        return Files.readString(temp.resolve("said"));
    }

    private Optional<ProcessHandle> postgres() {
        try {
            Path file = home().resolve("postgresql/data/postmaster.pid");
            return Files.exists(file)
                    ? ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(file).getFirst().strip()))
                    : Optional.empty();
        } catch (IOException stopped) {
            return Optional.empty();
        }
    }

    private Path home() {
        return temp.resolve("home");
    }
}
