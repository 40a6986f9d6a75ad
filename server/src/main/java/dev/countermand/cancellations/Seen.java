package dev.countermand.cancellations;

import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Terms;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the rules saw when they decided: stored with every request, so that the decision can be made
/// again.
///
/// @param lines every line of the order
/// @param placedAt when the window of the terms began
/// @param at the instant of the request
/// @param byStore whether the store cancels for its own reasons
/// @param requested line → units; null means all that can be had
record Seen(
        List<Line> lines,
        Terms.Cancellation terms,
        Instant placedAt,
        Instant at,
        boolean byStore,
        @Nullable Map<String, Integer> requested) {

    /// A line as the rules see it; stages without units are left out.
    record Line(String line, Order.Kind kind, @Nullable Instant accessedAt, Map<Stage, Integer> units) {

        int in(Stage stage) {
            return units.getOrDefault(stage, 0);
        }

        int total() {
            return units.values().stream().mapToInt(Integer::intValue).sum();
        }

        boolean isAccessed(Instant at) {
            return kind == Order.Kind.DIGITAL && accessedAt != null && !accessedAt.isAfter(at);
        }
    }

    static Seen of(
            Order order,
            Terms.Cancellation terms,
            Instant at,
            boolean byStore,
            @Nullable Map<String, Integer> requested) {
        var lines = order.lines().stream().map(Seen::line).toList();
        return new Seen(lines, terms, order.boundAt(), at, byStore, requested);
    }

    private static Line line(Order.Line line) {
        var units = new EnumMap<Stage, Integer>(Stage.class);
        line.units().byStage().forEach((stage, count) -> {
            if (count > 0) {
                units.put(stage, count);
            }
        });
        return new Line(line.line(), line.kind(), line.accessedAt(), units);
    }

    /// How many units of a line the request means.
    int wanted(Line line) {
        return requested == null ? line.total() : requested.getOrDefault(line.line(), 0);
    }

    /// Until when the shopper may cancel by himself; null when the terms set no end.
    @Nullable
    Instant windowEnd() {
        return terms.window() == null ? null : placedAt.plus(terms.window());
    }

    /// The last instant of the window counts as within.
    boolean isWindowClosed() {
        var end = windowEnd();
        return end != null && at.isAfter(end);
    }
}
