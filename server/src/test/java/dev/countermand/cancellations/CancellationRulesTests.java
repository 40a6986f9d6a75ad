package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.kernel.Decision;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The rulebook. Lines of an order are split by `/`; `asks` names units of them in that order, `all`
/// names none.
class CancellationRulesTests {

    private static final Instant PLACED = Instant.parse("2026-11-20T10:00:00Z");

    /// Every rule, in descending precedence: each row has one objection fewer than the row above.
    private static final String PRECEDENCE = """
            stage     | kind     | accessed | terms                                              | by    | after | decision
            canceled  | digital  | yes      | open=never released=never refused=digital window=1h | buyer | 2h    | refused already_canceled
            stopping  | digital  | yes      | open=never released=never refused=digital window=1h | buyer | 2h    | refused pending
            shipped   | digital  | yes      | open=never released=never refused=digital window=1h | buyer | 2h    | refused already_shipped
            delivered | digital  | yes      | open=never released=never refused=digital window=1h | buyer | 2h    | refused already_delivered
            returning | digital  | yes      | open=never released=never refused=digital window=1h | buyer | 2h    | refused already_returned
            returned  | digital  | yes      | open=never released=never refused=digital window=1h | buyer | 2h    | refused already_returned
            lost      | digital  | yes      | open=never released=never refused=digital window=1h | buyer | 2h    | refused already_returned
            open      | digital  | yes      | open=never released=never refused=digital window=1h | buyer | 2h    | refused already_accessed
            released  | digital  | yes      | open=never released=never refused=digital window=1h | buyer | 2h    | refused already_accessed
            open      | digital  | no       | special=never refused=digital window=1h             | buyer | 2h    | refused item_excluded
            open      | physical | no       | special=never window=1h then.open=allowed           | buyer | 2h    | refused item_excluded
            released  | digital  | no       | special=never released=never window=1h              | buyer | 2h    | refused item_excluded
            open      | digital  | no       | open=never released=never refused=digital window=1h | buyer | 2h    | refused kind_excluded
            open      | physical | no       | open=never released=never refused=digital window=1h | buyer | 2h    | refused stage_excluded
            released  | physical | no       | released=never window=1h then.released=allowed      | buyer | 2h    | refused stage_excluded
            released  | physical | no       | open=never released=never refused=digital window=1h | buyer | 2h    | refused stage_excluded
            open      | physical | no       | open=person person=physical window=1h               | buyer | 2h    | refused window_closed
            open      | physical | no       | window=1h then.released=allowed                     | buyer | 2h    | refused window_closed
            released  | physical | no       | released=person person=physical window=1h           | buyer | 2h    | refused window_closed
            open      | physical | no       | special=allowed window=1h                           | buyer | 2h    | refused window_closed
            open      | physical | no       | open=person person=physical window=1h accepts=other | buyer | 2h    | refused window_closed
            open      | physical | no       | open=person person=physical window=1h accepts=too_slow | buyer | 1h | refused reason_excluded
            open      | physical | no       | open=person person=physical window=1h unoffered     | buyer | 1h    | refused not_offered
            open      | physical | no       | window=1h then.open=person                          | buyer | 1h    | granted
            open      | physical | no       | window=1h then.open=person                          | buyer | 2h    | person late_needs_person
            open      | physical | no       | window=1h then.open=allowed                         | buyer | 2h    | granted
            released  | physical | no       | window=1h then.released=allowed                     | buyer | 2h    | granted
            open      | physical | no       | special=allowed window=1h then.open=person          | buyer | 2h    | person late_needs_person
            open      | physical | no       | special=person open=never person=physical window=1h | buyer | 1h    | person item_needs_person
            open      | physical | no       | open=person person=physical window=1h               | buyer | 1h    | person stage_needs_person
            open      | physical | no       | open=person window=1h then.open=allowed             | buyer | 2h    | person stage_needs_person
            released  | physical | no       | released=person person=physical                     | buyer | 9999h | person stage_needs_person
            released  | physical | no       | open=person person=physical                         | buyer | 9999h | person kind_needs_person
            open      | physical | no       | person=physical window=1h then.open=allowed         | buyer | 2h    | person kind_needs_person
            open      | physical | no       | person=physical                                     | buyer | 9999h | person kind_needs_person
            open      | physical | no       | person=digital                                      | buyer | 9999h | granted
            released  | physical | no       | open=never                                          | buyer | 0h    | granted
            open      | physical | no       | special=allowed open=never refused=physical         | buyer | 1h    | granted
            """;

