package dev.countermand.cancellations.web;

import dev.countermand.cancellations.RefundClock;
import dev.countermand.policies.Due;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The clock of a refund as the API tells it.
///
/// @param state `running`, `standing` or `ended`
/// @param law pack, version and right, such as `eu-2/withdrawal`; null while nobody has looked which law
///     wants it
/// @param lawDue the last instant in time if nothing is waited for
/// @param due the last instant in time; null while it stands still
/// @param startedBy public id of what started it
public record RefundClockView(
        String cancellation,
        String state,
        @Nullable String law,
        @Nullable String source,
        Instant startedAt,
        String startedBy,
        @Nullable Instant lawDue,
        @Nullable Instant due,
        List<Pause> pauses,
        @Nullable Instant warnedAt,
        @Nullable Instant missedAt,
        @Nullable Instant endedAt) {

    /// When it stood still, and for what.
    ///
    /// @param because `goods`, `customer` or `bank`
    /// @param endedAt null while it lasts
    public record Pause(
            String because, Instant beganAt, @Nullable Instant endedAt) {}

    static RefundClockView of(RefundClock clock) {
        var id = clock.cancellation().toString();
        Due law = clock.law();
        return new RefundClockView(
                id,
                state(clock),
                law == null ? null : law.law(),
                law == null ? null : law.source(),
                clock.startedAt(),
                id,
                law == null ? null : law.at(),
                clock.dueAt().orElse(null),
                clock.pauses().stream()
                        .map(pause -> new Pause(pause.because().word(), pause.beganAt(), pause.endedAt()))
                        .toList(),
                clock.warnedAt(),
                clock.missedAt(),
                clock.endedAt());
    }

    static String state(RefundClock clock) {
        if (clock.endedAt() != null) {
            return "ended";
        }
        return clock.standing().isPresent() ? "standing" : "running";
    }
}
