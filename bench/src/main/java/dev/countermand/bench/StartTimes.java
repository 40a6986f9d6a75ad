package dev.countermand.bench;

import java.util.ArrayList;
import java.util.Map;
import java.util.function.Consumer;

/// How long it takes from starting the process to the first answer: first in a new home, then again in
/// the same one, and after `kill -9`.
///
/// @param times how often each
record StartTimes(Packaged packaged, int times) {

    private record Figures(long elapsedMillis, long cpuMillis) {}

    /// Measures everything.
    ///
    /// @return a table
    String run(Consumer<String> progress) throws InterruptedException {
        var first = new ArrayList<Figures>();
        var again = new ArrayList<Figures>();
        var killed = new ArrayList<Figures>();
        for (int i = 0; i < times; i++) {
            try (var program = Program.make(packaged, Map.of("COUNTERMAND_DEMO", "false"))) {
                first.add(start(program));
                program.stop();
                again.add(start(program));
                program.killServer();
                killed.add(start(program));
            }
            progress.accept((i + 1) + " of " + times);
        }
        return String.format("%-34s %10s %10s %10s %10s%n", "", "min ms", "median ms", "max ms", "cpu ms")
                + row("first start, new data folder", first)
                + row("start on existing data", again)
                + row("start after kill -9 of the server", killed);
    }

    private static Figures start(Program program) throws InterruptedException {
        long began = System.nanoTime();
        program.launch();
        program.awaitReady();
        long elapsed = (System.nanoTime() - began) / 1_000_000;
        return new Figures(
                elapsed,
                program.cpu().getOrDefault("server", java.time.Duration.ZERO).toMillis());
    }

    private static String row(String what, ArrayList<Figures> all) {
        var elapsed = all.stream().mapToLong(Figures::elapsedMillis).sorted().toArray();
        var cpu = all.stream().mapToLong(Figures::cpuMillis).sorted().toArray();
        return String.format(
                "%-34s %10d %10d %10d %10d%n",
                what, elapsed[0], elapsed[elapsed.length / 2], elapsed[elapsed.length - 1], cpu[cpu.length / 2]);
    }
}
