package dev.countermand.cancellations;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An order and its cancellations as plain counters, under the built-in terms: what the server must
/// agree with after every command. Each command answers the HTTP status that is expected.
final class OrderModel extends AttemptModel {

    OrderModel(int... quantities) {
        super(quantities);
    }

    /// Answers for units per line; null means all that wait. Every answer has a key of its own.
    int answer(Try attempt, String outcome, int @Nullable [] units, Instant at) {
        settleOverdue(at);
        return attempt.isPending()
                ? answerPending(attempt, outcome, units)
                : answerSettled(attempt, outcome, units, at);
    }

    private int answerPending(Try attempt, String outcome, int @Nullable [] units) {
        boolean stops = outcome.equals("stopped") || outcome.equals("approved");
        if (attempt.late && outcome.equals("stopped")) {
            return 200;
        }
        if (!attempt.late && (outcome.equals("approved") || outcome.equals("denied"))) {
            return 409;
        }
        for (int line = 0; line < lines; line++) {
            int same = stops ? attempt.canceled[line] : attempt.unable(line);
            if (units != null && units[line] > attempt.pending(line) + same) {
                return 409;
            }
        }
        for (int line = 0; line < lines; line++) {
            int taken = units == null ? attempt.pending(line) : Math.min(units[line], attempt.pending(line));
            if (taken > 0) {
                attempt.heard.add(outcome + Arrays.toString(units));
            }
            if (stops) {
                attempt.canceled[line] += taken;
                attempt.leave(line, taken, true, canceled);
            } else {
                attempt.tooLate[line] += taken;
                attempt.leave(line, taken, false, null);
            }
        }
        attempt.conclude(outcome.equals("approved") ? "approval" : outcome.equals("denied") ? "denial" : "answer");
        return 200;
    }

    private int answerSettled(Try attempt, String outcome, int @Nullable [] units, Instant at) {
        boolean before = attempt.heard.contains(outcome + Arrays.toString(units));
        return switch (outcome) {
            case "approved", "denied" -> decidedAfterwards(attempt, outcome);
            case "too_late" -> tooLateAfterwards(attempt, units, before);
            default -> stoppedAfterwards(attempt, units, before, at);
        };
    }

    private static int decidedAfterwards(Try attempt, String outcome) {
        var contrary = outcome.equals("approved") ? "denied" : "approved";
        boolean said = attempt.heard.stream().anyMatch(h -> h.startsWith(outcome));
        return said && attempt.heard.stream().noneMatch(h -> h.startsWith(contrary)) ? 200 : 409;
    }

    private int tooLateAfterwards(Try attempt, int @Nullable [] units, boolean before) {
        int gone = 0;
        int stopped = 0;
        for (int line = 0; line < lines; line++) {
            if (units != null && units[line] > attempt.unable(line)) {
                return 409;
            }
            gone += attempt.unable(line);
            stopped += attempt.canceled[line] - attempt.atOnce[line];
        }
        return units != null || before || (gone > 0 && stopped == 0) ? 200 : 409;
    }

    private int stoppedAfterwards(Try attempt, int @Nullable [] units, boolean before, Instant at) {
        boolean spoken = !attempt.by.equals("silence") && !attempt.by.equals("withdrawal");
        var late = new int[lines];
        boolean consistent = true;
        int known = 0;
        for (int line = 0; line < lines; line++) {
            int free = spoken ? 0 : attempt.resumed[line] - attempt.followed[line];
            if (units != null && units[line] > free + attempt.canceled[line] + attempt.followed[line]) {
                return 409;
            }
            late[line] = units == null ? free : Math.min(units[line], free);
            consistent &= attempt.tooLate[line] == 0 && attempt.resumed[line] == attempt.followed[line];
            known += attempt.canceled[line] + attempt.followed[line];
        }
        if (Arrays.stream(late).sum() == 0) {
            return units != null || before || (consistent && known > 0) ? 200 : 409;
        }
        int status = hold(attempt, late, at);
        if (status == 202) {
            attempt.heard.add("stopped" + Arrays.toString(units));
        }
        return status;
    }

    private int hold(Try attempt, int[] late, Instant at) {
        var linked = new Try(true, at);
        int held = 0;
        for (int line = 0; line < lines; line++) {
            linked.heldReleased[line] = Math.min(late[line], released[line]);
            linked.heldOpen[line] = Math.min(late[line] - linked.heldReleased[line], open[line]);
            held += linked.pending(line);
        }
        if (held == 0) {
            return 409;
        }
        for (int line = 0; line < lines; line++) {
            released[line] -= linked.heldReleased[line];
            open[line] -= linked.heldOpen[line];
            stopping[line] += linked.pending(line);
            attempt.followed[line] += linked.pending(line);
        }
        tries.add(linked);
        return 202;
    }
}
