package dev.countermand.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The command line of the bench: `crash`, `race`, `same`, `refunds`, `start`, `cancel`, `import`,
/// `lists`. Progress goes to standard error, the result with its conditions to standard output; the exit
/// code is 0 when no promise was broken, 1 when one was, 2 for a wrong command line.
public final class Bench {

    private static final String HELP = """
            Drives the packaged server from outside: by HTTP and kill -9. Each starts a server of its own in a new,
            temporary data folder, and ends it afterwards.

              bench crash  --rounds 30 --commands 200 --kinds server,postgres,both --clients 8 --seed S
                           kill -9 under load; nothing acknowledged may be lost, changed or done twice
              bench two    --rounds 10 --commands 200 --kinds server --clients 8 --seed S
                           the same with two processes on one database, one of them killed at will
              bench race   --rounds 10000 --clients 32 --seed S
                           cancel against claim on hot orders; never both for a unit
              bench same   --callers 32 --orders 200 --seed S
                           the same cancellation by many callers at once; one effect
              bench refunds --refunds 10000 --lost 0.2 --kill 0 --processes 1 --clients 8 --seed S
                           refunds at a provider who loses answers, with kills meanwhile; none double, none lost
              bench start  --times 5
                           from process start to the first answer, without and with the AOT cache; memory
              bench cancel --connections 1,8,32,128 --rate 200 --orders 5000 --seed S
                           cancellations per second over HTTP, beside what PostgreSQL alone could do (pgbench);
                           then so many a second, as they come from people who do not wait for each other
              bench import --orders 20000 --seed S
                           rows per second of imports, beside COPY of the same bytes
              bench lists  --sizes 1000,1000000 --seed S
                           lists and single orders among few and among many

            The server is server/target/countermand.jar, or what COUNTERMAND_PROGRAM names.
            Exit code: 0 no promise broken, 1 a promise broken, 2 wrong command line.
            """;

    private final Flags flags;
    private final Findings findings = new Findings();
    private final long began = System.nanoTime();

    private Bench(Flags flags) {
        this.flags = flags;
    }

    /// Runs a sub-command and exits.
    public static void main(String[] words) throws InterruptedException {
        System.exit(run(List.of(words)));
    }

    private static int run(List<String> words) throws InterruptedException {
        if (words.isEmpty() || words.stream().anyMatch(w -> w.equals("--help") || w.equals("-h"))) {
            System.out.print(HELP);
            return words.isEmpty() ? 2 : 0;
        }
        try {
            var flags = Flags.parse(words.subList(1, words.size()), defaults(words.getFirst()));
            return new Bench(flags).run(words.getFirst());
        } catch (Flags.Misuse e) {
            System.err.println("bench: " + e.getMessage() + "\nbench --help says more.");
            return 2;
        }
    }

    private static Map<String, String> defaults(String command) {
        var seed = String.valueOf(System.nanoTime() & 0xffff_ffffL);
        return switch (command) {
            case "crash" ->
                ordered(
                        "rounds",
                        "30",
                        "commands",
                        "200",
                        "kinds",
                        "server,postgres,both",
                        "clients",
                        "8",
                        "seed",
                        seed);
            case "two" -> ordered("rounds", "10", "commands", "200", "kinds", "server", "clients", "8", "seed", seed);
            case "race" -> ordered("rounds", "10000", "clients", "32", "seed", seed);
            case "same" -> ordered("callers", "32", "orders", "200", "seed", seed);
            case "refunds" ->
                ordered("refunds", "10000", "lost", "0.2", "kill", "0", "processes", "1", "clients", "8", "seed", seed);
            case "start" -> ordered("times", "5");
            case "import" -> ordered("orders", "20000", "seed", seed);
            case "lists" -> ordered("sizes", "1000,1000000", "seed", seed);
            case "cancel" -> ordered("connections", "1,8,32,128", "rate", "200", "orders", "5000", "seed", seed);
            default -> throw new Flags.Misuse("no such bench: " + command);
        };
    }

