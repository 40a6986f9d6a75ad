package dev.countermand.cancellations;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// An order and its cancellations as plain counters, without what the warehouse says of them.
abstract class AttemptModel {

    static final Duration DEADLINE = Duration.ofHours(24);

    /// One accepted request. Arrays count units per line.
    final class Try {

        final boolean late;
        final Instant deadline;
        final int[] atOnce;
        final int[] canceled;
        final int[] asked;
        final int[] heldOpen;
        final int[] heldReleased;
        final int[] tooLate;
        final int[] resumed;
        final int[] followed;
        final Set<String> heard = new TreeSet<>();
        String status;
        String by = "";

        Try(boolean late, Instant at) {
            this.late = late;
            this.deadline = at.plus(DEADLINE);
            this.atOnce = new int[lines];
            this.canceled = new int[lines];
            this.asked = new int[lines];
            this.heldOpen = new int[lines];
            this.heldReleased = new int[lines];
            this.tooLate = new int[lines];
            this.resumed = new int[lines];
            this.followed = new int[lines];
            this.status = late ? "waiting" : "attempting";
        }

        int pending(int line) {
            return asked[line] + heldOpen[line] + heldReleased[line];
        }

        int unable(int line) {
            return tooLate[line] + resumed[line];
        }

        boolean isPending() {
            return status.equals("attempting") || status.equals("waiting");
        }

        void conclude(String how) {
            int waiting = 0;
            int gone = 0;
            int taken = 0;
            for (int line = 0; line < lines; line++) {
                waiting += pending(line);
                gone += unable(line);
                taken += canceled[line];
            }
            if (waiting == 0 && isPending()) {
                by = how;
                status = how.equals("withdrawal")
                        ? "withdrawn"
                        : gone == 0 ? "successful" : taken == 0 ? "unable" : "partly";
            }
        }

        /// Up to so many units leave: into `sink` of the order, or back to where they came from.
        void leave(int line, int quantity, boolean openFirst, int @Nullable [] sink) {
            int left = quantity - drain(asked, line, quantity, sink == null ? released : sink);
            left -= openFirst ? drain(heldOpen, line, left, sink == null ? open : sink) : 0;
            left -= drain(heldReleased, line, left, sink == null ? released : sink);
            drain(heldOpen, line, left, sink == null ? open : sink);
        }

        int drain(int[] pool, int line, int most, int[] sink) {
            int taken = Math.min(most, pool[line]);
            pool[line] -= taken;
            stopping[line] -= taken;
            sink[line] += taken;
            return taken;
        }
    }

    final int lines;
    final int[] open;
    final int[] released;
    final int[] stopping;
    final int[] canceled;
    final int[] shipped;
    final List<Try> tries = new ArrayList<>();

    AttemptModel(int... quantities) {
        this.lines = quantities.length;
        this.open = quantities.clone();
        this.released = new int[lines];
        this.stopping = new int[lines];
        this.canceled = new int[lines];
        this.shipped = new int[lines];
    }

    /// Asks for units per line; null means all.
    int ask(int @Nullable [] units, Instant at) {
        settleOverdue(at);
        var wanted = new int[lines];
        boolean tooMuch = false;
        for (int line = 0; line < lines; line++) {
            int there = open[line] + released[line];
            wanted[line] = units == null ? there : units[line];
            tooMuch |= wanted[line] > there;
        }
        if (tooMuch || Arrays.stream(wanted).sum() == 0) {
            return 409;
        }
        var attempt = new Try(false, at);
        boolean any = false;
        for (int line = 0; line < lines; line++) {
            int now = Math.min(wanted[line], open[line]);
            int later = wanted[line] - now;
            open[line] -= now;
            canceled[line] += now;
            released[line] -= later;
            stopping[line] += later;
            attempt.atOnce[line] = now;
            attempt.canceled[line] = now;
            attempt.asked[line] = later;
            any |= later > 0;
        }
        attempt.status = any ? "attempting" : "canceled";
        tries.add(attempt);
        return any ? 202 : 201;
    }

    int release(int[] units) {
        for (int line = 0; line < lines; line++) {
            int granted = Math.min(units[line], open[line]);
            open[line] -= granted;
            released[line] += granted;
        }
        return 200;
    }

    int claim(int[] units) {
        for (int line = 0; line < lines; line++) {
            if (units[line] > open[line] + released[line] + stopping[line]) {
                return 409;
            }
        }
        return ship(units, "claim");
    }

    int report(int[] units) {
        return ship(units, "report");
    }

    int ship(int[] units, String how) {
        for (int line = 0; line < lines; line++) {
            int left = units[line];
            left -= parcel(released, line, left);
            left -= parcel(open, line, left);
            int held = parcel(stopping, line, left);
            tooLate(line, held);
            parcel(canceled, line, left - held);
        }
        tries.forEach(attempt -> attempt.conclude(how));
        return 201;
    }

    int parcel(int[] from, int line, int most) {
        int taken = Math.min(most, from[line]);
        from[line] -= taken;
        shipped[line] += taken;
        return taken;
    }

    void tooLate(int line, int quantity) {
        int left = quantity;
        for (var attempt : tries) {
            for (var pool : new int[][] {attempt.asked, attempt.heldReleased, attempt.heldOpen}) {
                int taken = Math.min(left, pool[line]);
                pool[line] -= taken;
                attempt.tooLate[line] += taken;
                left -= taken;
            }
        }
    }

    int withdraw(Try attempt, Instant at) {
        settleOverdue(at);
        if (attempt.status.equals("withdrawn")) {
            return 200;
        }
        if (!attempt.isPending()) {
            return 409;
        }
        resume(attempt);
        attempt.conclude("withdrawal");
        return 200;
    }

    void resume(Try attempt) {
        for (int line = 0; line < lines; line++) {
            attempt.resumed[line] += attempt.pending(line);
            attempt.leave(line, attempt.pending(line), false, null);
        }
    }

    void settleOverdue(Instant at) {
        for (var attempt : tries) {
            if (attempt.isPending() && !attempt.deadline.isAfter(at)) {
                resume(attempt);
                attempt.conclude("silence");
            }
        }
    }
}
