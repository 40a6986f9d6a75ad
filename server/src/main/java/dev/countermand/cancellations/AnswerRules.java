package dev.countermand.cancellations;

import dev.countermand.cancellations.Cancellations.Outcome;
import dev.countermand.cancellations.Step.Fate;
import dev.countermand.cancellations.Step.Pool;
import dev.countermand.kernel.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Decides what an answer means for an attempt as it stands. Pure: no clock, no database.
///
/// Units are alike, so "two of line 1 stopped" settles up to two that wait, and the rest must agree
/// with what is known.
final class AnswerRules {

    /// An answer as it was given.
    ///
    /// @param units line → how many, as named; null when all pending ones were meant
    record Given(Outcome outcome, @Nullable Map<String, Integer> units) {}

    /// What an answer means.
    sealed interface Reply {
        /// Held units meet their fate.
        record Settles(List<Step> steps) implements Reply {}

        /// Nothing new.
        record Repeated() implements Reply {}

        /// Units that went on by silence or withdrawal were stopped after all.
        record Late(Map<String, Integer> units) implements Reply {}

        /// It cannot be so.
        ///
        /// @param code `verdict_final`, `not_waiting` or `approval_first`
        record Contradicts(String code) implements Reply {}
    }

    private static final List<Pool> OPEN_FIRST = List.of(Pool.HELD_OPEN, Pool.HELD_RELEASED);
    private static final List<Pool> RELEASED_FIRST = List.of(Pool.HELD_RELEASED, Pool.HELD_OPEN);

    private final Cancellation attempt;
    private final Given given;
    private final List<Given> earlier;

    private AnswerRules(Cancellation attempt, Given given, List<Given> earlier) {
        this.attempt = attempt;
        this.given = given;
        this.earlier = earlier;
    }

    /// Decides. Fails with INVALID for units the attempt never had.
    ///
    /// @param mayApprove whether whoever answers may also decide in the shop's name
    /// @param earlier every answer the attempt got before
    /// @param fresh whether the caller vouches that this is not an earlier answer sent again
    static Reply decide(Cancellation attempt, Given given, boolean mayApprove, List<Given> earlier, boolean fresh) {
        checkUnits(attempt, given.units);
        if (given.units != null && !fresh && earlier.contains(given)) {
            return new Reply.Repeated();
        }
        var rules = new AnswerRules(attempt, given, earlier);
        return attempt.status().isPending() ? rules.pending(mayApprove) : rules.settled();
    }

    private static void checkUnits(Cancellation attempt, @Nullable Map<String, Integer> units) {
        if (units == null) {
            return;
        }
        if (units.isEmpty()) {
            throw Problem.invalid("empty", "/lines", "Name at least one line, or none to mean all that wait.");
        }
        var violations = new ArrayList<Problem.Violation>();
        int index = 0;
        for (var named : units.entrySet()) {
            var line = attempt.line(named.getKey());
            int most = line.map(l -> l.requested() - l.refused()).orElse(0);
            if (line.isEmpty()) {
                violations.add(new Problem.Violation(
                        "/lines/" + index + "/line", "unknown_line", "This cancellation is not about such a line."));
            } else if (named.getValue() < 1 || named.getValue() > most) {
                violations.add(new Problem.Violation(
                        "/lines/" + index + "/quantity",
                        "quantity_out_of_range",
                        "This cancellation has " + most + " units of this line; name 1 to " + most + "."));
            }
            index++;
        }
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
    }

    private Reply pending(boolean mayApprove) {
        return switch (given.outcome) {
            case STOPPED -> stopped(mayApprove);
            case TOO_LATE -> settle(withAsked(RELEASED_FIRST), pool -> Fate.TOO_LATE, Cancellation.Line::unable);
            case APPROVED -> person(OPEN_FIRST, this::approved, line -> line.canceled() + line.asked());
            case DENIED -> person(RELEASED_FIRST, pool -> Fate.TOO_LATE, Cancellation.Line::unable);
        };
    }

    private Reply stopped(boolean mayApprove) {
        if (attempt.isLateStop()) {
            return new Reply.Repeated();
        }
        if (mayApprove) {
            return settle(withAsked(OPEN_FIRST), pool -> Fate.CANCELED, Cancellation.Line::canceled);
        }
        boolean waits = attempt.status() == CancellationStatus.WAITING;
        if (waits && given.units == null && !isAnyAsked()) {
            return new Reply.Contradicts("approval_first");
        }
        var reply = settle(List.of(Pool.ASKED), pool -> Fate.CANCELED, Cancellation.Line::canceled);
        return waits && reply instanceof Reply.Contradicts ? new Reply.Contradicts("approval_first") : reply;
    }

