package dev.countermand.policies.document;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// What somebody probably meant.
final class Nearest {

    private static final int LONGEST = 60;

    private Nearest() {}

    /// ` Did you mean x?`, or nothing when no known word is near.
    static String hint(String word, Collection<String> known) {
        return of(word, known).map(near -> " Did you mean `" + near + "`?").orElse("");
    }

    static Optional<String> of(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        String best = null;
        int least = Integer.MAX_VALUE;
        for (var candidate : known) {
            int steps = steps(plain(word), plain(candidate));
            if (steps < least) {
                least = steps;
                best = candidate;
            }
        }
        return least <= Math.max(1, word.length() / 3) ? Optional.ofNullable(best) : Optional.empty();
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[_ -]", "");
    }

    /// Levenshtein's distance.
    private static int steps(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[other.length() + 1];
            now[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int swapped = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(swapped, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[other.length()];
    }
}
