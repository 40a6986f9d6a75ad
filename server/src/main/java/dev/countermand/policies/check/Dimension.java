package dev.countermand.policies.check;

import dev.countermand.policies.Condition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/// One thing that conditions look at, cut into classes: within a class no condition tells one value from another, so
/// that one value stands for all.
///
/// @param name as in documents
/// @param classes a value of each class; the first is the one of which no condition speaks, if there is one
/// @param labels the classes for people
/// @param holds whether a condition's part about this holds for a value
/// @param put writes a value into an example
record Dimension<T>(
        String name, List<T> classes, List<String> labels, BiPredicate<Condition, T> holds, BiConsumer<Draft, T> put) {

    /// The classes for which the condition holds.
    BitSet where(Condition condition) {
        var bits = new BitSet(classes.size());
        for (int i = 0; i < classes.size(); i++) {
            bits.set(i, holds.test(condition, classes.get(i)));
        }
        return bits;
    }

    void write(Draft draft, int number) {
        put.accept(draft, classes.get(number));
    }

    /// These classes in words; empty when they are all.
    String describe(BitSet bits) {
        if (bits.cardinality() == classes.size()) {
            return "";
        }
        var out = new BitSet();
        out.set(0, classes.size());
        out.andNot(bits);
        boolean shorter = bits.get(0) && out.cardinality() < bits.cardinality();
        return name + (shorter ? " not " + list(out) : " " + list(bits));
    }

    private String list(BitSet bits) {
        var words = new ArrayList<String>();
        bits.stream().limit(6).forEach(i -> words.add(labels.get(i)));
        return words.stream().distinct().collect(Collectors.joining(", ")) + (bits.cardinality() > 6 ? ", ..." : "");
    }
}
