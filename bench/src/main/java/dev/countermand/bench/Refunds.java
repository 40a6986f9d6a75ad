package dev.countermand.bench;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Refunds at a provider who loses answers, fails after the effect, tells twice, early and late: orders are
/// canceled piece by piece by many clients, servers are killed meanwhile, and in the end both books are
/// compared.
///
/// @param target what is spoken to and killed: one program, or two of one database
/// @param program the one whose provider and database it is
/// @param refunds how many effects at least
/// @param lostPercent how many of the provider's answers get lost
/// @param kills how often a server is killed while money moves
/// @param patience how long what is open may take in the end
record Refunds(
        Target target,
        Program program,
        int refunds,
        int lostPercent,
        int clients,
        int kills,
        Duration patience,
        long seed,
        Findings findings) {

    private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(150);

    /// What the provider has not finished, or the server does not know.
    private static final String OPEN = """
            select count(*)
              from payments.effect e
              join payments.payment p on p.part = e.part and p.id = e.payment_id and p.gateway = 'sandbox'
              left join sandbox.movement m on m.key = 'eff_' || replace(e.id::text, '-', '')
             where e.state in ('planned', 'unknown')
                or (e.state = 'sent' and (m.state is distinct from 'pending'
                    or exists (select 1 from sandbox.errand r
                                where r.kind = 'settle' and r.message = m.key and r.done_at is null)))
            """;

    void run(Consumer<String> progress) throws InterruptedException {
        var began = Clock.systemUTC().instant();
        try (var database = HomeDatabase.in(program.home())) {
            // One in a hundred never answers, four are declined, a tenth is late.
            database.run("""
            update sandbox.company
               set yes = 95, no = 4, never = 1, late = 10, twice = 10, early = 10, lost = %d, delay_seconds = 1,
                   late_seconds = 3, seed = %d
             where name = 'payments'
            """.formatted(lostPercent, seed % 1_000_000));
        }
        var orders = orders();
        progress.accept("placing " + orders.size() + " orders, " + refunds + " cancellations");
        place(orders);
        var promised = cancel(orders, progress);
        settle(progress);
        progress.accept("comparing the books");
        try (var api = target.api();
                var books = SandboxBooks.of(program)) {
            var audit = new RefundAudit(api, books, findings);
            Crowd.share(
                    clients,
                    orders.stream()
                            .map(order -> (Crowd.Work) () -> audit.check(
                                    order,
                                    promised.getOrDefault(order.snapshot().number(), 0L)))
                            .toList());
            verify(api, began);
            reconcile(api);
        }
        findings.check(
                findings.counted("effects whose outcome nobody knows") == 0,
                "P4",
                findings.counted("effects whose outcome nobody knows") + " outcomes are unknown after " + patience);
    }

    private List<RefundOrder> orders() {
        var orders = new ArrayList<RefundOrder>();
        int effects = 0;
        for (int i = 0; effects < refunds; i++) {
            var number = "R" + Long.toString(seed & 0xffff, 36) + "-" + i;
            var order = RefundOrder.any(number, new Random(seed * 31 + i));
            orders.add(order);
            effects += order.cancellations().size();
        }
        return orders;
    }

    private void place(List<RefundOrder> orders) throws InterruptedException {
        try (var api = target.api();
                var books = SandboxBooks.of(program)) {
            Crowd.share(
                    clients,
                    orders.stream()
                            .map(order -> (Crowd.Work) () -> {
                                books.charge(order.charge(), order.snapshot().total(), order.captured());
                                var reply = insist(api, order.put());
                                findings.check(reply.status() == 201, "floor", order.put() + " " + reply);
                            })
                            .toList());
        }
    }

    /// Answers what each order was promised back.
    private Map<String, Long> cancel(List<RefundOrder> orders, Consumer<String> progress) throws InterruptedException {
        var promised = new ConcurrentHashMap<String, Long>();
        int all =
                orders.stream().mapToInt(order -> order.cancellations().size()).sum();
        var answered = new AtomicInteger();
        var ended = new CountDownLatch(1);
        var work = new ArrayList<Crowd.Work>();
        for (int client = 0; client < clients; client++) {
            int mine = client;
            work.add(() -> {
                try (var api = target.api()) {
                    for (int i = mine; i < orders.size(); i += clients) {
                        cancel(api, orders.get(i), promised);
                        int done =
                                answered.addAndGet(orders.get(i).cancellations().size());
                        tell(progress, done, orders.get(i).cancellations().size(), all);
                    }
                } finally {
                    if (answered.get() >= all) {
                        ended.countDown();
                    }
                }
            });
        }
        work.add(() -> kill(answered, all, ended, progress));
        Crowd.together(work);
        return promised;
    }

    private static void tell(Consumer<String> progress, int done, int step, int all) {
        if (done / 1000 != (done - step) / 1000) {
            progress.accept(done + " of " + all + " cancellations");
        }
    }

    private void cancel(Api api, RefundOrder order, Map<String, Long> promised) throws InterruptedException {
        for (var call : order.cancellations()) {
            var reply = insist(api, call);
            findings.count("cancel " + reply.brief());
            findings.check(reply.status() == 201, "floor", call + " " + reply);
            var money = reply.json().path("money");
            promised.merge(
                    order.snapshot().number(),
                    money.path("notCharged").asLong() + money.path("refunded").asLong(),
                    Long::sum);
        }
    }

    // The same bytes under the same key until there is an answer.
    private Reply insist(Api api, Call call) throws InterruptedException {
        long giveUp = System.nanoTime() + COMMAND_PATIENCE.toNanos();
        while (System.nanoTime() < giveUp) {
            try {
                var reply = api.send(call);
                if (!reply.isNoAnswer()) {
                    return reply;
                }
                findings.count("outage: answered " + reply.brief());
            } catch (IOException e) {
                findings.count("outage: no answer");
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new IllegalStateException(call + " got no answer for " + COMMAND_PATIENCE + target.tail());
    }

    /// Kills a server each time another part of the cancellations is answered; the last time while only the
    /// workers are busy.
    private void kill(AtomicInteger answered, int all, CountDownLatch ended, Consumer<String> progress)
            throws InterruptedException {
        for (int i = 1; i <= kills; i++) {
            int after = i == kills && kills > 1 ? all : all * i / (kills + 1);
            while (answered.get() < after && !ended.await(5, TimeUnit.MILLISECONDS)) {
                // Soon.
            }
            target.kill(CrashRounds.Kind.SERVER);
            target.recover();
            findings.count("kills");
            progress.accept("killed and back: " + i + " of " + kills);
        }
    }

    private void settle(Consumer<String> progress) throws InterruptedException {
        long began = System.nanoTime();
        long giveUp = began + patience.toNanos();
        long open = Long.MAX_VALUE;
        long told = began;
        try (var database = HomeDatabase.in(program.home())) {
            while (open > 0 && System.nanoTime() < giveUp) {
                open = database.number(OPEN);
                if (System.nanoTime() - told > Duration.ofSeconds(5).toNanos()) {
                    told = System.nanoTime();
                    progress.accept(open + " movements are open");
                }
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
        findings.count("seconds until nothing was open", (System.nanoTime() - began) / 1_000_000_000L);
        findings.check(open == 0, "P4", open + " movements are open after " + patience);
    }

    private void verify(Api api, Instant began) throws InterruptedException {
        var reply = api.must(Call.post("verify", "", "/v1/verify?since=" + began, "", null));
        var lines = reply.body().strip().lines().toList();
        var last = Json.read(lines.getLast());
        findings.count("orders verified", last.path("orders").asLong());
        findings.check(last.path("type").asString("").equals("summary"), "verify", "broke off: " + lines.getLast());
        // Two processes here sign with a key each, in homes of their own, and were not told to trust each other.
        lines.stream()
                .filter(line -> line.contains("\"finding\"") && !line.contains("checkpoint_key_unknown"))
                .forEach(line -> findings.broken("verify", line));
    }

    /// What had time to arrive is the same in both books, as the server itself sees them.
    private void reconcile(Api api) throws InterruptedException {
        var path = "/v1/reconcile?seller=" + RefundOrder.SELLER + "&to="
                + Clock.systemUTC().instant().minusSeconds(5);
        var reply = api.must(Call.post("reconcile", "", path, "", null));
        var lines = reply.body().strip().lines().toList();
        var last = Json.read(lines.getLast());
        findings.count("movements reconciled", last.path("movements").asLong());
        findings.check(
                last.path("type").asString("").equals("summary")
                        && last.path("differences").asLong(1) == 0
                        && last.path("failed").asLong(1) == 0,
                "reconcile",
                String.join(
                        "\n    ",
                        lines.stream()
                                .filter(line -> !line.contains("\"progress\""))
                                .toList()));
    }
}