    /// The store's own reasons pass over its terms, not over where the goods are.
    private static final String BY_STORE = """
            stage     | kind     | accessed | terms                                                             | by    | after | decision
            canceled  | physical | no       | default                                                           | store | 0h    | refused already_canceled
            stopping  | physical | no       | default                                                           | store | 0h    | refused pending
            shipped   | physical | no       | default                                                           | store | 0h    | refused already_shipped
            delivered | physical | no       | default                                                           | store | 0h    | refused already_delivered
            returned  | physical | no       | default                                                           | store | 0h    | refused already_returned
            open      | digital  | yes      | default                                                           | store | 0h    | refused already_accessed
            open      | digital  | no       | open=never released=never refused=digital person=digital window=1h | store | 2h    | granted
            released  | digital  | no       | open=never released=person refused=digital window=1h              | store | 2h    | granted
            open      | physical | no       | open=person                                                       | store | 0h    | granted
            open      | physical | no       | default unoffered                                                 | store | 0h    | granted
            open      | physical | no       | special=never accepts=too_slow                                    | store | 0h    | granted
            """;

    /// Whole requests: what is taken, from where, and the one reason when nothing is.
    private static final String REQUESTS = """
            units                                          | terms           | asks  | ruling
            open 3                                         | default         | all   | at_once 3
            released 3                                     | default         | all   | attempt 3
            open 2 released 1                              | default         | all   | at_once 2 attempt 1
            open 2 released 1 shipped 4                    | default         | all   | at_once 2 attempt 1 refused 4 already_shipped
            open 1 canceled 2 shipped 1                    | default         | all   | at_once 1 refused 3 already_shipped
            open 1 canceled 2                              | default         | all   | at_once 1 refused 2 already_canceled
            open 1 stopping 1                              | default         | all   | at_once 1 refused 1 pending
            canceled 2                                     | default         | all   | refused already_canceled
            canceled 2 / canceled 1                        | default         | all   | refused already_canceled
            canceled 2 / shipped 1                         | default         | all   | refused already_shipped
            canceled 1 delivered 1 / stopping 1            | default         | all   | refused pending
            shipped 1 delivered 1 returned 1               | default         | all   | refused already_shipped
            delivered 1 returned 1                         | default         | all   | refused already_delivered
            lost 1                                         | default         | all   | refused already_returned
            open 1 / shipped 1                             | default         | all   | at_once 1 / refused 1 already_shipped
            open 3                                         | default         | 2     | at_once 2
            open 1 released 2                              | default         | 1     | at_once 1
            open 1 released 2                              | default         | 2     | at_once 1 attempt 1
            open 1 released 2 shipped 1                    | default         | 4     | refused already_shipped
            open 1 canceled 1                              | default         | 2     | refused already_canceled
            open 1 canceled 1 shipped 1                    | default         | 2     | refused already_canceled
            open 1 canceled 1 shipped 1                    | default         | 3     | refused already_shipped
            open 1 stopping 1 shipped 1                    | default         | 3     | refused pending
            open 2 / shipped 1                             | default         | 1 1   | refused already_shipped
            open 2 / shipped 1                             | default         | 1 0   | at_once 1
            open 2 / open 1                                | refused=digital | 1 1   | at_once 1 / at_once 1
            open 2 released 1                              | released=never  | all   | at_once 2 refused 1 stage_excluded
            open 2 released 1                              | released=never  | 3     | refused stage_excluded
            open 2 released 1                              | released=never  | 2     | at_once 2
            open 1 released 1                              | open=never      | 1     | attempt 1
            open 1 released 1                              | open=person     | 1     | attempt 1
            open 1 released 1                              | open=person     | 2     | attempt 1 held_open 1 stage_needs_person
            open 1 released 1                              | released=person | all   | at_once 1 held_released 1 stage_needs_person
            open 1 released 2                              | person=physical | 2     | held_open 1 held_released 1 kind_needs_person
            open 1 released 2 shipped 1                    | person=physical | all   | held_open 1 held_released 2 refused 1 already_shipped
            """;

    @TestFactory
    Stream<DynamicTest> theFirstObjectionThatStandsDecides() {
        return Stream.of(PRECEDENCE, BY_STORE)
                .flatMap(table -> rows(table)
                        .map(row -> DynamicTest.dynamicTest(
                                String.join(" ", row),
                                () -> assertThat(decision(row)).isEqualTo(row.get(6)))));
    }

    private static String decision(List<String> row) {
        var stage = Stage.valueOf(row.get(0).toUpperCase(Locale.ROOT));
        var kind = Order.Kind.valueOf(row.get(1).toUpperCase(Locale.ROOT));
        var accessed = row.get(2).equals("yes") ? PLACED : null;
        var line = new Seen.Line("1", kind, accessed, Map.of(stage, 1), TermsText.special(row.get(3), PLACED));
        var at = PLACED.plus(Duration.parse("PT" + row.get(5)));
        var reason = row.get(4).equals("store") ? RequestReason.RECALL : RequestReason.OTHER;
        var seen = new Seen(List.of(line), TermsText.terms(row.get(3)), PLACED, at, reason.isStores(), null, reason)
                .wanting(!row.get(3).contains("unoffered"));
        return switch (CancellationRules.decide(seen, line, stage)) {
            case Decision.Granted<CancellationReason> yes -> "granted";
            case Decision.NeedsPerson<CancellationReason> perhaps ->
                "person " + perhaps.reason().word();
            case Decision.Refused<CancellationReason> no ->
                "refused " + no.reason().word();
        };
    }

