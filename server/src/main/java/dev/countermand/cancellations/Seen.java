package dev.countermand.cancellations;

import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Around;
import dev.countermand.policies.Facts;
import dev.countermand.policies.LineRight;
import dev.countermand.policies.LineTerms;
import dev.countermand.policies.Terms;
import dev.countermand.policies.WorkingDays;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the rules saw when they decided: stored with every request, so that the decision can be made
/// again.
///
/// @param lines every line of the order
/// @param placedAt when the window of the terms began
/// @param at the instant of the request
/// @param byStore whether the store cancels for its own reasons
/// @param requested line → units; null means all that can be had
/// @param reason why it is asked for; null when that is not said yet
/// @param notOffered whether something is wanted in the place of units that the shop does not offer there; null for no
/// @param elsewhere whether the order is to go to another address; null for no
/// @param only units in other stages are not meant; null when those in all stages are
record Seen(
        List<Line> lines,
        Terms.Cancellation terms,
        Instant placedAt,
        Instant at,
        boolean byStore,
        @Nullable Map<String, Integer> requested,
        @Nullable RequestReason reason,
        @Nullable Boolean notOffered,
        @Nullable Boolean elsewhere,
        @Nullable Stage only) {

    /// Nothing is wanted in the place of the units.
    Seen(
            List<Line> lines,
            Terms.Cancellation terms,
            Instant placedAt,
            Instant at,
            boolean byStore,
            @Nullable Map<String, Integer> requested,
            @Nullable RequestReason reason) {
        this(lines, terms, placedAt, at, byStore, requested, reason, null, null, null);
    }

    /// The same, with something wanted in the place of the units.
    Seen wanting(boolean offered) {
        return new Seen(lines, terms, placedAt, at, byStore, requested, reason, offered ? null : true, elsewhere, only);
    }

    /// The same, with the order to go to another address.
    Seen goingElsewhere() {
        return new Seen(lines, terms, placedAt, at, byStore, requested, reason, notOffered, true, only);
    }

    /// A line as the rules see it; stages without units are left out.
    ///
    /// @param own the terms as they hold for this line; null in what was stored before there were exceptions
    record Line(
            String line,
            Order.Kind kind,
            @Nullable Instant accessedAt,
            Map<Stage, Integer> units,
            @Nullable LineTerms own) {

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

    /// A request for this reason.
    ///
    /// @param around what begins the windows of each line, and what the law says of it
    static Seen of(
            Order order,
            Terms terms,
            Instant at,
            RequestReason reason,
            @Nullable Map<String, Integer> requested,
            Around around) {
        return of(order, terms, at, reason.isStores(), requested, reason, around);
    }

    /// Before anybody asks: what the shopper could have.
    static Seen of(Order order, Terms terms, Instant at, Around around) {
        return of(order, terms, at, false, null, null, around);
    }

    private static Seen of(
            Order order,
            Terms terms,
            Instant at,
            boolean byStore,
            @Nullable Map<String, Integer> requested,
            @Nullable RequestReason reason,
            Around around) {
        var lines = order.lines().stream()
                .map(line -> line(order, line, terms, around))
                .toList();
        // What an exception says is with its lines; a long list of them is not kept with each decision.
        return new Seen(lines, terms.cancellation().usual(), order.boundAt(), at, byStore, requested, reason);
    }

    private static Line line(Order order, Order.Line line, Terms terms, Around around) {
        var units = new EnumMap<Stage, Integer>(Stage.class);
        line.units().byStage().forEach((stage, count) -> {
            if (count > 0) {
                units.put(stage, count);
            }
        });
        var own = terms.cancellation().of(Facts.of(order, line), terms.calendar(), around.begun(line));
        // Most decisions are kept without what would have changed nothing.
        if (!terms.cancellation().leavesNothingToTheLaw() || line.accessedAt() != null) {
            own = own.with(around.rights(line));
        }
        return new Line(line.line(), line.kind(), line.accessedAt(), units, own);
    }

    /// How many units of a line the request means.
    int wanted(Line line) {
        return requested == null ? line.total() : requested.getOrDefault(line.line(), 0);
    }

    /// Until when the shopper may cancel a line by himself, by the terms or by law; null when no clock runs.
    @Nullable
    Instant until(Line line) {
        var until = termsUntil(line);
        var right = right(line);
        if (right.isEmpty() || until == null) {
            return until;
        }
        var byLaw = right.get().until();
        return byLaw == null || byLaw.isAfter(until) ? byLaw : until;
    }

    private @Nullable Instant termsUntil(Line line) {
        if (line.own() != null) {
            return line.own().until();
        }
        return terms.window() == null ? null : terms.window().end(placedAt, WorkingDays.USUAL);
    }

    /// The last instant of the window counts as within.
    boolean isWindowClosed(Line line) {
        var end = termsUntil(line);
        return end != null && at.isAfter(end);
    }

    /// The right by which the buyer may stop a line at this instant; the one that lasts longest.
    Optional<LineRight> right(Line line) {
        return rights(line).stream()
                .filter(right -> right.holds(at))
                .max(Comparator.comparing(right -> Objects.requireNonNullElse(right.until(), Instant.MAX)));
    }

    /// The right that he will have first, and has not yet.
    Optional<LineRight> comingRight(Line line) {
        return rights(line).stream()
                .filter(right -> right.from() != null && !at.isAfter(right.from()))
                .min(Comparator.comparing(right -> Objects.requireNonNull(right.from())));
    }

    private static List<LineRight> rights(Line line) {
        return line.own() == null ? List.of() : line.own().rights();
    }

    /// What the law wants of the money: the most that it wants for one of the lines that are meant.
    ByLaw byLaw() {
        return lines.stream()
                .filter(line -> !byStore && wanted(line) > 0)
                .map(this::byLaw)
                .max(Comparator.naturalOrder())
                .orElse(ByLaw.NOTHING);
    }

    /// What it wants when a buyer stops this line.
    ByLaw byLaw(Line line) {
        return rights(line).stream()
                .filter(right -> right.holds(at))
                .map(right -> Boolean.TRUE.equals(right.allShipping()) ? ByLaw.ALL_SHIPPING : ByLaw.NOTHING_WITHHELD)
                .max(Comparator.naturalOrder())
                .orElse(ByLaw.NOTHING);
    }

    /// The same, meaning no units but those in this stage.
    Seen only(Stage stage) {
        return new Seen(lines, terms, placedAt, at, byStore, requested, reason, notOffered, elsewhere, stage);
    }

    boolean means(Stage stage) {
        return only == null || only == stage;
    }

    /// What the rules would see if there were no law.
    Seen withoutLaw() {
        var bare = lines.stream()
                .map(line -> line.own() == null
                        ? line
                        : new Line(
                                line.line(),
                                line.kind(),
                                line.accessedAt(),
                                line.units(),
                                line.own().with(List.of())))
                .toList();
        return new Seen(bare, terms, placedAt, at, byStore, requested, reason, notOffered, elsewhere, only);
    }

    /// What the exception for a line says of a stage; null when none speaks of it.
    static Terms.@Nullable Rule exception(Line line, Stage stage) {
        if (line.own() == null) {
            return null;
        }
        return switch (stage) {
            case OPEN -> line.own().open();
            case RELEASED -> line.own().released();
            case STOPPING, CANCELED, SHIPPED, DELIVERED, RETURNING, RETURNED, LOST -> null;
        };
    }

    /// Whether it is asked for a reason that the terms do not accept.
    boolean isReasonExcluded() {
        return reason != null
                && reason != RequestReason.NOT_GIVEN
                && !terms.reasons().isEmpty()
                && !terms.reasons().contains(reason.word());
    }
}
