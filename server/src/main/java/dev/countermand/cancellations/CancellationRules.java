package dev.countermand.cancellations;

import static dev.countermand.cancellations.CancellationReason.ALREADY_ACCESSED;
import static dev.countermand.cancellations.CancellationReason.ALREADY_CANCELED;
import static dev.countermand.cancellations.CancellationReason.ALREADY_DELIVERED;
import static dev.countermand.cancellations.CancellationReason.ALREADY_RETURNED;
import static dev.countermand.cancellations.CancellationReason.ALREADY_SHIPPED;
import static dev.countermand.cancellations.CancellationReason.ITEM_EXCLUDED;
import static dev.countermand.cancellations.CancellationReason.ITEM_NEEDS_PERSON;
import static dev.countermand.cancellations.CancellationReason.KIND_EXCLUDED;
import static dev.countermand.cancellations.CancellationReason.KIND_NEEDS_PERSON;
import static dev.countermand.cancellations.CancellationReason.LATE_NEEDS_PERSON;
import static dev.countermand.cancellations.CancellationReason.NOT_OFFERED;
import static dev.countermand.cancellations.CancellationReason.PENDING;
import static dev.countermand.cancellations.CancellationReason.REASON_EXCLUDED;
import static dev.countermand.cancellations.CancellationReason.STAGE_EXCLUDED;
import static dev.countermand.cancellations.CancellationReason.STAGE_NEEDS_PERSON;
import static dev.countermand.cancellations.CancellationReason.WINDOW_CLOSED;

import dev.countermand.kernel.Decision;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Terms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Decides which units may be canceled at once, as an attempt, by a person only, or not. Pure: no
/// clock, no database.
final class CancellationRules {

    /// Units of one line in one stage, and everything else a rule may look at.
    private record Bucket(Seen seen, Seen.Line line, Stage stage) {}

    private record Rule(CancellationReason reason, boolean person, Predicate<Bucket> stands) {}

    /// In order of precedence: the first objection that stands decides. The store's own reasons pass
    /// over its terms, but not over where the goods are; so do rights that the law gives the buyer.
    private static final List<Rule> RULES = List.of(
            refuse(ALREADY_CANCELED, in(Stage.CANCELED)),
            refuse(PENDING, in(Stage.STOPPING)),
            refuse(ALREADY_SHIPPED, in(Stage.SHIPPED)),
            refuse(ALREADY_DELIVERED, in(Stage.DELIVERED)),
            refuse(ALREADY_RETURNED, in(Stage.RETURNING).or(in(Stage.RETURNED)).or(in(Stage.LOST))),
            refuse(ALREADY_ACCESSED, b -> b.line.isAccessed(b.seen.at()) && !hasRight(b)),
            refuse(ITEM_EXCLUDED, terms((b, t) -> special(b) == Terms.Rule.NEVER)),
            refuse(KIND_EXCLUDED, usual((b, t) -> t.refusedKinds().contains(b.line.kind()))),
            refuse(STAGE_EXCLUDED, usual((b, t) -> rule(b, t) == Terms.Rule.NEVER)),
            refuse(WINDOW_CLOSED, late((b, t) -> t.afterwards(b.stage) == Terms.Rule.NEVER)),
            refuse(REASON_EXCLUDED, terms((b, t) -> b.seen.isReasonExcluded())),
            refuse(NOT_OFFERED, terms((b, t) -> Boolean.TRUE.equals(b.seen.notOffered()))),
            askPerson(LATE_NEEDS_PERSON, late((b, t) -> t.afterwards(b.stage) == Terms.Rule.PERSON)),
            askPerson(ITEM_NEEDS_PERSON, terms((b, t) -> special(b) == Terms.Rule.PERSON)),
            askPerson(STAGE_NEEDS_PERSON, usual((b, t) -> rule(b, t) == Terms.Rule.PERSON)),
            askPerson(KIND_NEEDS_PERSON, usual((b, t) -> t.personKinds().contains(b.line.kind()))));

    private CancellationRules() {}

    /// Decides about units of one line in one stage.
    static Decision<CancellationReason> decide(Seen seen, Seen.Line line, Stage stage) {
        var bucket = new Bucket(seen, line, stage);
        for (var rule : RULES) {
            if (rule.stands.test(bucket)) {
                return rule.person ? new Decision.NeedsPerson<>(rule.reason) : new Decision.Refused<>(rule.reason);
            }
        }
        return new Decision.Granted<>();
    }

    /// Decides about a whole request. Without named units it means all that can be had, and lists the
    /// rest as refused; named units are all had or none.
    static Ruling decide(Seen seen) {
        var lines = new ArrayList<Ruling.Line>();
        var shortages = new ArrayList<Shortage>();
        for (var line : seen.lines()) {
            int wanted = seen.wanted(line);
            if (wanted > 0) {
                lines.add(take(seen, line, wanted, shortages));
            }
        }
        boolean nothing = lines.stream().allMatch(l -> l.refused() == l.requested());
        boolean tooLittle = seen.requested() != null && !shortages.isEmpty();
        if (nothing || tooLittle) {
            return new Ruling(
                    first(shortages),
                    lines.stream().map(Ruling.Line::allRefused).toList());
        }
        return new Ruling(null, lines);
    }

