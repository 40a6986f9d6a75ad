package dev.countermand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MigrationsTests {

    private static final List<String> MODULES = List.of("lower", "without_scripts", "upper");

    private final Database database = Database.empty();

    @Test
    void goFromLowerToUpperEachWithItsHistoryInItsOwnSchema() {
        migrate();
        assertThat(read("select id::text from upper.beam")).containsExactly("1");
        assertThat(read("select table_schema from information_schema.tables where table_name = 'flyway_history'"))
                .containsExactlyInAnyOrder("lower", "upper");
    }

    @Test
    void doNothingTheSecondTime() {
        migrate();
        migrate();
        assertThat(read("select id::text from upper.beam")).containsExactly("1");
    }

    @Test
    void letSeveralProcessesStartOnOneEmptyDatabaseAtOnce() throws Exception {
        Callable<Void> start = () -> {
            migrate();
            return null;
        };
        try (var processes = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = IntStream.range(0, 4)
                    .mapToObj(ignored -> processes.submit(start))
                    .toList();
            for (Future<Void> each : starts) {
                each.get();
            }
        }
        assertThat(read("select version from lower.flyway_history where version is not null order by 1"))
                .containsExactly("1", "2");
    }

    private void migrate() {
        Migrations.run(database.dataSource(), "migrations", MODULES);
    }

    private List<String> read(String sql) {
        return database.jdbc().sql(sql).query((row, number) -> row.getString(1)).list();
    }
}
