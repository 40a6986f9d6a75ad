package dev.countermand.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Follows the event feed over all rounds like an outside consumer, from one cursor to the next, and compares it with
/// the timelines: every fact once, in the order's own sequence, without a gap in the cursors.
final class FeedAudit implements AutoCloseable {

    private final Api api;
    private final Duration patience;
    private final Findings findings;
    private final Map<String, Long> lastSeq = new HashMap<>();
    private final Map<String, Fact> fresh = new HashMap<>();
    private long after;

    /// @param patience how long a fact may take to be listed
    FeedAudit(Target target, Duration patience, Findings findings) {
        this.patience = patience;
        this.api = target.api();
        this.findings = findings;
    }

    /// Reads on until every fact of these timelines has come, and compares.
    void follow(List<Timeline> timelines) throws InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (!isAllThere(timelines)) {
            if (!read() && System.nanoTime() > giveUp) {
                break;
            }
        }
        for (var timeline : timelines) {
            timeline.facts().forEach(this::compare);
        }
        fresh.clear();
    }

    private boolean isAllThere(List<Timeline> timelines) {
        return timelines.stream()
                .filter(t -> !t.facts().isEmpty())
                .allMatch(t -> lastSeq.getOrDefault(t.order(), 0L)
                        >= t.facts().getLast().seq());
    }

    // One page; false when nothing new came for a second.
    private boolean read() throws InterruptedException {
        var events = api.get("/v1/events?after=" + after + "&limit=1000&wait=1")
                .json()
                .path("events");
        if (events.isEmpty()) {
            return false;
        }
        for (var event : events) {
            take(Fact.of(event));
        }
        return true;
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
        fresh.put(fact.name(), fact);
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

    @Override
    public void close() {
        api.close();
    }
}
