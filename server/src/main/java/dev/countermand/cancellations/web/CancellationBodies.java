package dev.countermand.cancellations.web;

import dev.countermand.cancellations.Cancellations.Outcome;
import dev.countermand.cancellations.Payout;
import dev.countermand.cancellations.RequestReason;
import dev.countermand.kernel.Problem;
import dev.countermand.site.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What callers send, read strictly: a typo must never cancel a whole order.
final class CancellationBodies {

    /// Units of a line.
    record Line(@Nullable String line, @Nullable Integer quantity) {}

    /// A request to cancel.
    record Ask(
            @Nullable String seller,
            @Nullable List<@Nullable Line> lines,
            @Nullable String reason,
            @Nullable String note,
            @Nullable String ifUnable,
            @Nullable String payout) {}

    /// An answer.
    record Answer(@Nullable String outcome, @Nullable List<@Nullable Line> lines) {}

    /// Nothing more to say.
    record Nothing() {}

    private CancellationBodies() {}

    /// The reason; whether one must be given, the terms of the order say. Fails with INVALID, naming the known ones,
    /// also where nothing at all is said: neither why nor what.
    static RequestReason reason(@Nullable String word, boolean namesLines) {
        if (word == null && namesLines) {
            return RequestReason.NOT_GIVEN;
        }
        var known =
                Arrays.stream(RequestReason.values()).map(RequestReason::word).collect(Collectors.joining(", "));
        if (word == null) {
            throw Problem.invalid("missing", "/reason", "Say why, or name the lines; known reasons are " + known + ".");
        }
        return RequestReason.of(word)
                .orElseThrow(() -> Problem.invalid(
                        "unknown_reason", "/reason", "This reason is not known; known are " + known + "."));
    }

    /// As what money comes back; to where it came from when nothing is said. Fails with INVALID, naming the
    /// known ones.
    static Payout payout(@Nullable String word) {
        return word == null
                ? Payout.SOURCE
                : Payout.of(word)
                        .orElseThrow(() -> Problem.invalid(
                                "unknown_payout", "/payout", "Give source or store_credit, or leave it out."));
    }

    /// The outcome. Fails with INVALID, naming the known ones.
    static Outcome outcome(@Nullable String word) {
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        word == null ? "missing" : "unknown_outcome",
                        "/outcome",
                        "Answer stopped, too_late, approved or denied."));
    }

    /// The named units in their order; null when none are named, which means all. Fails with INVALID
    /// and every fault.
    static @Nullable Map<String, Integer> units(@Nullable List<@Nullable Line> lines) {
        if (lines == null) {
            return null;
        }
        var wrong = new ArrayList<Problem.Violation>();
        if (lines.isEmpty()) {
            wrong.add(new Problem.Violation(
                    "/lines", "empty", "Name at least one line, or leave `lines` out to mean all of them."));
        }
        var units = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < lines.size(); i++) {
            add(units, lines.get(i), "/lines/" + i, wrong);
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        return units;
    }

    private static void add(
            Map<String, Integer> units, @Nullable Line named, String at, List<Problem.Violation> wrong) {
        if (named == null || named.line() == null) {
            wrong.add(new Problem.Violation(at + "/line", "missing", "Name the line."));
            return;
        }
        if (named.quantity() == null) {
            wrong.add(new Problem.Violation(at + "/quantity", "missing", "Say how many units of the line."));
        } else if (named.quantity() < 1) {
            wrong.add(new Problem.Violation(at + "/quantity", "quantity_out_of_range", "Name at least 1 unit."));
        } else if (units.putIfAbsent(named.line(), named.quantity()) != null) {
            wrong.add(new Problem.Violation(
                    at + "/line", "duplicate_line", "This line is named twice; name it once with all its units."));
        }
    }

    /// An empty body, or an empty object.
    static void nothing(byte @Nullable [] body) {
        if (body != null && body.length > 0) {
            Json.read(body, Nothing.class);
        }
    }
}
