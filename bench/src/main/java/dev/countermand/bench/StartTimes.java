package dev.countermand.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/// How long it takes from starting the process to the first answer, without and with the AOT cache: first in
/// a new home, then again in the same one, and after `kill -9`; and how much memory is held then.
///
/// @param times how often each
record StartTimes(Packaged packaged, int times) {

    private record Figures(long elapsedMillis, long cpuMillis, long serverMebibytes, long databaseMebibytes) {}

    /// Measures everything.
    ///
    /// @return a table
    String run(Consumer<String> progress) throws InterruptedException {
        var cold = measure("without a cache", packaged, progress);
        progress.accept("training");
        var trained = measure("with the AOT cache", packaged.trained(), progress);
        return String.format(
                        "%-52s %8s %9s %8s %8s %11s %13s%n",
                        "", "min ms", "median ms", "max ms", "cpu ms", "server MiB", "postgres MiB")
                + cold
                + trained;
    }

    private String measure(String how, Packaged program, Consumer<String> progress) throws InterruptedException {
        var first = new ArrayList<Figures>();
        var again = new ArrayList<Figures>();
        var killed = new ArrayList<Figures>();
        for (int i = 0; i < times; i++) {
            try (var running = Program.make(program, Map.of("COUNTERMAND_DEMO", "false"))) {
                first.add(start(running));
                running.stop();
                again.add(start(running));
                running.killServer();
                killed.add(start(running));
            }
            progress.accept(how + ": " + (i + 1) + " of " + times);
        }
        return row("first start, new data folder, " + how, first)
                + row("start on existing data, " + how, again)
                + row("start after kill -9, " + how, killed);
    }

    private static Figures start(Program program) throws InterruptedException {
        long began = System.nanoTime();
        program.launch();
        program.awaitReady();
        long elapsed = (System.nanoTime() - began) / 1_000_000;
        var memory = program.memory();
        return new Figures(
                elapsed,
                program.cpu().getOrDefault("server", Duration.ZERO).toMillis(),
                memory.server(),
                memory.postgres());
    }

    private static String row(String what, List<Figures> all) {
        var elapsed = sorted(all, Figures::elapsedMillis);
        return String.format(
                "%-52s %8d %9d %8d %8d %11d %13d%n",
                what,
                elapsed[0],
                median(all, Figures::elapsedMillis),
                elapsed[elapsed.length - 1],
                median(all, Figures::cpuMillis),
                median(all, Figures::serverMebibytes),
                median(all, Figures::databaseMebibytes));
    }

    private static long median(List<Figures> all, ToLongFunction<Figures> of) {
        return sorted(all, of)[all.size() / 2];
    }

    private static long[] sorted(List<Figures> all, ToLongFunction<Figures> of) {
        return all.stream().mapToLong(of).sorted().toArray();
    }
}
