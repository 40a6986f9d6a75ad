package dev.countermand.policies.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a simulation counted so far.
///
/// @param orders that were looked at
/// @param questions that were answered, each under both terms
/// @param different that got another answer
/// @param better of them, answered more willingly than before
/// @param worse of them, less willingly
/// @param otherMoney answered alike, but for other money
/// @param otherEnds answered alike, and for the same money, but a dead end is new or gone
/// @param changedSince of requests: whose answer cannot be given again under the terms that gave it, as the shop has
///     told other facts since
/// @param groups question → the answers of both
/// @param money currency → the money of both, in minor units
public record Figures(
        long orders,
        long questions,
        long different,
        long better,
        long worse,
        long otherMoney,
        long otherEnds,
        long changedSince,
        Map<String, Pair<Count>> groups,
        Map<String, Pair<Sum>> money) {

    /// The question that requests to cancel ask.
    public static final String REQUEST = "request";

    /// The question that requests to change ask.
    public static final String CHANGE = "change";

    /// Nothing yet.
    public static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of());

    /// Keeps questions in one order, moments in that of an order's life, and currencies in that of the alphabet.
    public Figures {
        groups = inTheirOrder(groups);
        money = new TreeMap<>(money);
    }

    private static Map<String, Pair<Count>> inTheirOrder(Map<String, Pair<Count>> groups) {
        var ordered = new LinkedHashMap<String, Pair<Count>>();
        var words = new ArrayList<>(List.of(REQUEST, CHANGE));
        Arrays.stream(Moment.values()).map(Moment::word).forEach(words::add);
        for (var word : words) {
            var group = groups.get(word);
            if (group != null) {
                ordered.put(word, group);
            }
        }
        groups.forEach(ordered::putIfAbsent);
        return ordered;
    }

    /// Of the terms beside, and of those that are tried.
    public record Pair<T>(T before, T after) {}

    /// Answers. A dead end: nothing was possible for some of the goods, and nobody to ask.
    public record Count(long atOnce, long attempt, long person, long refused, long deadEnds) {

        static final Count NONE = new Count(0, 0, 0, 0, 0);

        Count plus(Difference.Said said) {
            return new Count(
                    atOnce + (said.how().equals("at_once") ? 1 : 0),
                    attempt + (said.how().equals("attempt") ? 1 : 0),
                    person + (said.how().equals("person") ? 1 : 0),
                    refused + (said.how().equals("refused") ? 1 : 0),
                    deadEnds + (said.deadEnd() ? 1 : 0));
        }

        Count plus(Count other) {
            return new Count(
                    atOnce + other.atOnce,
                    attempt + other.attempt,
                    person + other.person,
                    refused + other.refused,
                    deadEnds + other.deadEnds);
        }

        /// All answers.
        public long all() {
            return atOnce + attempt + person + refused;
        }
    }

    /// Money.
    ///
    /// @param back of granted units: goes back, or need not be paid
    /// @param fee withheld for canceling them
    /// @param open of units about which a person decides
    public record Sum(long back, long fee, long open) {

        static final Sum NONE = new Sum(0, 0, 0);

        Sum plus(long moreBack, long moreFee, long moreOpen) {
            return new Sum(back + moreBack, fee + moreFee, open + moreOpen);
        }
    }

    /// The answers to all questions together.
    public Pair<Count> all() {
        var before = Count.NONE;
        var after = Count.NONE;
        for (var group : groups.values()) {
            before = before.plus(group.before());
            after = after.plus(group.after());
        }
        return new Pair<>(before, after);
    }

    /// The same for whoever may not see amounts.
    public Figures withoutMoney() {
        return new Figures(orders, questions, different, better, worse, 0, otherEnds, changedSince, groups, Map.of());
    }
}
