package dev.countermand.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Everything that was done to one order, with the instants of call and return: checked for an order of
/// single steps that explains all answers (linearizability, by the search of Wing and Gong with memory).
final class History {

    private static final int STEPS_MAX = 63;

    /// A step with its answer and the time between which it must have happened, in nanoseconds of one
    /// clock.
    record Event(Step step, Seen seen, long called, long returned) {

        boolean overlaps(Event other) {
            return called < other.returned && other.called < returned;
        }
    }

    private record Place(long done, Model model) {}

    private final Model start;
    private final List<Event> events = new ArrayList<>();

    History(Model start) {
        this.start = start;
    }

    synchronized void add(Event event) {
        events.add(event);
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /// Whether some sequence of the steps, each within its time, gives every answer that was seen. Fails
    /// for more than 63 steps.
    boolean isExplained() {
        var all = events();
        if (all.size() > STEPS_MAX) {
            throw new IllegalArgumentException(all.size() + " steps on one order");
        }
        return search(all, new Place(0, start), new HashSet<>());
    }

    private static boolean search(List<Event> all, Place place, Set<Place> seen) {
        if (place.done == (1L << all.size()) - 1) {
            return true;
        }
        if (!seen.add(place)) {
            return false;
        }
        long firstReturn = Long.MAX_VALUE;
        for (int i = 0; i < all.size(); i++) {
            if ((place.done & (1L << i)) == 0) {
                firstReturn = Math.min(firstReturn, all.get(i).returned);
            }
        }
        for (int i = 0; i < all.size(); i++) {
            var event = all.get(i);
            if ((place.done & (1L << i)) == 0 && event.called <= firstReturn) {
                var next = place.model.after(event.step, event.seen);
                if (next != null && search(all, new Place(place.done | (1L << i), next), seen)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Whether a cancellation and a claim were truly under way at the same time.
    boolean isContested() {
        var all = events();
        return all.stream()
                .filter(e -> e.step instanceof Step.Cancel)
                .anyMatch(c ->
                        all.stream().filter(e -> e.step instanceof Step.Claim).anyMatch(c::overlaps));
    }

    /// The history by time of call, one step a line.
    String text() {
        return events().stream()
                .sorted(java.util.Comparator.comparingLong(Event::called))
                .map(e ->
                        String.format("    %9d..%9d us  %s -> %s", e.called / 1000, e.returned / 1000, e.step, e.seen))
                .collect(Collectors.joining("\n"));
    }
}
