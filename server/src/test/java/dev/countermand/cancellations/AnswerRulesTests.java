package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.cancellations.AnswerRules.Given;
import dev.countermand.cancellations.AnswerRules.Reply;
import dev.countermand.cancellations.Cancellations.Outcome;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.payments.MoneyBack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What an answer means, by where the attempt stands. Lines are split by `/`; an answer names units of
/// them in that order, `all` names none.
class AnswerRulesTests {

    private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
    private static final OrderRef ORDER = new OrderRef(new OrderId(Ids.mint(7, AT)), new SellerId("kors"), "W1001");

    private static final String TABLE = """
            status     | by         | units                               | earlier             | answer         | from      | reply
            attempting |            | asked 2                             |                     | stopped all    | warehouse | 1: 2 asked canceled
            attempting |            | asked 2                             |                     | too_late all   | warehouse | 1: 2 asked too_late
            attempting |            | asked 2                             |                     | stopped 1      | warehouse | 1: 1 asked canceled
            attempting |            | asked 1 / asked 2                   |                     | stopped 0 2    | warehouse | 2: 2 asked canceled
            attempting |            | asked 1 / asked 2                   |                     | too_late 1 1   | warehouse | 1: 1 asked too_late, 2: 1 asked too_late
            attempting |            | asked 1 stopped 1                   | stopped 1           | stopped 1      | warehouse | repeated
            attempting |            | asked 1 stopped 1                   | stopped 1           | stopped 1      | fresh     | 1: 1 asked canceled
            attempting |            | asked 1 stopped 1                   | stopped 1           | stopped 2      | warehouse | 1: 1 asked canceled
            attempting |            | asked 1 stopped 1                   | stopped 1           | stopped all    | warehouse | 1: 1 asked canceled
            attempting |            | asked 1 stopped 1                   | stopped 1           | too_late 2     | warehouse | verdict_final
            attempting |            | asked 1 too_late 1                  |                     | too_late 2     | warehouse | 1: 1 asked too_late
            attempting |            | asked 1 too_late 1                  |                     | stopped 2      | warehouse | verdict_final
            attempting |            | at_once 1 asked 1                   |                     | stopped 2      | warehouse | 1: 1 asked canceled
            attempting |            | at_once 1 asked 1                   |                     | too_late 2     | warehouse | verdict_final
            attempting |            | asked 1 / stopped 1                 | stopped 0 1         | stopped 0 1    | warehouse | repeated
            attempting |            | asked 1 / stopped 1                 |                     | too_late 0 1   | warehouse | verdict_final
            attempting |            | asked 1                             |                     | approved all   | seller    | not_waiting
            attempting |            | asked 1                             |                     | denied all     | seller    | not_waiting
            attempting |            | asked 1                             | approved all        | approved all   | seller    | repeated
            attempting |            | asked 1                             | approved all        | denied all     | seller    | not_waiting
            waiting    |            | held_open 1 held_released 2         |                     | approved all   | seller    | 1: 1 held_open canceled, 1: 2 held_released asked
            waiting    |            | held_open 1 held_released 2         |                     | denied all     | seller    | 1: 2 held_released too_late, 1: 1 held_open too_late
            waiting    |            | held_open 1 held_released 2         |                     | approved 2     | seller    | 1: 1 held_open canceled, 1: 1 held_released asked
            waiting    |            | held_open 1 held_released 2         |                     | denied 2       | seller    | 1: 2 held_released too_late
            waiting    |            | held_open 1 held_released 2         |                     | too_late all   | warehouse | 1: 2 held_released too_late, 1: 1 held_open too_late
            waiting    |            | held_released 2                     |                     | stopped all    | warehouse | approval_first
            waiting    |            | held_released 2                     |                     | stopped 1      | warehouse | approval_first
            waiting    |            | held_released 2                     |                     | stopped all    | seller    | 1: 2 held_released canceled
            waiting    |            | asked 1 / held_open 1               |                     | stopped all    | warehouse | 1: 1 asked canceled
            waiting    |            | asked 1 / held_open 1               |                     | too_late all   | warehouse | 1: 1 asked too_late
            waiting    |            | asked 1 / held_open 1               |                     | approved all   | seller    | 2: 1 held_open canceled
            waiting    |            | asked 1 / held_open 1               |                     | stopped 0 1    | warehouse | approval_first
            waiting    |            | asked 1 / held_open 1               |                     | stopped 1 1    | seller    | 1: 1 asked canceled, 2: 1 held_open canceled
            late       |            | held_released 2                     |                     | approved all   | seller    | 1: 2 held_released canceled
            late       |            | held_released 2                     |                     | denied all     | seller    | 1: 2 held_released too_late
            late       |            | held_released 2                     |                     | stopped all    | warehouse | repeated
            late       |            | held_released 2                     |                     | too_late all   | warehouse | 1: 2 held_released too_late
            successful | answer     | stopped 2                           | stopped all         | stopped all    | warehouse | repeated
            successful | answer     | stopped 2                           | stopped all         | stopped 1      | warehouse | repeated
            successful | answer     | stopped 2                           | stopped all         | too_late all   | warehouse | verdict_final
            successful | answer     | stopped 2                           | stopped all         | too_late 1     | warehouse | verdict_final
            unable     | answer     | too_late 2                          | too_late all        | too_late all   | warehouse | repeated
            unable     | answer     | too_late 2                          | too_late all        | stopped all    | warehouse | verdict_final
            unable     | claim      | too_late 2                          |                     | too_late all   | warehouse | repeated
            unable     | claim      | too_late 2                          |                     | stopped all    | warehouse | verdict_final
            unable     | report     | too_late 2                          |                     | stopped 1      | warehouse | verdict_final
            partly     | answer     | stopped 1 too_late 1                | stopped 1; too_late 1 | stopped 1    | warehouse | repeated
            partly     | answer     | stopped 1 too_late 1                | stopped 1; too_late 1 | too_late 1   | warehouse | repeated
            partly     | answer     | stopped 1 too_late 1                | stopped 1; too_late 1 | stopped all  | warehouse | verdict_final
            partly     | answer     | stopped 1 too_late 1                | stopped 1; too_late all | too_late all | warehouse | repeated
            partly     | answer     | stopped 1 too_late 1                | stopped 1; too_late 1 | too_late 2   | warehouse | verdict_final
            successful | approval   | stopped 1                           | approved all        | approved all   | seller    | repeated
            successful | approval   | stopped 1                           | approved all        | denied all     | seller    | verdict_final
            unable     | denial     | too_late 1                          | denied all          | denied all     | seller    | repeated
            unable     | denial     | too_late 1                          | denied all          | approved all   | seller    | verdict_final
            unable     | denial     | too_late 1                          | denied all          | stopped all    | warehouse | verdict_final
            unable     | silence    | resumed 2                           |                     | stopped all    | warehouse | late 1: 2
            unable     | silence    | resumed 2                           |                     | stopped 1      | warehouse | late 1: 1
            unable     | silence    | resumed 2 followed 1                | stopped 1           | stopped 1      | warehouse | repeated
            unable     | silence    | resumed 2 followed 1                | stopped 1           | stopped all    | warehouse | late 1: 1
            unable     | silence    | resumed 2 followed 2                | stopped all         | stopped all    | warehouse | repeated
            unable     | silence    | resumed 2                           |                     | too_late all   | warehouse | repeated
            unable     | silence    | resumed 2                           |                     | too_late 1     | warehouse | repeated
            unable     | silence    | resumed 2                           |                     | approved all   | seller    | verdict_final
            partly     | silence    | stopped 1 resumed 1                 | stopped 1           | stopped all    | warehouse | late 1: 1
            partly     | silence    | stopped 1 resumed 1                 | stopped 1           | stopped 1      | warehouse | repeated
            partly     | silence    | stopped 1 resumed 1                 | stopped 1           | too_late all   | warehouse | verdict_final
            partly     | silence    | too_late 1 resumed 1                | too_late 1          | stopped 2      | warehouse | verdict_final
            partly     | silence    | too_late 1 resumed 1                | too_late 1          | stopped all    | warehouse | late 1: 1
            successful | silence    | stopped 2                           |                     | stopped all    | warehouse | repeated
            successful | silence    | stopped 2                           |                     | too_late all   | warehouse | verdict_final
            withdrawn  | withdrawal | at_once 1 resumed 2                 |                     | stopped all    | warehouse | late 1: 2
            withdrawn  | withdrawal | resumed 2                           |                     | too_late all   | warehouse | repeated
            canceled   |            | at_once 2                           |                     | stopped all    | warehouse | repeated
            canceled   |            | at_once 2                           |                     | too_late all   | warehouse | verdict_final
            canceled   |            | at_once 2                           |                     | denied all     | seller    | verdict_final
            refused    |            | refused 2                           |                     | stopped all    | warehouse | verdict_final
            refused    |            | refused 2                           |                     | too_late all   | warehouse | verdict_final
            refused    |            | refused 2                           |                     | approved all   | seller    | verdict_final
            """;

