package dev.countermand.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// How many cancellations a second the server answers over HTTP, each of a fresh order of its own, by the
/// number of connections. The orders are brought in, and all that follows from that is done, before the
/// clock starts; mails, receipts and the feed follow the cancellations while it runs, and for some seconds
/// after, which are measured too.
///
/// @param orders how many cancellations per measurement
/// @param runs counts the measurements: each has orders of its own, as a command that is repeated under its
///     key is only answered again
record CancelRate(Program program, int orders, long seed, Findings findings, AtomicInteger runs) {

    private static final String SELLER = "rate";
    private static final int FILLERS = 16;

    /// How often PostgreSQL has forced its log to disk: at most once for each commit that writes.
    private static final String FORCED = "select sum(fsyncs)::bigint from pg_stat_io where object = 'wal'";

    private static final Duration CALM_WITHIN = Duration.ofMinutes(3);

    /// Measures once with this many connections.
    ///
    /// @return a line for the table
    String run(int connections, Consumer<String> progress) throws InterruptedException {
        return measure(connections + " connections", progress, (api, numbers, times) -> {
            var next = new AtomicInteger();
            return Collections.nCopies(connections, () -> {
                for (int n = next.getAndIncrement(); n < numbers.length; n = next.getAndIncrement()) {
                    times.add(cancel(api, numbers[n]));
                }
            });
        });
    }

    /// Measures once with so many a second, however fast the answers come: a cancellation is due at its
    /// instant, and what it waits for those before it is counted as well.
    ///
    /// @return a line for the table
    String paced(int perSecond, Consumer<String> progress) throws InterruptedException {
        return measure(perSecond + " a second", progress, (api, numbers, times) -> {
            long began = System.nanoTime();
            var work = new ArrayList<Crowd.Work>();
            for (int i = 0; i < numbers.length; i++) {
                var number = numbers[i];
                long due = began + i * 1_000_000_000L / perSecond;
                work.add(() -> {
                    LockSupport.parkNanos(due - System.nanoTime());
                    long late = Math.max(0, System.nanoTime() - due);
                    times.add(late + cancel(api, number));
                });
            }
            return work;
        });
    }

    /// Who cancels when.
    private interface Load {

        List<Crowd.Work> of(Api api, String[] numbers, Queue<Long> times);
    }

    private String measure(String name, Consumer<String> progress, Load load) throws InterruptedException {
        try (var api = program.api();
                var database = HomeDatabase.in(program.home())) {
            var numbers = fill(api);
            Calm.await(program, CALM_WITHIN);
            progress.accept(numbers.length + " orders in, " + name + " start");
            var times = new ConcurrentLinkedQueue<Long>();
            long forced = database.number(FORCED);
            var before = program.cpu();
            long began = System.nanoTime();
            Crowd.together(load.of(api, numbers, times));
            double seconds = (System.nanoTime() - began) / 1e9;
            var after = program.cpu();
            double later = Calm.await(program, CALM_WITHIN).toMillis() / 1e3;
            forced = database.number(FORCED) - forced;
            return line(name, seconds, times, before, after)
                    + String.format("  %12.1f  %10.2f", later, (double) forced / numbers.length);
        }
    }

    CancelRate(Program program, int orders, long seed, Findings findings) {
        this(program, orders, seed, findings, new AtomicInteger());
    }

    private String[] fill(Api api) throws InterruptedException {
        int run = runs.incrementAndGet();
        var chance = new Random(seed + run);
        var numbers = new String[orders];
        var work = new ArrayList<Crowd.Work>();
        for (int i = 0; i < orders; i++) {
            var order = Snapshot.any(SELLER, "C" + run + "-" + i + "-" + Long.toString(seed, 36), chance);
            numbers[i] = order.number();
            work.add(() -> findings.check(
                    api.must(order.put("put-" + order.number())).status() == 201,
                    "P10",
                    order.number() + " not taken"));
        }
        Crowd.share(FILLERS, work);
        return numbers;
    }

    private long cancel(Api api, String number) throws Exception {
        var path = Call.order(number) + "/cancellations?seller=" + SELLER;
        long began = System.nanoTime();
        var reply = api.send(Call.post("cancel", number, path, "{\"reason\":\"changed_mind\"}", "c-" + number));
        long took = System.nanoTime() - began;
        findings.count("cancel " + reply.brief());
        findings.check(reply.status() == 201, "P10", number + " was answered " + reply.status() + " " + reply.body());
        return took;
    }

    private String line(
            String load,
            double seconds,
            ConcurrentLinkedQueue<Long> times,
            Map<String, Duration> before,
            Map<String, Duration> after) {
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        return String.format(
                "%15s  %9.0f  %7.1f  %7.1f  %7.1f  %12.0f  %14.0f",
                load,
                sorted.length / seconds,
                quantile(sorted, 0.50),
                quantile(sorted, 0.99),
                Arrays.stream(sorted).max().orElse(0) / 1e6,
                micros("server", before, after) / sorted.length,
                micros("postgres", before, after) / sorted.length);
    }

    private static double micros(String what, Map<String, Duration> before, Map<String, Duration> after) {
        var zero = Duration.ZERO;
        return after.getOrDefault(what, zero)
                        .minus(before.getOrDefault(what, zero))
                        .toNanos()
                / 1e3;
    }

    /// The heading of the table.
    static String heading() {
        return "           load  cancels/s   p50 ms   p99 ms   max ms  server us/req  postgres us/req  told after s  forced/req  pgbench tx/s";
    }

    /// What PostgreSQL alone did in the same run, as a further column.
    static String beside(OptionalDouble bare) {
        return String.format("  %12s", bare.isPresent() ? String.format("%.0f", bare.getAsDouble()) : "?");
    }

    private static double quantile(long[] sorted, double share) {
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * share))] / 1e6;
    }
}
