package dev.countermand.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Follows the event feed over all rounds like an outside consumer, from one cursor to the next, and
/// compares it with the timelines: every fact once, in the order's own sequence, without a gap in the
/// cursors.
final class FeedAudit {

    private final Api api;
    private final Findings findings;
    private final Map<String, Long> lastSeq = new HashMap<>();
    private final Map<String, Timeline> waiting = new LinkedHashMap<>();
    private final Map<String, Fact> fresh = new HashMap<>();
    private final Set<String> done = new HashSet<>();
    private long after;

    FeedAudit(Api api, Findings findings) {
        this.api = api;
        this.findings = findings;
    }

    /// Reads on as far as the feed goes now, and compares the timelines that have come in full.
    void follow(List<Timeline> timelines) throws InterruptedException {
        timelines.forEach(timeline -> waiting.put(timeline.order(), timeline));
        while (read(0)) {
            // On to the next page.
        }
        compare();
    }

    /// Reads on until every fact of every timeline has come.
    ///
    /// @param patience how long facts may take to be listed
    void finish(Duration patience) throws InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (!waiting.isEmpty() && System.nanoTime() < giveUp) {
            read(1);
            compare();
        }
        waiting.forEach((order, timeline) -> findings.broken(
                "P11",
                order + ": the feed has told " + lastSeq.getOrDefault(order, 0L) + " of "
                        + timeline.facts().size()));
    }

    // One page; false when nothing new came for so many seconds.
    private boolean read(int wait) throws InterruptedException {
        var events = api.get("/v1/events?after=" + after + "&limit=1000&wait=" + wait)
                .json()
                .path("events");
        events.forEach(event -> take(Fact.of(event)));
        return !events.isEmpty();
    }

    private void take(Fact fact) {
        findings.count("events read from the feed");
        findings.check(
                fact.cursor() == after + 1, "P11", "the feed goes from cursor " + after + " to " + fact.cursor());
        after = fact.cursor();
        long last = lastSeq.getOrDefault(fact.order(), 0L);
        findings.check(
                fact.seq() == last + 1, "P11", fact.order() + ": the feed tells " + fact.seq() + " after " + last);
        lastSeq.put(fact.order(), fact.seq());
        if (!done.contains(fact.order())) {
            fresh.put(fact.name(), fact);
        }
    }

    private void compare() {
        for (var timeline : List.copyOf(waiting.values())) {
            long last = lastSeq.getOrDefault(timeline.order(), 0L);
            if (last >= timeline.facts().size()) {
                timeline.facts().forEach(this::compare);
                fresh.values().removeIf(fact -> fact.order().equals(timeline.order()));
                waiting.remove(timeline.order());
                done.add(timeline.order());
            }
        }
    }

    private void compare(Fact fact) {
        var told = fresh.get(fact.name());
        if (told == null) {
            findings.broken("P11", fact.name() + " " + fact.kind() + " is not in the feed");
            return;
        }
        boolean same = told.kind().equals(fact.kind()) && told.body().equals(fact.body());
        findings.check(same, "P11", fact.name() + " differs\n    timeline " + fact + "\n    feed " + told);
    }
}