    @TestFactory
    Stream<DynamicTest> anAnswerSettlesRepeatsComesLateOrContradicts() {
        return rows().map(row -> DynamicTest.dynamicTest(
                String.join(" ", row), () -> assertThat(reply(row)).isEqualTo(row.get(6))));
    }

    private static String reply(List<String> row) {
        var attempt = attempt(row.get(0), row.get(1), row.get(2));
        var earlier = Arrays.stream(row.get(3).split(";", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(AnswerRulesTests::given)
                .toList();
        boolean mayApprove = row.get(5).equals("seller");
        boolean fresh = row.get(5).equals("fresh");
        return told(AnswerRules.decide(attempt, given(row.get(4)), mayApprove, earlier, fresh));
    }

    private static String told(Reply reply) {
        return switch (reply) {
            case Reply.Repeated again -> "repeated";
            case Reply.Contradicts no -> no.code();
            case Reply.Late late ->
                "late "
                        + late.units().entrySet().stream()
                                .map(e -> e.getKey() + ": " + e.getValue())
                                .collect(Collectors.joining(", "));
            case Reply.Settles news ->
                news.steps().stream()
                        .map(step -> (step.line() + ": " + step.quantity() + " " + step.from() + " " + step.to())
                                .toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        };
    }

    @Test
    void unitsTheAttemptNeverHadAreInvalid() {
        var attempt = attempt("attempting", "", "asked 2 refused 3");
        for (var units : List.of(Map.of("2", 1), Map.of("1", 3), Map.of("1", 0), Map.<String, Integer>of())) {
            assertThatThrownBy(() ->
                            AnswerRules.decide(attempt, new Given(Outcome.STOPPED, units), false, List.of(), false))
                    .isInstanceOf(Problem.class)
                    .extracting(problem -> ((Problem) problem).kind())
                    .isEqualTo(Problem.Kind.INVALID);
        }
    }

    @Test
    void everyUnitStaysCountedWhateverTheAnswer() {
        for (var row : rows().toList()) {
            var attempt = attempt(row.get(0), row.get(1), row.get(2));
            if (AnswerRules.decide(attempt, given(row.get(4)), true, List.of(), true) instanceof Reply.Settles news) {
                for (var line : Step.after(attempt.lines(), news.steps())) {
                    assertThat(line.canceled() + line.pending() + line.unable() + line.refused())
                            .isEqualTo(line.requested());
                    assertThat(List.of(line.asked(), line.heldOpen(), line.heldReleased()))
                            .allMatch(count -> count >= 0);
                }
            }
        }
    }

    private static Stream<List<String>> rows() {
        return TABLE.lines()
                .skip(1)
                .map(row ->
                        Arrays.stream(row.split("\\|", -1)).map(String::strip).toList());
    }

    private static Given given(String text) {
        var words = text.split(" ", -1);
        return new Given(Outcome.valueOf(words[0].toUpperCase(Locale.ROOT)), units(words));
    }

    private static @Nullable Map<String, Integer> units(String[] words) {
        if (words[1].equals("all")) {
            return null;
        }
        var units = new LinkedHashMap<String, Integer>();
        for (int i = 1; i < words.length; i++) {
            if (!words[i].equals("0")) {
                units.put("" + i, Integer.valueOf(words[i]));
            }
        }
        return units;
    }

    private static Cancellation attempt(String status, String by, String units) {
        boolean late = status.equals("late");
        var lines = new ArrayList<Cancellation.Line>();
        for (var line : units.split("/", -1)) {
            lines.add(line("" + (lines.size() + 1), line.strip()));
        }
        return new Cancellation(
                new CancellationId(Ids.mint(7, AT)),
                ORDER,
                late ? CancellationStatus.WAITING : CancellationStatus.valueOf(status.toUpperCase(Locale.ROOT)),
                RequestReason.CHANGED_MIND,
                null,
                null,
                "shopper",
                null,
                null,
                Payout.SOURCE,
                lines,
                AT,
                AT,
                "unable",
                by.isEmpty() ? null : AT,
                by.isEmpty() ? null : by,
                late ? new CancellationId(Ids.mint(7, AT)) : null,
                null,
                MoneyBack.nothing("EUR", 0),
                "default-1",
                new TreeMap<>());
    }

    private static Cancellation.Line line(String id, String text) {
        var n = new LinkedHashMap<String, Integer>();
        var words = text.split(" ", -1);
        for (int i = 0; i < words.length; i += 2) {
            n.put(words[i], Integer.valueOf(words[i + 1]));
        }
        int followed = n.getOrDefault("followed", 0);
        return new Cancellation.Line(
                id,
                "sku",
                "title",
                n.values().stream().mapToInt(Integer::intValue).sum() - followed,
                n.getOrDefault("at_once", 0),
                n.getOrDefault("stopped", 0),
                n.getOrDefault("asked", 0),
                n.getOrDefault("held_open", 0),
                n.getOrDefault("held_released", 0),
                n.getOrDefault("too_late", 0),
                n.getOrDefault("resumed", 0),
                followed,
                0,
                n.getOrDefault("refused", 0),
                null);
    }
}
