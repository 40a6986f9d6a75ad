package dev.countermand.cli;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// How far an import is, in one line.
final class ImportProgress {

    private static final int BAR = 24;
    private static final List<String> COUNTS =
            List.of("taken", "amended", "identical", "canceled", "partly", "unmatched", "skipped", "failed");
    private static final List<String> ALWAYS = List.of("taken", "amended", "identical");

    private ImportProgress() {}

    /// `[########................]  34 %  orders: 12000 of 35147 rows, 11800 taken`.
    static String line(JsonNode job) {
        int percent = Math.clamp(job.path("percent").intValue(), 0, 100);
        int full = BAR * percent / 100;
        var total = job.path("rowsTotal").isNumber() ? " of " + job.path("rowsTotal") : "";
        var phase = job.path("phase").asString("");
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "] %3d %%  ".formatted(percent)
                + (phase.equals("rows") ? "" : phase + ": ") + job.path("rows") + total + " rows: " + counts(job);
    }

    /// What became of all of it.
    static String summary(JsonNode job) {
        var made = job.path("orders").intValue() + job.path("cancellations").intValue() > 0
                ? " " + job.path("orders") + " orders, " + job.path("cancellations") + " cancellations."
                : "";
        return job.path("rows") + " rows: " + counts(job) + "." + made;
    }

    private static String counts(JsonNode job) {
        return COUNTS.stream()
                .filter(name -> ALWAYS.contains(name) || job.path(name).intValue() > 0)
                .map(name -> job.path(name) + " " + name)
                .collect(Collectors.joining(", "));
    }
}
