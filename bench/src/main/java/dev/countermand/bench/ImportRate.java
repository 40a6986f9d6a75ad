package dev.countermand.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// How many rows a second an import takes, beside plain COPY of the same bytes into a table without
/// anything, in the same database and the same run.
///
/// @param orders how many orders the JSON Lines have
record ImportRate(Program program, int orders, long seed, Findings findings) {

    private static final int COPIES = 5;

    private record Run(
            String what, int rows, double seconds, Map<String, Duration> before, Map<String, Duration> after) {

        double rate() {
            return rows / seconds;
        }

        String line(double copyRate) {
            return String.format(
                    "%-40s %9d %9.2f %12.0f %9.4f %11.0f %13.0f%n",
                    what, rows, seconds, rate(), rate() / copyRate, micros("server"), micros("postgres"));
        }

        private double micros(String process) {
            var zero = Duration.ZERO;
            return after.getOrDefault(process, zero)
                            .minus(before.getOrDefault(process, zero))
                            .toNanos()
                    / 1e3
                    / rows;
        }
    }

    /// Measures everything.
    ///
    /// @return a table
    String run(Consumer<String> progress) throws InterruptedException {
        byte[] retail = RetailRows.all();
        byte[] lines = lines();
        progress.accept("warming up");
        bring("warm up", "jsonl", "warm", head(lines, 2000), 2000, progress);
        double retailCopy = copyRate(
                "invoice text, sku text, title text, quantity int, at timestamp, price numeric,"
                        + " customer text, country text",
                "(format csv, header)",
                retail,
                RetailRows.ROWS);
        double linesCopy = copyRate("line text", "(format csv, delimiter E'\\x01', quote E'\\x02')", lines, orders);
        var table = new StringBuilder(String.format(
                "%-40s %9s %9s %12s %9s %11s %13s%n",
                "", "rows", "seconds", "rows/s", "of COPY", "server us", "postgres us"));
        table.append(String.format(
                "%-40s %9d %9.2f %12.0f %9.4f%n",
                "COPY of the online-retail file", RetailRows.ROWS, RetailRows.ROWS / retailCopy, retailCopy, 1.0));
        var first = bring("import of it", "online-retail", "retail", retail, RetailRows.ROWS, progress);
        table.append(first.line(retailCopy));
        table.append(bring("the same file again", "online-retail", "retail", retail, RetailRows.ROWS, progress)
                .line(retailCopy));
        table.append(String.format(
                "%-40s %9d %9.2f %12.0f %9.4f%n",
                "COPY of JSON Lines, an order each", orders, orders / linesCopy, linesCopy, 1.0));
        table.append(bring("import of them", "jsonl", "lines", lines, orders, progress)
                .line(linesCopy));
        table.append(bring("the same lines again", "jsonl", "lines", lines, orders, progress)
                .line(linesCopy));
        return table.toString();
    }

    private Run bring(String what, String format, String seller, byte[] file, int rows, Consumer<String> progress)
            throws InterruptedException {
        var before = program.cpu();
        long began = System.nanoTime();
        var job = ImportJob.send(program, format, seller, file).end();
        double seconds = (System.nanoTime() - began) / 1e9;
        progress.accept(what + ": " + job);
        check(what, job, rows);
        return new Run(what, rows, seconds, before, program.cpu());
    }

    private void check(String what, JsonNode job, int rows) {
        findings.check(job.path("status").asString().equals("done"), "P9", what + " ended as " + job);
        findings.check(job.path("rows").intValue() == rows, "P9", what + " has not all rows: " + job);
        findings.check(job.path("failed").intValue() == 0, "P9", what + " has failed rows: " + job);
        findings.count("rows", rows);
    }

    private double copyRate(String columns, String options, byte[] bytes, int rows) {
        var seconds = new double[COPIES];
        try (var database = HomeDatabase.in(program.home())) {
            for (int i = 0; i < COPIES; i++) {
                database.run("drop table if exists bench_copy; create table bench_copy (" + columns + ")");
                long began = System.nanoTime();
                long copied = database.copy("bench_copy from stdin with " + options, new ByteArrayInputStream(bytes));
                seconds[i] = (System.nanoTime() - began) / 1e9;
                findings.check(copied == rows, "floor", "COPY took " + copied + " of " + rows + " rows");
            }
            database.run("drop table bench_copy");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Arrays.sort(seconds);
        return rows / seconds[COPIES / 2];
    }

    private byte[] lines() {
        var chance = new Random(seed);
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < orders; i++) {
            var json = Snapshot.any("lines", "J" + i, chance).json().replace("\"seller\":\"lines\",", "");
            out.writeBytes((json + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static byte[] head(byte[] lines, int count) {
        int at = 0;
        for (int i = 0; i < count; at++) {
            i += lines[at] == '\n' ? 1 : 0;
        }
        return Arrays.copyOf(lines, at);
    }
}
