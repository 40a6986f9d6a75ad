package dev.countermand.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One order as the promises describe it, executed one step at a time: the yardstick for what concurrent
/// clients were answered. Immutable.
///
/// @param lines units per stage of each line
/// @param attempts attempts by public id
record Model(List<Line> lines, Map<String, Attempt> attempts) {

    /// Units of a line by stage.
    record Line(int open, int released, int stopping, int canceled, int shipped) {

        Line plus(Line other) {
            return new Line(
                    open + other.open,
                    released + other.released,
                    stopping + other.stopping,
                    canceled + other.canceled,
                    shipped + other.shipped);
        }

        int left() {
            return open + released + stopping;
        }
    }

    /// What became of the units of an attempt, line by line.
    record Attempt(List<Part> parts) {

        boolean isPending() {
            return parts.stream().anyMatch(p -> p.pending > 0);
        }
    }

    /// Units of one line in an attempt.
    record Part(int pending, int canceled, int unable) {}

    private static final Line NONE = new Line(0, 0, 0, 0, 0);

    /// A fresh order.
    static Model of(List<Integer> quantities) {
        return new Model(quantities.stream().map(q -> new Line(q, 0, 0, 0, 0)).toList(), Map.of());
    }

    /// Where the order stands after this step was answered like this; null when no such answer was
    /// possible here.
    @Nullable
    Model after(Step step, Seen seen) {
        var next = switch (step) {
            case Step.Cancel cancel -> seen.status() == 409 ? refused(cancel, seen) : canceled(cancel, seen);
            case Step.Claim claim -> seen.status() == 409 ? refused(claim, seen) : claimed(claim, seen);
            case Step.Release release -> seen.status() == 200 ? released() : null;
            case Step.Answer answer -> answered(answer, seen);
            case Step.Read read -> seen.status() == 200 ? this : null;
        };
        return next != null && seen.agrees(next.lines) ? next : null;
    }

    private List<Integer> asked(@Nullable Map<Integer, Integer> units, java.util.function.ToIntFunction<Line> all) {
        var asked = new ArrayList<Integer>();
        for (int i = 0; i < lines.size(); i++) {
            asked.add(units == null ? all.applyAsInt(lines.get(i)) : (int) units.getOrDefault(i, 0));
        }
        return asked;
    }

    private @Nullable Model canceled(Step.Cancel cancel, Seen seen) {
        var asked = asked(cancel.units(), line -> line.open + line.released);
        var after = new ArrayList<Line>();
        var parts = new ArrayList<Part>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            int now = Math.min(asked.get(i), line.open);
            int held = asked.get(i) - now;
            if (held > line.released) {
                return null;
            }
            after.add(line.plus(new Line(-now, -held, held, now, 0)));
            parts.add(new Part(held, now, 0));
        }
        var attempt = new Attempt(List.copyOf(parts));
        boolean nothing = asked.stream().allMatch(n -> n == 0);
        if (nothing || seen.status() != (attempt.isPending() ? 202 : 201)) {
            return null;
        }
        return new Model(List.copyOf(after), with(seen.id(), attempt));
    }

    // The reason must be one that stands; which of several comes first is tested where the rules are.
    private @Nullable Model refused(Step.Cancel cancel, Seen seen) {
        var asked = asked(cancel.units(), line -> line.open + line.released);
        boolean granted = asked.stream().anyMatch(n -> n > 0);
        for (int i = 0; i < lines.size(); i++) {
            granted &= asked.get(i) <= lines.get(i).open + lines.get(i).released;
        }
        var all = lines.stream().reduce(NONE, Line::plus);
        boolean stands = switch (seen.code()) {
            case "already_canceled" -> all.canceled > 0;
            case "pending" -> all.stopping > 0;
            case "already_shipped" -> all.shipped > 0;
            default -> false;
        };
        return !granted && stands ? this : null;
    }

    private @Nullable Model claimed(Step.Claim claim, Seen seen) {
        if (seen.status() != 201 || !mayShip(claim)) {
            return null;
        }
        var asked = asked(claim.units(), Line::left);
        var after = new ArrayList<Line>();
        var next = this;
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            int released = Math.min(asked.get(i), line.released);
            int open = Math.min(asked.get(i) - released, line.open);
            int stopping = asked.get(i) - released - open;
            after.add(line.plus(new Line(-open, -released, -stopping, 0, asked.get(i))));
            next = next.tooLate(i, stopping);
        }
        return new Model(List.copyOf(after), next.attempts);
    }

    private boolean mayShip(Step.Claim claim) {
        var asked = asked(claim.units(), Line::left);
        boolean implied = claim.units() == null;
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (asked.get(i) > line.left() || (implied && line.canceled > 0)) {
                return false;
            }
        }
        return asked.stream().anyMatch(n -> n > 0);
    }

    private @Nullable Model refused(Step.Claim claim, Seen seen) {
        var all = lines.stream().reduce(NONE, Line::plus);
        boolean stands = switch (seen.code()) {
            case "units_canceled" -> all.canceled > 0;
            case "already_shipped" -> all.shipped > 0;
            default -> false;
        };
        return !mayShip(claim) && stands ? this : null;
    }

    private Model released() {
        return new Model(
                lines.stream()
                        .map(line -> line.plus(new Line(-line.open, line.open, 0, 0, 0)))
                        .toList(),
                attempts);
    }

    // Held units that a claim takes are settled as too late, attempt by attempt.
    private Model tooLate(int line, int units) {
        var next = new TreeMap<>(attempts);
        int rest = units;
        for (var entry : attempts.entrySet()) {
            var parts = new ArrayList<>(entry.getValue().parts());
            var part = parts.get(line);
            int settled = Math.min(rest, part.pending);
            parts.set(line, new Part(part.pending - settled, part.canceled, part.unable + settled));
            next.put(entry.getKey(), new Attempt(List.copyOf(parts)));
            rest -= settled;
        }
        return new Model(lines, Collections.unmodifiableMap(next));
    }

    private @Nullable Model answered(Step.Answer answer, Seen seen) {
        var attempt = attempts.get(answer.attempt());
        if (attempt == null) {
            return null;
        }
        if (attempt.isPending()) {
            return seen.status() == 200 ? settled(answer, attempt) : null;
        }
        boolean any = attempt.parts().stream().anyMatch(p -> answer.stopped() ? p.unable > 0 : p.canceled > 0);
        boolean same = attempt.parts().stream().anyMatch(p -> answer.stopped() ? p.canceled > 0 : p.unable > 0);
        boolean possible = seen.status() == 200 ? same : any && seen.code().equals("verdict_final");
        return possible ? this : null;
    }

    private Model settled(Step.Answer answer, Attempt attempt) {
        var after = new ArrayList<Line>();
        var parts = new ArrayList<Part>();
        for (int i = 0; i < lines.size(); i++) {
            var part = attempt.parts().get(i);
            int units = part.pending;
            int stopped = answer.stopped() ? units : 0;
            after.add(lines.get(i).plus(new Line(0, units - stopped, -units, stopped, 0)));
            parts.add(new Part(0, part.canceled + stopped, part.unable + units - stopped));
        }
        return new Model(List.copyOf(after), with(answer.attempt(), new Attempt(List.copyOf(parts))));
    }

    private Map<String, Attempt> with(String id, Attempt attempt) {
        var next = new TreeMap<>(attempts);
        next.put(id, attempt);
        return Collections.unmodifiableMap(next);
    }
}
