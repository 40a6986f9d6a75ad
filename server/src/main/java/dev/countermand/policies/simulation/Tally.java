package dev.countermand.policies.simulation;

import dev.countermand.policies.simulation.Difference.Said;
import dev.countermand.policies.simulation.Figures.Count;
import dev.countermand.policies.simulation.Figures.Pair;
import dev.countermand.policies.simulation.Figures.Sum;
import dev.countermand.policies.spi.Replays;
import dev.countermand.policies.spi.Replays.Answer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts as it goes.
final class Tally {

    /// From the least to the most willing.
    private static final List<String> WILLING = List.of("refused", "person", "attempt", "at_once");

    private long orders;
    private long questions;
    private long different;
    private long better;
    private long worse;
    private long otherMoney;
    private long otherEnds;
    private long changedSince;
    private final Map<String, Pair<Count>> groups;
    private final Map<String, Pair<Sum>> money;

    Tally(Figures from) {
        orders = from.orders();
        questions = from.questions();
        different = from.different();
        better = from.better();
        worse = from.worse();
        otherMoney = from.otherMoney();
        otherEnds = from.otherEnds();
        changedSince = from.changedSince();
        groups = new LinkedHashMap<>(from.groups());
        money = new HashMap<>(from.money());
    }

    void orders(int more) {
        orders += more;
    }

    void changedSince() {
        changedSince++;
    }

    /// Counts a pair of answers; true when they differ.
    boolean take(String question, Answer before, Said saidBefore, Answer after, Said saidAfter) {
        questions++;
        groups.merge(
                question,
                new Pair<>(Count.NONE.plus(saidBefore), Count.NONE.plus(saidAfter)),
                (one, other) -> new Pair<>(
                        one.before().plus(other.before()), one.after().plus(other.after())));
        boolean same = before.isLike(after);
        if (!same) {
            different++;
            int step = Integer.compare(WILLING.indexOf(after.how()), WILLING.indexOf(before.how()));
            int more = step == 0 ? Integer.compare(saidAfter.units(), saidBefore.units()) : step;
            better += more > 0 ? 1 : 0;
            worse += more < 0 ? 1 : 0;
        }
        add(before, true);
        add(after, false);
        boolean sameMoney = before.granted() == null
                ? after.granted() == null
                : before.granted().equals(after.granted());
        boolean sameOpen =
                before.open() == null ? after.open() == null : before.open().equals(after.open());
        boolean alike = same && sameMoney && sameOpen;
        boolean otherEnd = alike && saidBefore.deadEnd() != saidAfter.deadEnd();
        otherMoney += same && !alike ? 1 : 0;
        otherEnds += otherEnd ? 1 : 0;
        return !alike || otherEnd;
    }

    private void add(Answer answer, boolean before) {
        if (answer.granted() != null) {
            add(
                    answer.granted(),
                    before,
                    answer.granted().back(),
                    answer.granted().fee(),
                    0);
        }
        if (answer.open() != null) {
            add(answer.open(), before, 0, 0, answer.open().back());
        }
    }

    private void add(Replays.Amount amount, boolean before, long back, long fee, long open) {
        var there = money.getOrDefault(amount.currency(), new Pair<>(Sum.NONE, Sum.NONE));
        money.put(
                amount.currency(),
                before
                        ? new Pair<>(there.before().plus(back, fee, open), there.after())
                        : new Pair<>(there.before(), there.after().plus(back, fee, open)));
    }

    /// @param exception the names of the exceptions that hold for what was asked; null for none
    static Said said(String version, Answer answer, @Nullable String exception, boolean deadEnd) {
        int units = answer.parts().stream()
                .mapToInt(part -> part.atOnce() + part.attempt() + part.person())
                .sum();
        var granted = answer.granted();
        var open = answer.open();
        return new Said(
                version,
                answer.how(),
                answer.reason(),
                exception,
                units,
                currency(granted, open),
                granted == null && open == null ? null : of(granted, true) + of(open, true),
                granted == null && open == null ? null : of(granted, false) + of(open, false),
                deadEnd);
    }

    private static @Nullable String currency(Replays.@Nullable Amount one, Replays.@Nullable Amount other) {
        return one != null ? one.currency() : other == null ? null : other.currency();
    }

    private static long of(Replays.@Nullable Amount amount, boolean back) {
        return amount == null ? 0 : back ? amount.back() : amount.fee();
    }

    Figures figures() {
        return new Figures(
                orders, questions, different, better, worse, otherMoney, otherEnds, changedSince, groups, money);
    }
}
