package dev.countermand.policies.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Article numbers, as far as patterns tell them apart.
final class Skus {

    private static final int TRIES = 1000;

    private Skus() {}

    /// One number for those of which nothing is said, each that is named, and one for each `PREFIX*` that no longer
    /// pattern takes.
    static List<String> classes(Set<String> named) {
        var classes = new ArrayList<String>();
        classes.add(fresh("ITEM-", named, ""));
        for (var each : named) {
            classes.add(each.endsWith("*") ? fresh(prefix(each), named, prefix(each)) : each);
        }
        return classes.stream().distinct().toList();
    }

    /// A number that begins so, and that only those patterns take which take all that begin like `within`.
    private static String fresh(String begin, Set<String> named, String within) {
        for (int i = 1; i < TRIES; i++) {
            var sku = begin + i;
            if (named.stream()
                    .allMatch(pattern ->
                            takes(pattern, sku) == (pattern.endsWith("*") && within.startsWith(prefix(pattern))))) {
                return sku;
            }
        }
        return begin + "~";
    }

    static boolean holds(Set<String> patterns, String sku) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> takes(pattern, sku));
    }

    private static boolean takes(String pattern, String sku) {
        return pattern.endsWith("*") ? sku.startsWith(prefix(pattern)) : pattern.equals(sku);
    }

    private static String prefix(String pattern) {
        return pattern.substring(0, pattern.length() - 1);
    }
}
