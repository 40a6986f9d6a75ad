package dev.countermand.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Remembers what every round left in the log, and reads all of it once more at the end: later crashes
/// must not have touched it.
final class Keeping {

    /// What stood in an order's log.
    ///
    /// @param facts the first so many facts
    /// @param hash of those facts
    private record Left(int facts, int hash) {}

    private final Map<String, Left> left = new HashMap<>();

    /// Remembers these, as they were found right.
    void keep(List<Timeline> timelines) {
        for (var timeline : timelines) {
            left.put(timeline.order(), new Left(timeline.facts().size(), hash(timeline.facts())));
        }
    }

    // Where a fact stands in the feed may not have been told the first time.
    private static int hash(List<Fact> facts) {
        return facts.stream()
                .map(f -> f.name() + f.kind() + Json.text(f.body()))
                .toList()
                .hashCode();
    }

    /// Reads everything again and compares.
    void review(Api api, Findings findings) throws InterruptedException {
        for (var entry : left.entrySet()) {
            int slash = entry.getKey().indexOf('/');
            var timeline = Timeline.of(
                    api, entry.getKey().substring(0, slash), entry.getKey().substring(slash + 1));
            int before = entry.getValue().facts();
            boolean same = timeline.facts().size() >= before
                    && hash(timeline.facts().subList(0, before))
                            == entry.getValue().hash();
            findings.check(same, "P13", entry.getKey() + ": what stood in the log has changed");
            findings.check(timeline.isGapless(), "P11", entry.getKey() + ": " + timeline.numbers());
            findings.count("orders read again at the end");
        }
    }
}
