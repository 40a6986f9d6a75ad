package dev.countermand.backups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.AppTest;
import dev.countermand.Countermand;
import dev.countermand.Database;
import dev.countermand.Migrations;
import dev.countermand.MutableClock;
import dev.countermand.promises.VerifyHouse;
import dev.countermand.promises.World;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

@AppTest
@VerifyHouse
class BackupTests {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext house;

    @Autowired
    Backups backups;

    /// What was promised for tomorrow must not be overdue because the test's clock is not the wall's.
    @TestConfiguration(proxyBeanMethods = false)
    static class SameClock {

        static Instant now = Instant.EPOCH;

        @Bean
        @Primary
        Clock sameClock() {
            return Clock.fixed(now, ZoneOffset.UTC);
        }
    }

    @TempDir
    Path folder;

    @Test
    void whatWasBackedUpUnderLoadComesBackWholeAndEveryPromiseHolds() throws Exception {
        new World(house, port, "backedup").lived();
        var file = folder.resolve("one.backup");
        underLoad(() -> write(file));
        var database = Database.empty();
        var restored = restore(database, file);
        assertThat(restored.rows()).isPositive();
        assertThat(restored.checkpointKeys()).hasSize(1);
        var again = folder.resolve("two.backup");
        try (var out = Files.newOutputStream(again)) {
            new Backups(database.dataSource(), () -> restored.checkpointKeys(), Clock.systemUTC()).write(out);
        }
        assertThat(contents(again)).isEqualTo(contents(file));
        assertThat(verify(database, restored.checkpointKeys())).contains("every promise was kept");
    }

    @Test
    void anArchiveThatWasCutOffOrAlteredIsRefusedBeforeAnythingIsTouched() throws Exception {
        var file = folder.resolve("whole.backup");
        write(file);
        byte[] whole = Files.readAllBytes(file);
        var database = Database.empty();
        for (int cut : new int[] {0, 10, whole.length / 2, whole.length - 64, whole.length - 1}) {
            refused(database, java.util.Arrays.copyOf(whole, cut));
        }
        for (int at : new int[] {0, 40, whole.length / 3, whole.length / 2, whole.length - 200, whole.length - 1}) {
            byte[] altered = whole.clone();
            altered[at] ^= 1;
            refused(database, altered);
        }
        assertThat(tables(database)).isEmpty();
    }

    @Test
    void aDatabaseWithTablesIsLeftAlone() throws Exception {
        var file = folder.resolve("whole.backup");
        write(file);
        var database = Database.fresh();
        assertThatThrownBy(() -> restore(database, file))
                .isInstanceOf(Restore.Refused.class)
                .hasMessageContaining("not empty");
        assertThat(tables(database)).contains("orders.shop_order");
    }

    @Test
    void aBackupOfANewerProgramIsRefusedAndNothingIsLeftBehind() throws Exception {
        var file = folder.resolve("whole.backup");
        write(file);
        var database = Database.empty();
        Restore.Schemas older = versions -> {
            var fewer = new TreeMap<>(versions);
            fewer.put("cases", "1");
            Migrations.run(database.dataSource(), fewer);
        };
        assertThatThrownBy(() -> new Restore(database.dataSource(), Set.of("orders"), older, step -> {}).run(file))
                .isInstanceOf(Restore.Refused.class)
                .hasMessageContaining("newer");
        assertThatThrownBy(() -> new Restore(database.dataSource(), ours(file), older, step -> {}).run(file))
                .isInstanceOf(Restore.Refused.class)
                .hasMessageContaining("other migrations of cases");
        assertThat(tables(database)).isEmpty();
    }

    private void underLoad(Work work) throws Exception {
        var over = new AtomicBoolean();
        var taken = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var load = threads.submit(() -> {
                var world = new World(house, port, "load" + System.nanoTime());
                while (!over.get()) {
                    var number = "L" + taken.incrementAndGet();
                    world.order(number, 2);
                    world.cancel(number, "1:1", 201);
                    world.tick("cases.SequencerWorker");
                    world.tick("cases.ListenerWorker");
                }
            });
            try {
                org.awaitility.Awaitility.await().until(() -> taken.get() > 3 || load.isDone());
                work.run();
            } finally {
                over.set(true);
            }
            load.get();
        }
    }

    private interface Work {

        void run() throws Exception;
    }

    private void write(Path file) throws Exception {
        try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            backups.write(out);
        }
    }

    private Set<String> ours(Path file) throws Exception {
        try (var archive = Archive.open(file)) {
            return archive.manifest().scripts().keySet();
        }
    }

    private Restore.Restored restore(Database database, Path file) throws Exception {
        Archive.check(file);
        var schemas = new java.util.TreeSet<>(ours(file));
        return new Restore(
                        database.dataSource(),
                        schemas,
                        versions -> Migrations.run(database.dataSource(), versions),
                        step -> {})
                .run(file);
    }

    private void refused(Database database, byte[] bytes) throws IOException {
        var broken = Files.write(folder.resolve("broken.backup"), bytes);
        assertThatThrownBy(() -> new Restore(database.dataSource(), Set.of(), versions -> {}, step -> {}).run(broken))
                .isInstanceOf(Archive.Broken.class);
    }

    private static List<String> tables(Database database) {
        return database.jdbc().sql("""
                        select table_schema || '.' || table_name
                          from information_schema.tables
                         where table_schema not in ('pg_catalog', 'information_schema')
                        """).query(String.class).list();
    }

    /// Each table's rows, in an order of their own.
    private static Map<String, List<String>> contents(Path file) throws IOException {
        var contents = new TreeMap<String, List<String>>();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : java.util.Collections.list(zip.entries())) {
                if (entry.getName().startsWith("data/")) {
                    contents.put(
                            entry.getName(),
                            new String(
                                            zip.getInputStream(entry).readAllBytes(),
                                            java.nio.charset.StandardCharsets.UTF_8)
                                    .lines()
                                    .sorted()
                                    .toList());
                }
            }
        }
        assertThat(contents).hasSizeGreaterThan(20);
        return contents;
    }

    /// What the verb says of a server of its own on the restored data.
    private String verify(Database database, List<String> keys) throws IOException {
        SameClock.now = house.getBean(MutableClock.class).instant();
        var home = Files.createDirectory(folder.resolve("home"));
        Files.write(home.resolve("checkpoint.trusted"), keys);
        var settings = Map.of(
                "spring.datasource.url",
                database.url(),
                "spring.datasource.username",
                database.user(),
                "spring.datasource.password",
                database.password(),
                "countermand.home",
                home.toString(),
                "countermand.workers",
                "false",
                "countermand.demo",
                "false",
                "countermand.api-key",
                AppTest.OPERATOR_KEY,
                "server.port",
                "0");
        var out = System.out;
        var said = new java.io.ByteArrayOutputStream();
        try (var running = (ServletWebServerApplicationContext)
                new SpringApplicationBuilder(Countermand.class, SameClock.class).run(arguments(settings))) {
            Files.writeString(
                    home.resolve("server.url"),
                    "http://localhost:" + running.getWebServer().getPort());
            System.setOut(new PrintStream(said, true, java.nio.charset.StandardCharsets.UTF_8));
            new dev.countermand.cli.VerifyAgainst(home, AppTest.OPERATOR_KEY).run();
        } catch (AssertionError found) {
            throw new AssertionError(said.toString(java.nio.charset.StandardCharsets.UTF_8), found);
        } finally {
            System.setOut(out);
        }
        return said.toString(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String[] arguments(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }
}
