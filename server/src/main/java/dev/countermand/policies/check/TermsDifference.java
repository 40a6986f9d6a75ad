package dev.countermand.policies.check;

import dev.countermand.orders.Order;
import dev.countermand.policies.AskReason;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.Terms;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where two terms differ, exactly: every order that gets two answers is in one of the regions.
public final class TermsDifference {

    private static final int SHOWN_MAX = 100;

    private final List<Difference> differences = new ArrayList<>();
    private boolean complete = true;

    private TermsDifference() {}

    /// What was found.
    ///
    /// @param complete whether every difference is in the list; false when there were too many to look at
    public record Result(List<Difference> differences, boolean complete) {}

    /// Compares what two terms answer, and what they say besides.
    public static Result of(Terms before, Terms after) {
        var difference = new TermsDifference();
        difference.said("zone", before.calendar().zone(), after.calendar().zone());
        difference.said("restDays", before.calendar().rest(), after.calendar().rest());
        difference.said(
                "holidays", before.calendar().holidays(), after.calendar().holidays());
        difference.besides(before.cancellation(), after.cancellation());
        for (var remedy : Remedy.values()) {
            difference.answers(new Book(before, remedy), new Book(after, remedy));
        }
        return new Result(
                difference.differences.stream().limit(SHOWN_MAX).toList(),
                difference.complete && difference.differences.size() <= SHOWN_MAX);
    }

    private void besides(Terms.Cancellation before, Terms.Cancellation after) {
        said("answerWithin", before.deadline(), after.deadline());
        said("silence", before.silence(), after.silence());
        said("shipping", before.shipping(), after.shipping());
        said("fees", before.fees(), after.fees());
        said("tenderOrder", before.tenderOrder(), after.tenderOrder());
        said("storeCredit", before.storeCredit(), after.storeCredit());
        said("reasons", before.reasons(), after.reasons());
        // Where only some reasons count, one must be given: that is said by the reasons.
        if (before.askReason() != after.askReason()) {
            said("askReason", asking(before), asking(after));
        }
    }

    private static AskReason asking(Terms.Cancellation terms) {
        return terms.askReason() == AskReason.NOT_ASKED
                ? AskReason.NOT_ASKED
                : terms.needsReason() ? AskReason.REQUIRED : AskReason.OPTIONAL;
    }

    private void said(String subject, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            differences.add(new Difference(subject, "", word(before), word(after), null));
        }
    }

    private static String word(@Nullable Object value) {
        return switch (value) {
            case null -> "none";
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
            case Collection<?> many when many.isEmpty() -> "none named";
            case Collection<?> many -> many.stream().map(TermsDifference::word).collect(Collectors.joining(", "));
            default -> value.toString();
        };
    }

    private void answers(Book before, Book after) {
        var conditions = new ArrayList<>(before.conditions());
        conditions.addAll(after.conditions());
        try {
            new Pairs(before, after, new Space(conditions)).compare();
        } catch (IllegalArgumentException tooMany) {
            complete = false;
        }
    }

    /// Every exception of the one beside every exception of the other.
    private final class Pairs {

        private final Book before;
        private final Book after;
        private final Space space;
        private final Examples examples;
        private final Search search = new Search();
        private final List<BitSet[]> mine;
        private final List<BitSet[]> theirs;

        Pairs(Book before, Book after, Space space) {
            this.before = before;
            this.after = after;
            this.space = space;
            this.examples = new Examples(space, before.terms().calendar().zone());
            this.mine = regions(before);
            this.theirs = regions(after);
        }

        private List<BitSet[]> regions(Book book) {
            var regions = new ArrayList<>(
                    book.conditions().stream().map(space::region).toList());
            regions.add(space.everything());
            return regions;
        }

        void compare() {
            for (int i = 0; i < mine.size(); i++) {
                for (int j = 0; j < theirs.size(); j++) {
                    if (differences.size() > SHOWN_MAX) {
                        return;
                    }
                    compare(i, j);
                }
            }
        }

        private void compare(int one, int other) {
            var kinds = EnumSet.allOf(Order.Kind.class);
            kinds.removeIf(kind -> before.answer(one, kind).equals(after.answer(other, kind)));
            var both = Search.common(mine.get(one), theirs.get(other));
            var differing = new BitSet();
            kinds.forEach(kind -> differing.set(Space.KINDS.indexOf(kind)));
            both[0].and(differing);
            var earlier = new ArrayList<>(mine.subList(0, one));
            earlier.addAll(theirs.subList(0, other));
            var end = search.pieces(both, earlier, piece -> add(one, other, piece));
            complete &= end != Search.End.GAVE_UP;
        }

        /// One for each answer, as kinds of goods may have several.
        private boolean add(int one, int other, BitSet[] piece) {
            var left = (BitSet) piece[0].clone();
            while (!left.isEmpty()) {
                var first = Space.KINDS.get(left.nextSetBit(0));
                var same = new BitSet();
                left.stream()
                        .filter(kind -> isSame(one, other, first, Space.KINDS.get(kind)))
                        .forEach(same::set);
                left.andNot(same);
                var part = piece.clone();
                part[0] = same;
                var example = examples.in(part, facts -> before.decides(facts) == one && after.decides(facts) == other);
                differences.add(new Difference(
                        before.remedy().word(),
                        space.describe(part),
                        before.answer(one, first) + " (" + before.name(one) + ")",
                        after.answer(other, first) + " (" + after.name(other) + ")",
                        example.orElse(null)));
            }
            return differences.size() > SHOWN_MAX;
        }

        private boolean isSame(int one, int other, Order.Kind first, Order.Kind kind) {
            return before.answer(one, first).equals(before.answer(one, kind))
                    && after.answer(other, first).equals(after.answer(other, kind));
        }
    }
}
