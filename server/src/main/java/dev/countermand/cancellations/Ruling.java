package dev.countermand.cancellations;

import dev.countermand.orders.Goods;
import dev.countermand.orders.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// What the rules decided about a request.
///
/// @param refusal why nothing is done at all; null when something is
/// @param lines the lines that were meant
record Ruling(@Nullable CancellationReason refusal, List<Line> lines) {

    /// Units of a line by what happens to them: requested = atOnce + attempt + heldOpen + heldReleased
    /// + refused.
    ///
    /// @param because the first reason why some are not granted; null when all are
    /// @param person why a person must decide about the held ones; null when none are held
    record Line(
            String line,
            int requested,
            int atOnce,
            int attempt,
            int heldOpen,
            int heldReleased,
            int refused,
            @Nullable CancellationReason because,
            @Nullable CancellationReason person) {

        Line allRefused() {
            return new Line(line, requested, 0, 0, 0, 0, requested, because, null);
        }
    }

    /// The first of the reasons for which a person must decide; null when nobody must.
    @Nullable
    CancellationReason person() {
        return lines.stream()
                .map(Line::person)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /// line → how many of its units meet one of their fates; lines without any are left out.
    Map<String, Integer> units(ToIntFunction<Line> count) {
        var units = new LinkedHashMap<String, Integer>();
        for (var line : lines) {
            if (count.applyAsInt(line) > 0) {
                units.put(line.line(), count.applyAsInt(line));
            }
        }
        return units;
    }

    /// Where the units go at once.
    List<Goods.Move> moves() {
        var moves = new ArrayList<Goods.Move>();
        for (var line : lines) {
            moves.add(new Goods.Move(line.line(), Stage.OPEN, Stage.CANCELED, line.atOnce()));
            moves.add(new Goods.Move(line.line(), Stage.RELEASED, Stage.STOPPING, line.attempt()));
            moves.add(new Goods.Move(line.line(), Stage.OPEN, Stage.STOPPING, line.heldOpen()));
            moves.add(new Goods.Move(line.line(), Stage.RELEASED, Stage.STOPPING, line.heldReleased()));
        }
        moves.removeIf(move -> move.quantity() == 0);
        return moves;
    }

    /// The status that the request begins with.
    CancellationStatus status() {
        if (refusal != null) {
            return CancellationStatus.REFUSED;
        }
        if (lines.stream().anyMatch(l -> l.heldOpen + l.heldReleased > 0)) {
            return CancellationStatus.WAITING;
        }
        return lines.stream().anyMatch(l -> l.attempt > 0)
                ? CancellationStatus.ATTEMPTING
                : CancellationStatus.CANCELED;
    }
}
