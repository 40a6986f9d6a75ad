package dev.countermand.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Many callers cancel the same order at the same instant: with one key, one effect and the same answer
/// byte for byte; without a key, exactly one wins and the others read that it is canceled.
///
/// @param callers how many at the same instant
/// @param orders how many orders, one after the other, each way
record SameKey(Api api, int callers, int orders, long seed, Findings findings) {

    private static final String SELLER = "same";

    /// Runs both ways on every order.
    void run(Consumer<String> progress) throws InterruptedException {
        for (int i = 0; i < orders; i++) {
            one(i, true);
            one(i, false);
            progress.accept((i + 1) + " of " + orders + " orders, "
                    + findings.violations().size() + " broken");
        }
    }

    private void one(int round, boolean sameKey) throws InterruptedException {
        var chance = new Random(seed * 31 + round);
        var number = "S" + Long.toString(seed & 0xffff, 36) + (sameKey ? "k" : "n") + round;
        var order = Snapshot.any(SELLER, number, chance);
        api.must(order.put("put-" + number));
        boolean released = chance.nextInt(3) == 0;
        if (released) {
            api.must(Call.post("release", number, path(number, "/releases"), "{}", null));
        }
        var replies = ask(number, sameKey ? "the-one-key" : null);
        replies.forEach(reply -> findings.count((sameKey ? "same key: " : "no key: ") + reply.brief()));
        if (sameKey) {
            judgeSame(number, replies, released ? 202 : 201);
        } else {
            judgeRace(number, replies, released);
        }
        judgeEffect(number, order);
    }

    private static String path(String number, String what) {
        return Call.order(number) + what + "?seller=" + SELLER;
    }

    private List<Reply> ask(String number, @org.jspecify.annotations.Nullable String key) throws InterruptedException {
        var call =
                Call.post("cancel", number, path(number, "/cancellations"), "{\"reason\":\"ordered_by_mistake\"}", key);
        var replies = new ConcurrentLinkedQueue<Reply>();
        var start = new CyclicBarrier(callers);
        var work = new ArrayList<Crowd.Work>();
        for (int i = 0; i < callers; i++) {
            work.add(() -> {
                start.await();
                replies.add(api.send(call));
            });
        }
        Crowd.together(work);
        return List.copyOf(replies);
    }

    private void judgeSame(String number, List<Reply> replies, int status) {
        var different = replies.stream().distinct().toList();
        findings.check(
                different.size() == 1 && different.getFirst().status() == status,
                "P8",
                number + ": one key, but " + different.size() + " different answers: " + different);
    }

    private void judgeRace(String number, List<Reply> replies, boolean released) {
        long won = replies.stream()
                .filter(r -> r.status() == (released ? 202 : 201))
                .count();
        var reason = released ? "pending" : "already_canceled";
        long lost = replies.stream()
                .filter(r -> r.status() == 409 && r.code().equals(reason))
                .count();
        findings.check(
                won == 1 && won + lost == callers,
                "P10",
                number + ": " + replies.stream().map(Reply::brief).collect(Collectors.joining(", ")));
    }

    // One effect: each unit moved once, and the log tells one cancellation.
    private void judgeEffect(String number, Snapshot order) throws InterruptedException {
        var seen = Seen.in(api.get(path(number, "")));
        seen.units().forEach((line, units) -> {
            int moved = units.canceled() + units.stopping();
            int quantity = order.quantities().get(line);
            findings.check(moved == quantity, "P8", number + " line " + (line + 1) + ": " + units);
        });
        var timeline = Timeline.of(api, SELLER, number);
        long told = timeline.facts().stream()
                .filter(f ->
                        f.kind().equals("cancellation.canceled") || f.kind().equals("cancellation.attempting"))
                .count();
        findings.check(told == 1, "P8", number + ": " + told + " cancellations in the log");
        findings.check(timeline.isGapless(), "P11", number + ": the timeline has gaps: " + timeline.numbers());
        findings.count("orders with one effect", told == 1 ? 1 : 0);
    }
}