    private static Map<String, String> ordered(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private int run(String command) throws InterruptedException {
        if (command.equals("start")) {
            System.out.print(new StartTimes(Packaged.find(), flags.number("times")).run(Bench::progress));
            return 0;
        }
        if (command.equals("two")) {
            return two();
        }
        if (command.equals("refunds") && flags.text("processes").equals("2")) {
            return refundsOfTwo();
        }
        progress("starting the server");
        try (var program = Program.start(Packaged.find(), settings(command))) {
            checkDurable(program);
            switch (command) {
                case "crash" -> crash(program);
                case "race" -> race(program);
                case "same" -> same(program);
                case "refunds" -> refunds(program, program);
                case "import" -> imports(program);
                case "lists" -> lists(program);
                default -> cancel(program);
            }
            report(command, program);
        }
        return findings.isClean() ? 0 : 1;
    }

    /// Where many rows are counted, the demo shop would be in the way.
    private static Map<String, String> settings(String command) {
        return command.equals("import") || command.equals("lists") ? Map.of("COUNTERMAND_DEMO", "false") : Map.of();
    }

    private void checkDurable(Program program) {
        program.postgres().ifPresent(p -> findings.check(p.isDurable(), "P9", "not durable: " + p.settings()));
    }

    private int two() throws InterruptedException {
        progress("starting two processes");
        try (var both = TwoPrograms.start(Packaged.find())) {
            checkDurable(both.first());
            crash(both);
            report("two", both.first());
        }
        return findings.isClean() ? 0 : 1;
    }

    private int refundsOfTwo() throws InterruptedException {
        progress("starting two processes");
        try (var both = TwoPrograms.start(Packaged.find())) {
            checkDurable(both.first());
            refunds(both, both.first());
            report("refunds", both.first());
        }
        return findings.isClean() ? 0 : 1;
    }

    private void refunds(Target target, Program program) throws InterruptedException {
        new Refunds(
                        target,
                        program,
                        flags.number("refunds"),
                        flags.percent("lost"),
                        flags.number("clients"),
                        (int) flags.seed("kill"),
                        CrashRounds.PATIENCE.multipliedBy(10),
                        flags.seed("seed"),
                        findings)
                .run(Bench::progress);
    }

    private void crash(Target target) throws InterruptedException {
        var kinds = CrashRounds.kinds(flags.list("kinds"));
        new CrashRounds(
                        target,
                        flags.number("clients"),
                        flags.number("commands"),
                        flags.seed("seed"),
                        CrashRounds.PATIENCE,
                        findings)
                .run(flags.number("rounds"), kinds, Bench::progress);
    }

    private void race(Program program) throws InterruptedException {
        try (var api = program.api()) {
            var race = new Race(api, flags.number("clients"), flags.number("rounds"), flags.seed("seed"), findings);
            race.run(Bench::progress);
            race.expectContention();
        }
    }

    private void same(Program program) throws InterruptedException {
        try (var api = program.api()) {
            new SameKey(api, flags.number("callers"), flags.number("orders"), flags.seed("seed"), findings)
                    .run(Bench::progress);
        }
    }

    private void cancel(Program program) throws InterruptedException {
        var rate = new CancelRate(program, flags.number("orders"), flags.seed("seed"), findings);
        rate.run(8, done -> progress("warming up: " + done));
        var yardstick = Yardstick.in(program.home());
        System.out.println(CancelRate.heading());
        for (var words : flags.list("connections")) {
            int connections = Flags.positive("connections", words);
            System.out.println(rate.run(connections, Bench::progress)
                    + yardstick
                            .map(y -> y.run(connections, flags.number("orders")))
                            .map(CancelRate::beside)
                            .orElse(""));
        }
        int perSecond = flags.number("rate");
        System.out.println(rate.paced(perSecond, Bench::progress));
        var memory = program.memory();
        findings.count("MiB of the server at the end", memory.server());
        findings.count("MiB of PostgreSQL at the end", memory.postgres());
    }

    private void imports(Program program) throws InterruptedException {
        var rate = new ImportRate(program, flags.number("orders"), flags.seed("seed"), findings);
        System.out.print(rate.run(Bench::progress));
    }

    private void lists(Program program) throws InterruptedException {
        var sizes = flags.list("sizes").stream()
                .map(size -> Flags.positive("sizes", size))
                .toList();
        System.out.print(new ListTimes(program, sizes, flags.seed("seed"), findings).run(Bench::progress));
    }

    private void report(String command, Program program) {
        var took = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        System.out.printf("bench %s %s%n", command, flags);
        System.out.print(Conditions.of(program));
        System.out.printf("  %-24s %d s%n", "duration", took);
        System.out.print(findings.text());
        if (List.of("crash", "two").contains(command) && findings.isClean()) {
            double rounds = findings.counted("rounds");
            System.out.printf(
                    "95 %% upper bound for the rate of broken rounds: 3/n = %.3f %% (n = %.0f)%n",
                    300 / rounds, rounds);
        }
    }

    private static void progress(String line) {
        System.err.println("bench: " + line);
    }
}
