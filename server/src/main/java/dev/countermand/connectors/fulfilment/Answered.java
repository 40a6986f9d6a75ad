package dev.countermand.connectors.fulfilment;

import dev.countermand.cancellations.Cancellations.Outcome;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Problem.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a warehouse says became of an attempt: an answer, or nothing yet. Read from foreign JSON, pure.
///
/// `{"attempt": "can_…", "outcome": "stopped" | "too_late"}` means all units that were asked for;
/// `"lines": [{"line": "1", "quantity": 2, "outcome": "stopped"}]` names them, with one outcome for all
/// or one each. The same may stand inside a member `data`.
///
/// @param attempt as named; null when it was not
/// @param units outcome → line → how many; null in place of the lines means all; empty when nothing is
/// known yet
record Answered(@Nullable String attempt, Map<Outcome, @Nullable Map<String, Integer>> units) {

    private static final int LINES_MAX = 1000;
    private static final int NAME_CHARACTERS_MAX = 200;
    private static final List<Outcome> OUTCOMES = List.of(Outcome.STOPPED, Outcome.TOO_LATE);
    private static final List<String> NOT_YET = List.of("pending", "unknown");

    /// Reads it. Fails with INVALID and every violation.
    static Answered read(JsonNode body) {
        var data = body.path("data").isObject() ? body.path("data") : body;
        var wrong = new ArrayList<Violation>();
        if (!data.isObject()) {
            throw Problem.invalid("not_an_object", "", "Send an object: {\"attempt\": …, \"outcome\": \"stopped\"}.");
        }
        var units = new LinkedHashMap<Outcome, @Nullable Map<String, Integer>>();
        var all = outcome(data, "", wrong);
        if (data.path("lines").isArray()) {
            lines(data.path("lines"), all, units, wrong);
        } else if (!data.path("lines").isMissingNode() && !data.path("lines").isNull()) {
            wrong.add(new Violation("/lines", "not_a_list", "Send lines as a list, or leave them out to mean all."));
        } else if (all != null) {
            units.put(all, null);
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        var attempt = data.path("attempt");
        return new Answered(attempt.isString() ? attempt.asString() : null, units);
    }

    private static void lines(
            JsonNode lines,
            @Nullable Outcome all,
            Map<Outcome, @Nullable Map<String, Integer>> units,
            List<Violation> wrong) {
        if (lines.isEmpty() || lines.size() > LINES_MAX) {
            wrong.add(new Violation("/lines", "count", "Name 1 to " + LINES_MAX + " lines, or none to mean all."));
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            var at = "/lines/" + i;
            var line = lines.get(i);
            var own = line.path("outcome").isMissingNode() ? all : outcome(line, at, wrong);
            var name = line.path("line");
            var quantity = line.path("quantity");
            if (!name.isString() || name.asString().isBlank() || name.asString().length() > NAME_CHARACTERS_MAX) {
                wrong.add(new Violation(at + "/line", "missing", "Name the line as we did when we asked."));
            } else if (!quantity.isIntegralNumber() || !quantity.canConvertToInt() || quantity.asInt() < 1) {
                wrong.add(new Violation(at + "/quantity", "not_positive", "Say how many units, from 1 on."));
            } else if (own != null) {
                Objects.requireNonNull(units.computeIfAbsent(own, o -> new LinkedHashMap<>()))
                        .merge(name.asString(), quantity.asInt(), Integer::sum);
            }
        }
    }

    private static @Nullable Outcome outcome(JsonNode node, String at, List<Violation> wrong) {
        var word = node.path("outcome");
        if (word.isMissingNode() || word.isNull() || (word.isString() && NOT_YET.contains(word.asString()))) {
            return null;
        }
        for (var known : OUTCOMES) {
            if (word.isString() && known.word().equals(word.asString())) {
                return known;
            }
        }
        wrong.add(new Violation(
                at + "/outcome", "unknown_outcome", "Say stopped, too_late, or pending while you do not know."));
        return null;
    }

    boolean isEmpty() {
        return units.isEmpty();
    }
}
