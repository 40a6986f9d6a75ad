package dev.countermand.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/// What a run saw: counts of everything that happened, and every broken promise in a sentence. Safe for
/// many threads.
final class Findings {

    private static final int SHOWN_MAX = 50;

    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final List<String> broken = new CopyOnWriteArrayList<>();

    /// Notes a broken promise.
    ///
    /// @param promise its number, such as `P8`
    void broken(String promise, String sentence) {
        broken.add(promise + ": " + sentence);
    }

    /// Notes a broken promise unless the condition holds.
    void check(boolean holds, String promise, String sentence) {
        if (!holds) {
            broken(promise, sentence);
        }
    }

    void count(String what) {
        count(what, 1);
    }

    void count(String what, long times) {
        counts.computeIfAbsent(what, w -> new LongAdder()).add(times);
    }

    long counted(String what) {
        var count = counts.get(what);
        return count == null ? 0 : count.sum();
    }

    /// A floor, so that a run in which nothing happened cannot pass.
    void atLeast(long floor, String what) {
        check(counted(what) >= floor, "floor", "only " + counted(what) + " times '" + what + "', expected " + floor);
    }

    boolean isClean() {
        return broken.isEmpty();
    }

    List<String> violations() {
        return List.copyOf(broken);
    }

    /// The counts by name, then the broken promises.
    String text() {
        var text = new StringBuilder();
        counts.forEach((what, count) -> text.append(String.format("  %-44s %d%n", what, count.sum())));
        if (isClean()) {
            return text.append("no promise broken\n").toString();
        }
        text.append(broken.size()).append(" BROKEN\n");
        broken.stream()
                .limit(SHOWN_MAX)
                .forEach(b -> text.append("  ").append(b).append('\n'));
        return text.toString();
    }
}
