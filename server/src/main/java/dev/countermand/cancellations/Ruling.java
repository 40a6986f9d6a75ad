package dev.countermand.cancellations;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