    @TestFactory
    Stream<DynamicTest> aWholeRequestTakesTheSurestUnitsFirst() {
        return rows(REQUESTS)
                .map(row -> DynamicTest.dynamicTest(
                        String.join(" ", row), () -> assertThat(ruling(row)).isEqualTo(row.get(3))));
    }

    private static String ruling(List<String> row) {
        var lines = new ArrayList<Seen.Line>();
        for (var units : row.get(0).split("/", -1)) {
            lines.add(new Seen.Line("" + (lines.size() + 1), Order.Kind.PHYSICAL, null, units(units.strip()), null));
        }
        var seen = new Seen(lines, TermsText.terms(row.get(1)), PLACED, PLACED, false, asked(row.get(2)), null);
        var ruling = CancellationRules.decide(seen);
        sumsHold(ruling);
        return ruling.refusal() != null
                ? "refused " + ruling.refusal().word()
                : String.join(
                        " / ",
                        ruling.lines().stream()
                                .map(CancellationRulesTests::told)
                                .toList());
    }

    private static void sumsHold(Ruling ruling) {
        for (var l : ruling.lines()) {
            assertThat(l.atOnce() + l.attempt() + l.heldOpen() + l.heldReleased() + l.refused())
                    .isEqualTo(l.requested());
        }
    }

    private static String told(Ruling.Line l) {
        var told = new ArrayList<String>();
        var counts = new LinkedHashMap<String, Integer>();
        counts.put("at_once", l.atOnce());
        counts.put("attempt", l.attempt());
        counts.put("held_open", l.heldOpen());
        counts.put("held_released", l.heldReleased());
        counts.put("refused", l.refused());
        counts.forEach((name, count) -> {
            if (count > 0) {
                told.add(name + " " + count);
            }
        });
        if (l.because() != null) {
            told.add(l.because().word());
        }
        return String.join(" ", told);
    }

    @Test
    void rulesAndReasonsStandInTheSameOrder() {
        var reasons = new ArrayList<CancellationReason>();
        for (var row : rows(PRECEDENCE).toList()) {
            if (!row.get(6).equals("granted")) {
                reasons.add(
                        CancellationReason.valueOf(row.get(6).split(" ", -1)[1].toUpperCase(Locale.ROOT)));
            }
        }
        assertThat(reasons).isSorted();
        assertThat(Set.copyOf(reasons)).containsExactlyInAnyOrder(CancellationReason.values());
    }

    @Test
    void theLastInstantOfTheWindowCountsAsWithin() {
        var line = new Seen.Line("1", Order.Kind.PHYSICAL, null, Map.of(Stage.OPEN, 1), null);
        var terms = TermsText.terms("window=2h");
        var end = PLACED.plus(Duration.ofHours(2));
        assertThat(CancellationRules.decide(
                        new Seen(List.of(line), terms, PLACED, end, false, null, null), line, Stage.OPEN))
                .isInstanceOf(Decision.Granted.class);
        assertThat(CancellationRules.decide(
                        new Seen(List.of(line), terms, PLACED, end.plusNanos(1), false, null, null), line, Stage.OPEN))
                .isInstanceOf(Decision.Refused.class);
    }

    @Test
    void digitalGoodsCountAsAccessedFromThenOnOnly() {
        var line = new Seen.Line("1", Order.Kind.DIGITAL, PLACED.plusSeconds(60), Map.of(Stage.OPEN, 1), null);
        var before =
                new Seen(List.of(line), TermsText.terms("default"), PLACED, PLACED.plusSeconds(59), false, null, null);
        var after =
                new Seen(List.of(line), TermsText.terms("default"), PLACED, PLACED.plusSeconds(60), false, null, null);
        assertThat(CancellationRules.decide(before, line, Stage.OPEN)).isInstanceOf(Decision.Granted.class);
        assertThat(CancellationRules.decide(after, line, Stage.OPEN))
                .isEqualTo(new Decision.Refused<>(CancellationReason.ALREADY_ACCESSED));
    }

    private static Stream<List<String>> rows(String table) {
        return table.lines()
                .skip(1)
                .map(row ->
                        Arrays.stream(row.split("\\|", -1)).map(String::strip).toList());
    }

    private static Map<Stage, Integer> units(String text) {
        var units = new EnumMap<Stage, Integer>(Stage.class);
        var words = text.split(" ", -1);
        for (int i = 0; i < words.length; i += 2) {
            units.put(Stage.valueOf(words[i].toUpperCase(Locale.ROOT)), Integer.valueOf(words[i + 1]));
        }
        return units;
    }

    private static @Nullable Map<String, Integer> asked(String text) {
        if (text.equals("all")) {
            return null;
        }
        var asked = new LinkedHashMap<String, Integer>();
        var counts = text.split(" ", -1);
        for (int i = 0; i < counts.length; i++) {
            if (!counts[i].equals("0")) {
                asked.put("" + (i + 1), Integer.valueOf(counts[i]));
            }
        }
        return asked;
    }
}
