package dev.countermand.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// One round: clients under load, a kill at some moment, recovery, and the rest of the load on what came
/// back.
final class CrashRound {

    /// How long a client tries one command before that is a finding.
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    /// Only with a kill somewhere within a commit, not always right after an answer, is every moment tried.
    private static final int KILL_JITTER_MICROS = 20_000;

    private final CrashRounds plan;
    private final String name;
    private final long seed;
    private final Known known = new Known();
    private final List<Diary> diaries = new ArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final CountDownLatch timeToKill = new CountDownLatch(1);
    private final CountDownLatch recovered = new CountDownLatch(1);

    CrashRound(CrashRounds plan, int number, long seed) {
        this.plan = plan;
        this.name = "K" + Long.toString(plan.seed() & 0xffff, 36) + "-" + number;
        this.seed = seed;
    }

    /// Lets the clients work, kills after so many answers, and returns when every command has been
    /// answered.
    void run(int killAfter, CrashRounds.Kind kind) throws InterruptedException {
        var work = new ArrayList<Crowd.Work>();
        for (int client = 0; client < plan.clients(); client++) {
            var diary = new Diary(plan.target().diaries().resolve(name + "-" + client + ".jsonl"));
            diaries.add(diary);
            var mix = new Mix(CrashRounds.SELLER, name + (char) ('a' + client), known, seed + client);
            int share = plan.commands() / plan.clients() + (client < plan.commands() % plan.clients() ? 1 : 0);
            work.add(() -> work(mix, diary, share, killAfter));
        }
        work.add(() -> {
            timeToKill.await();
            LockSupport.parkNanos(new Random(seed).nextInt(KILL_JITTER_MICROS) * 1000L);
            plan.target().kill(kind);
            long killed = System.nanoTime();
            plan.target().recover();
            plan.findings().count("recovery, milliseconds in all", (System.nanoTime() - killed) / 1_000_000);
            recovered.countDown();
        });
        Crowd.together(work);
        diaries.forEach(Diary::close);
    }

    private void work(Mix mix, Diary diary, int share, int killAfter) throws InterruptedException {
        try (var api = plan.target().api()) {
            for (int i = 0; i < share; i++) {
                var next = next(mix, api);
                diary.asked(next.call());
                var reply = insist(api, next.call());
                diary.answered(next.call(), reply);
                known.learn(next.order(), next.call(), reply);
                plan.findings().count(next.call().what() + " " + reply.brief());
                if (answered.incrementAndGet() >= killAfter) {
                    timeToKill.countDown();
                }
            }
        } finally {
            timeToKill.countDown();
        }
    }

    private Mix.Next next(Mix mix, Api api) throws InterruptedException {
        while (true) {
            try {
                return mix.next(api);
            } catch (IOException duringTheOutage) {
                pause();
            }
        }
    }

    // The same bytes under the same key until there is an answer.
    private Reply insist(Api api, Call call) throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        var last = "";
        while (System.nanoTime() < giveUp) {
            try {
                var reply = api.send(call);
                if (!reply.isNoAnswer()) {
                    return reply;
                }
                last = reply.toString();
                plan.findings().count("outage: answered " + reply.brief());
            } catch (IOException e) {
                last = e.toString();
                plan.findings().count("outage: no answer");
            }
            pause();
        }
        throw new IllegalStateException(call + " got no answer for " + PATIENCE + ", at last " + last
                + plan.target().tail() + plan.target().threads());
    }

    private void pause() throws InterruptedException {
        if (!recovered.await(1, TimeUnit.SECONDS)) {
            return;
        }
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }

    /// Checks everything this round did, from the clients' diaries and from what the server tells.
    ///
    /// @return what the logs of its orders said
    List<Timeline> audit() throws InterruptedException {
        var entries =
                diaries.stream().flatMap(diary -> diary.entries().stream()).toList();
        plan.findings().count("commands", entries.size());
        try (var api = plan.target().api()) {
            replay(api, entries);
            var orders = known.orders();
            var timelines = new ArrayList<Timeline>();
            for (var order : orders) {
                var audit = new OrderAudit(api, order, entries, plan.findings());
                timelines.add(audit.run());
            }
            return timelines;
        }
    }

    private void replay(Api api, List<Diary.Entry> entries) throws InterruptedException {
        Crowd.share(
                plan.clients(),
                entries.stream().map(e -> (Crowd.Work) () -> replay(api, e)).toList());
    }

    private void replay(Api api, Diary.Entry entry) throws InterruptedException {
        var call = entry.call();
        var first = entry.reply();
        if (first == null) {
            plan.findings().broken("P8", call + " was never answered");
            return;
        }
        if (!first.isDecided()) {
            plan.findings().broken("P9", call + " was answered " + first);
            return;
        }
        var again = api.must(call);
        plan.findings().count("answers replayed");
        plan.findings().check(again.equals(first), "P8", call + "\n    first " + first + "\n    again " + again);
    }
}
