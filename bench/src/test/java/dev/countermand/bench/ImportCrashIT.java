package dev.countermand.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A whole file of real rows, with the server and its database killed while it comes in: it goes on by
/// itself, and ends as if nothing had been.
class ImportCrashIT {

    private static final String SELLER = "crashed";

    @Test
    void goesOnAfterEveryKillAndEndsTheSame() throws InterruptedException {
        byte[] file = RetailRows.all();
        try (var program = Program.start(Packaged.find(), Map.of("COUNTERMAND_DEMO", "false"))) {
            var job = ImportJob.send(program, "online-retail", SELLER, file);
            job.until(200);
            program.kill(CrashRounds.Kind.SERVER);
            program.recover();
            var between = job.until(40_000);
            assertThat(between.path("status").asString()).isEqualTo("running");
            program.kill(CrashRounds.Kind.POSTGRES);
            program.recover();
            job.until(103_800);
            program.kill(CrashRounds.Kind.BOTH);
            program.recover();
            var end = job.end();

            assertThat(end.path("status").asString()).as("%s", end).isEqualTo("done");
            assertThat(counts(end))
                    .as("%s", program.tail())
                    .isEqualTo(Map.of(
                            "rows", RetailRows.ROWS,
                            "taken", 103_217,
                            "canceled", 1_099,
                            "partly", 9,
                            "unmatched", 796,
                            "skipped", 214,
                            "orders", 3_875));
            var again = ImportJob.send(program, "online-retail", SELLER, file).end();
            assertThat(again.path("taken").asInt() + again.path("canceled").asInt())
                    .isZero();
            assertThat(again.path("identical").asInt()).isEqualTo(103_217 + 1_099);
        }
    }

    private static Map<String, Integer> counts(tools.jackson.databind.JsonNode job) {
        var counts = new TreeMap<String, Integer>();
        for (var name : java.util.List.of(
                "rows",
                "taken",
                "amended",
                "identical",
                "failed",
                "canceled",
                "partly",
                "unmatched",
                "skipped",
                "orders")) {
            if (job.path(name).asInt() > 0) {
                counts.put(name, job.path(name).asInt());
            }
        }
        return counts;
    }
}
