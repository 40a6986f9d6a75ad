package dev.countermand.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Cancel against claim: many real clients on few hot orders. For no unit do both win, every loser is
/// told a reason, sums hold, and each order's answers are explained by some sequence of single steps.
///
/// @param clients how many at the same time
/// @param rounds orders fought over, eight contenders each
record Race(Api api, int clients, int rounds, long seed, Findings findings) {

    private static final int BATCH = 64;
    private static final String SELLER = "race";

    /// Runs all rounds.
    ///
    /// @param progress told now and then how many rounds are done
    void run(Consumer<String> progress) throws InterruptedException {
        for (int first = 0; first < rounds; first += BATCH) {
            int last = Math.min(rounds, first + BATCH);
            var fights = IntStream.range(first, last).mapToObj(this::fight).toList();
            Crowd.share(
                    clients, fights.stream().map(f -> (Crowd.Work) f::prepare).toList());
            Crowd.share(
                    clients,
                    fights.stream().flatMap(f -> f.contenders().stream()).toList());
            Crowd.share(clients, fights.stream().map(f -> (Crowd.Work) f::judge).toList());
            progress.accept(
                    last + " of " + rounds + " rounds, " + findings.violations().size() + " broken");
        }
    }

    /// Every kind of outcome must have been seen often enough for the run to mean something.
    void expectContention() {
        findings.atLeast(rounds / 4, "rounds with cancel and claim at the same time");
        findings.atLeast(rounds / 10, "cancel 201");
        findings.atLeast(rounds / 20, "cancel 202");
        findings.atLeast(rounds / 10, "claim 201");
        findings.atLeast(rounds / 10, "rounds with a refused claim");
        findings.atLeast(rounds / 10, "rounds with a refused cancel");
        findings.atLeast(rounds / 50, "answer 200");
    }

    private Fight fight(int round) {
        var chance = new Random(seed * 1_000_003 + round);
        var quantities = chance.nextInt(3) == 0 ? List.of(2, 3) : List.of(chance.nextInt(1, 5));
        var number = "R" + Long.toString(seed & 0xffff, 36) + "-" + round;
        return new Fight(this, Snapshot.of(SELLER, number, quantities, chance), plan(quantities, chance), chance);
    }

    // Half cancel, half claim; sometimes a release comes first or in between, sometimes a reader.
    private static List<Step> plan(List<Integer> quantities, Random chance) {
        var steps = new ArrayList<Step>();
        boolean whole = chance.nextBoolean();
        for (int i = 0; i < 4; i++) {
            steps.add(new Step.Cancel(whole || i == 0 ? null : Fight.one(quantities, chance)));
            steps.add(new Step.Claim(whole || i == 0 ? null : Fight.one(quantities, chance)));
        }
        if (chance.nextInt(3) > 0) {
            steps.set(chance.nextInt(8), new Step.Release());
        }
        if (chance.nextInt(4) == 0) {
            steps.set(chance.nextInt(8), new Step.Read());
        }
        Collections.shuffle(steps, chance);
        if (chance.nextInt(2) == 0) {
            steps.addFirst(new Step.Release());
        }
        return steps;
    }

    /// Sends one step and notes what came back, with the times of call and return.
    Seen act(Fight fight, Step step, Call call) throws InterruptedException {
        long called = System.nanoTime();
        try {
            var reply = api.send(call);
            long returned = System.nanoTime();
            findings.count(call.what() + " " + reply.brief());
            if (reply.isNoAnswer() || !reply.isDecided()) {
                findings.broken(
                        "P10",
                        call.order() + ": " + call.what() + " was answered " + reply.status() + " " + reply.body());
            }
            fight.note(step, reply, called, returned);
            return Seen.in(reply);
        } catch (IOException e) {
            findings.broken("P10", call.order() + ": " + call.what() + " got no answer: " + e);
            throw new IllegalStateException(e);
        }
    }
}