    /// Of those the warehouse was asked about, and only when none is left or they are named, of the
    /// others.
    private List<Pool> withAsked(List<Pool> others) {
        if (given.units == null && isAnyAsked()) {
            return List.of(Pool.ASKED);
        }
        var pools = new ArrayList<>(List.of(Pool.ASKED));
        pools.addAll(others);
        return pools;
    }

    private boolean isAnyAsked() {
        return attempt.lines().stream().anyMatch(line -> line.asked() > 0);
    }

    private Reply person(List<Pool> pools, Function<Pool, Fate> fate, ToIntFunction<Cancellation.Line> same) {
        if (attempt.status() == CancellationStatus.WAITING) {
            return settle(pools, fate, same);
        }
        return isDecidedSo() ? new Reply.Repeated() : new Reply.Contradicts("not_waiting");
    }

    /// An approval lets the warehouse be asked, unless it has said already that the goods stand still.
    private Fate approved(Pool pool) {
        return pool == Pool.HELD_OPEN || attempt.isLateStop() ? Fate.CANCELED : Fate.ASKED;
    }

    private Reply settle(List<Pool> pools, Function<Pool, Fate> fate, ToIntFunction<Cancellation.Line> same) {
        var taken = take(line -> pools.stream().mapToInt(pool -> pool.of(line)).sum(), same);
        if (taken == null) {
            return new Reply.Contradicts("verdict_final");
        }
        var steps = new ArrayList<Step>();
        for (var line : attempt.lines()) {
            steps.addAll(Step.take(line, taken.getOrDefault(line.line(), 0), pools, fate));
        }
        return steps.isEmpty() ? new Reply.Repeated() : new Reply.Settles(steps);
    }

    private Reply settled() {
        return switch (given.outcome) {
            case STOPPED -> {
                var late = take(
                        line -> mayBeLate() ? line.resumed() - line.followed() : 0,
                        line -> line.canceled() + line.followed());
                if (late == null || (late.isEmpty() && !isStoppedAlready())) {
                    yield new Reply.Contradicts("verdict_final");
                }
                yield late.isEmpty() ? new Reply.Repeated() : new Reply.Late(late);
            }
            case TOO_LATE -> {
                var agrees = take(line -> 0, Cancellation.Line::unable);
                boolean known = given.units != null
                        || earlier.contains(given)
                        || (attempt.unable() > 0 && attempt.lines().stream().allMatch(l -> l.stopped() == 0));
                yield agrees != null && known ? new Reply.Repeated() : new Reply.Contradicts("verdict_final");
            }
            case APPROVED, DENIED -> isDecidedSo() ? new Reply.Repeated() : new Reply.Contradicts("verdict_final");
        };
    }

    /// A verdict that nobody spoke can be overtaken by the warehouse; one that somebody spoke cannot.
    private boolean mayBeLate() {
        return "silence".equals(attempt.verdictBy()) || "withdrawal".equals(attempt.verdictBy());
    }

    private boolean isStoppedAlready() {
        boolean everyOne = attempt.lines().stream().allMatch(l -> l.tooLate() == 0 && l.resumed() == l.followed());
        boolean some = attempt.lines().stream().anyMatch(l -> l.canceled() + l.followed() > 0);
        return given.units != null || earlier.contains(given) || (everyOne && some);
    }

    /// Whether a person decided this, and never the contrary.
    private boolean isDecidedSo() {
        var contrary = given.outcome == Outcome.APPROVED ? Outcome.DENIED : Outcome.APPROVED;
        return earlier.stream().anyMatch(e -> e.outcome == given.outcome)
                && earlier.stream().noneMatch(e -> e.outcome == contrary);
    }

    /// How many units of each line are news. Null when the answer claims more than can be: neither open
    /// to it nor known to be so.
    private @Nullable Map<String, Integer> take(
            ToIntFunction<Cancellation.Line> free, ToIntFunction<Cancellation.Line> same) {
        var taken = new LinkedHashMap<String, Integer>();
        for (var line : attempt.lines()) {
            int there = free.applyAsInt(line);
            int named = given.units == null ? there : given.units.getOrDefault(line.line(), 0);
            if (named > there + same.applyAsInt(line)) {
                return null;
            }
            if (Math.min(named, there) > 0) {
                taken.put(line.line(), Math.min(named, there));
            }
        }
        return taken;
    }
}