    /// Takes what is surest first: at once, then as an attempt, then what a person may grant; of equal
    /// ones the open.
    private static Ruling.Line take(Seen seen, Seen.Line line, int wanted, List<Shortage> shortages) {
        int atOnce = 0;
        int attempt = 0;
        int heldOpen = 0;
        int heldReleased = 0;
        CancellationReason person = null;
        var elsewhere = new EnumMap<CancellationReason, Integer>(CancellationReason.class);
        int left = wanted;
        for (var stage : surestFirst(seen, line)) {
            int there = line.in(stage);
            int taken = Math.min(left, there);
            switch (decide(seen, line, stage)) {
                case Decision.Granted<CancellationReason> yes -> {
                    atOnce += stage == Stage.OPEN ? taken : 0;
                    attempt += stage == Stage.OPEN ? 0 : taken;
                    left -= taken;
                }
                case Decision.NeedsPerson<CancellationReason> perhaps -> {
                    heldOpen += stage == Stage.OPEN ? taken : 0;
                    heldReleased += stage == Stage.OPEN ? 0 : taken;
                    person = taken > 0 && person == null ? perhaps.reason() : person;
                    left -= taken;
                }
                case Decision.Refused<CancellationReason> no -> elsewhere.merge(no.reason(), there, Integer::sum);
            }
        }
        CancellationReason because = person;
        if (left > 0) {
            var shortage = new Shortage(left, elsewhere);
            shortages.add(shortage);
            because = first(List.of(shortage));
        }
        return new Ruling.Line(line.line(), wanted, atOnce, attempt, heldOpen, heldReleased, left, because, person);
    }

    private static List<Stage> surestFirst(Seen seen, Seen.Line line) {
        var stages = new ArrayList<Stage>();
        for (var stage : Stage.values()) {
            if (line.in(stage) > 0 && seen.means(stage)) {
                stages.add(stage);
            }
        }
        stages.sort(Comparator.comparingInt(stage -> switch (decide(seen, line, stage)) {
            case Decision.Granted<CancellationReason> yes -> 0;
            case Decision.NeedsPerson<CancellationReason> perhaps -> 1;
            case Decision.Refused<CancellationReason> no -> 2;
        }));
        return stages;
    }

    /// Units of a line that cannot be had, and where its units are instead.
    private record Shortage(int units, Map<CancellationReason, Integer> elsewhere) {

        boolean isCanceled() {
            return elsewhere.getOrDefault(ALREADY_CANCELED, 0) >= units;
        }
    }

    /// The one reason for several shortages: "already canceled" only if that explains every missing
    /// unit, else the first of the others in order of precedence.
    private static CancellationReason first(List<Shortage> shortages) {
        if (shortages.stream().allMatch(Shortage::isCanceled)) {
            return ALREADY_CANCELED;
        }
        return shortages.stream()
                .filter(shortage -> !shortage.isCanceled())
                .flatMap(shortage -> shortage.elsewhere.keySet().stream())
                .filter(reason -> reason != ALREADY_CANCELED)
                .min(Comparator.naturalOrder())
                .orElse(ALREADY_CANCELED);
    }

    private static Rule refuse(CancellationReason reason, Predicate<Bucket> stands) {
        return new Rule(reason, false, stands);
    }

    private static Rule askPerson(CancellationReason reason, Predicate<Bucket> stands) {
        return new Rule(reason, true, stands);
    }

    private static Predicate<Bucket> in(Stage stage) {
        return bucket -> bucket.stage == stage;
    }

    private interface TermsTest {
        boolean stands(Bucket bucket, Terms.Cancellation terms);
    }

    private static Predicate<Bucket> terms(TermsTest test) {
        return bucket -> !bucket.seen.byStore() && !hasRight(bucket) && test.stands(bucket, bucket.seen.terms());
    }

    /// Where an exception says what may be done with these goods at this stage, what is usual does not count.
    private static Predicate<Bucket> usual(TermsTest test) {
        return terms((bucket, terms) -> special(bucket) == null && test.stands(bucket, terms));
    }

    private static Predicate<Bucket> late(TermsTest test) {
        return terms((bucket, terms) -> bucket.seen.isWindowClosed(bucket.line) && test.stands(bucket, terms));
    }

    private static boolean hasRight(Bucket bucket) {
        return bucket.seen.right(bucket.line).isPresent();
    }

    private static Terms.@Nullable Rule special(Bucket bucket) {
        return Seen.exception(bucket.line, bucket.stage);
    }

    private static Terms.@Nullable Rule rule(Bucket bucket, Terms.Cancellation terms) {
        return switch (bucket.stage) {
            case OPEN -> terms.open();
            case RELEASED -> terms.released();
            case STOPPING, CANCELED, SHIPPED, DELIVERED, RETURNING, RETURNED, LOST -> null;
        };
    }
}
