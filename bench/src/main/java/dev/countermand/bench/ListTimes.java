package dev.countermand.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// How long lists and single orders take with few and with many orders of one seller: the time may not
/// grow with them. Rates are by several clients at once.
///
/// @param sizes how many orders, growing
record ListTimes(Program program, List<Integer> sizes, long seed, Findings findings) {

    private static final String SELLER = "years";
    private static final int WARM = 50;
    private static final int TIMES = 300;
    private static final int CLIENTS = 8;
    private static final Duration RATE_FOR = Duration.ofSeconds(4);

    /// A request, different each time.
    private interface Read {
        void go(Random chance) throws Exception;
    }

    private record Figures(double p50, double p99, double perSecond) {}

    /// Measures everything.
    ///
    /// @return a table
    String run(Consumer<String> progress) throws InterruptedException {
        var all = new ArrayList<Map<String, Figures>>();
        int before = 0;
        try (var database = HomeDatabase.in(program.home())) {
            for (int size : sizes) {
                new ManyOrders(database, SELLER).fill(before + 1, size, progress);
                before = size;
                progress.accept("reading among " + size + " orders");
                all.add(measure(progress));
            }
        }
        return table(all);
    }

    private Map<String, Figures> measure(Consumer<String> progress) throws InterruptedException {
        var figures = new LinkedHashMap<String, Figures>();
        var desk = DeskPages.signIn(program.base(), Program.OPERATOR_KEY);
        try (var api = program.api()) {
            for (var read : reads(api).entrySet()) {
                figures.put(read.getKey(), figures(read.getValue()));
            }
            if (desk.isPresent()) {
                var pages = desk.get();
                figures.put("desk page: list", figures(chance -> pages.get("/desk/orders")));
                figures.put("desk page: order", figures(chance -> pages.get("/desk/orders/" + id(api, chance))));
                pages.close();
            } else {
                progress.accept("the desk does not take the operator's key: its pages are not measured");
            }
        }
        return figures;
    }

    private Map<String, Read> reads(Api api) {
        var reads = new LinkedHashMap<String, Read>();
        reads.put("list: newest", chance -> api.get("/v1/orders?seller=" + SELLER));
        reads.put("list: 5 pages on", chance -> pages(api, 5));
        reads.put("list: canceled", chance -> api.get("/v1/orders?stage=canceled&seller=" + SELLER));
        reads.put("list: open", chance -> api.get("/v1/orders?stage=open&seller=" + SELLER));
        reads.put("list: all sellers", chance -> api.get("/v1/orders"));
        reads.put("search: number", chance -> search(api, number(chance)));
        reads.put("search: e-mail", chance -> search(api, "c" + chance.nextInt(1000) + "@example.org"));
        reads.put("search: name", chance -> search(api, "customer%20" + chance.nextInt(1000)));
        reads.put("search: nothing found", chance -> search(api, "zz" + chance.nextInt(1000)));
        reads.put("order", chance -> api.get("/v1/orders/" + number(chance) + "?seller=" + SELLER));
        reads.put("options", chance -> api.get("/v1/orders/" + number(chance) + "/options?seller=" + SELLER));
        reads.put("timeline", chance -> api.get("/v1/orders/" + number(chance) + "/timeline?seller=" + SELLER));
        return reads;
    }

    private static void search(Api api, String q) throws InterruptedException {
        api.get("/v1/orders?seller=" + SELLER + "&q=" + q);
    }

    private static void pages(Api api, int count) throws InterruptedException {
        var next = "";
        for (int i = 0; i < count; i++) {
            next = api.get("/v1/orders?limit=10&seller=" + SELLER + next)
                    .json()
                    .path("next")
                    .asString("");
            next = "&after=" + Call.encode(next);
        }
    }

    private String number(Random chance) {
        return "L" + (1 + chance.nextInt(sizes.getFirst()));
    }

    private String id(Api api, Random chance) throws InterruptedException {
        return api.get("/v1/orders/" + number(chance) + "?seller=" + SELLER)
                .json()
                .path("id")
                .asString();
    }

    private Figures figures(Read read) throws InterruptedException {
        var chance = new Random(seed);
        var times = new double[TIMES];
        try {
            for (int i = -WARM; i < TIMES; i++) {
                long began = System.nanoTime();
                read.go(chance);
                if (i >= 0) {
                    times[i] = (System.nanoTime() - began) / 1e6;
                    findings.count("reads");
                }
            }
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
        java.util.Arrays.sort(times);
        return new Figures(times[TIMES / 2], times[TIMES * 99 / 100], rate(read));
    }

    private double rate(Read read) throws InterruptedException {
        var done = new ConcurrentLinkedQueue<Integer>();
        long began = System.nanoTime();
        var work = new ArrayList<Crowd.Work>();
        for (int i = 0; i < CLIENTS; i++) {
            var chance = new Random(seed + i);
            work.add(() -> {
                while (System.nanoTime() - began < RATE_FOR.toNanos()) {
                    read.go(chance);
                    done.add(1);
                }
            });
        }
        Crowd.together(work);
        return done.size() / ((System.nanoTime() - began) / 1e9);
    }

    private String table(List<Map<String, Figures>> all) {
        var text = new StringBuilder(String.format("%-24s", "p50 ms / p99 ms / per second"));
        sizes.forEach(size -> text.append(String.format("%28s", String.format("%,d orders", size))));
        text.append(String.format("%12s%n", "p50 ratio"));
        for (var what : all.getFirst().keySet()) {
            text.append(String.format("%-28s", what));
            for (var figures : all) {
                var one = java.util.Objects.requireNonNull(figures.get(what));
                text.append(String.format("%9.1f /%7.1f /%7.0f ", one.p50(), one.p99(), one.perSecond()));
            }
            var first = java.util.Objects.requireNonNull(all.getFirst().get(what));
            var last = java.util.Objects.requireNonNull(all.getLast().get(what));
            text.append(String.format("%11.2f%n", last.p50() / first.p50()));
        }
        return text.toString();
    }
}
