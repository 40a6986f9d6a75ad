package dev.countermand.cases.web;

import dev.countermand.kernel.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which stretch a caller asks for.
///
/// @param after begin behind this cursor or number
/// @param limit at most so many
record Range(long after, int limit) {

    static final int LIMIT_DEFAULT = 100;
    static final int LIMIT_MAX = 1000;

    /// Reads both parameters. Fails with INVALID, naming each that is wrong.
    static Range read(@Nullable String after, @Nullable String limit) {
        var violations = new ArrayList<Problem.Violation>();
        long from = number("after", after, 0, 0, Long.MAX_VALUE, violations);
        long count = number("limit", limit, LIMIT_DEFAULT, 1, LIMIT_MAX, violations);
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
        return new Range(from, (int) count);
    }

    static long number(
            String name,
            @Nullable String text,
            long absent,
            long least,
            long most,
            List<Problem.Violation> violations) {
        if (text == null) {
            return absent;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException foreign) {
            // Told below, with the bounds.
        }
        var bounds = most == Long.MAX_VALUE ? "from " + least : "from " + least + " to " + most;
        violations.add(new Problem.Violation(
                "/" + name, "out_of_range", "`" + name + "` must be a whole number " + bounds + "."));
        return absent;
    }
}
