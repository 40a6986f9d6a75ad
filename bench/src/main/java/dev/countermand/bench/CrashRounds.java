package dev.countermand.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// Kills under load and checks afterwards that nothing acknowledged is lost, changed or done twice.
///
/// @param clients how many send commands side by side
/// @param commands how many each round, over all clients
/// @param patience how long facts may take to be listed and mails to come, while nothing else happens
/// @param seed fixes kinds, moments and choices; the interleaving of the clients is not repeatable
record CrashRounds(Target target, int clients, int commands, long seed, Duration patience, Findings findings) {

    /// What an operator may expect.
    static final Duration PATIENCE = Duration.ofMinutes(2);

    static final String SELLER = "crash";

    /// What is killed.
    enum Kind {
        SERVER,
        POSTGRES,
        BOTH
    }

    /// Those who watch over all rounds.
    private record Watch(FeedAudit feed, MailAudit mails, Keeping keeping) {}

    /// Runs one round after the other, the kinds in turn.
    ///
    /// @param progress told after each round
    void run(int rounds, List<Kind> kinds, Consumer<String> progress) throws InterruptedException {
        try (var api = target.api()) {
            var watch = new Watch(new FeedAudit(api, findings), new MailAudit(api, findings), new Keeping());
            for (int i = 0; i < rounds; i++) {
                var kind = kinds.get(i % kinds.size());
                long began = System.nanoTime();
                one(i, kind, watch);
                findings.count("rounds");
                findings.count("rounds, " + kind.name().toLowerCase(java.util.Locale.ROOT) + " killed");
                progress.accept(String.format(
                        "round %d of %d, %s killed: %.1f s, %d broken",
                        i + 1,
                        rounds,
                        kind.name().toLowerCase(java.util.Locale.ROOT),
                        (System.nanoTime() - began) / 1e9,
                        findings.violations().size()));
            }
            watch.feed.finish(patience);
            watch.mails.finish(patience);
            watch.keeping.review(api, findings);
        }
    }

    private void one(int number, Kind kind, Watch watch) throws InterruptedException {
        var chance = new Random(seed * 7_919 + number);
        var round = new CrashRound(this, number, chance.nextLong());
        int killAfter = commands / 10 + chance.nextInt(Math.max(1, commands * 8 / 10));
        round.run(killAfter, kind);
        var timelines = round.audit();
        watch.feed.follow(timelines);
        watch.mails.follow(timelines);
        watch.keeping.keep(timelines);
    }

    static List<Kind> kinds(List<String> words) {
        var kinds = new ArrayList<Kind>();
        for (var word : words) {
            try {
                kinds.add(Kind.valueOf(word.toUpperCase(java.util.Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new Flags.Misuse("--kinds knows server, postgres and both, not '" + word + "'");
            }
        }
        return List.copyOf(kinds);
    }
}
