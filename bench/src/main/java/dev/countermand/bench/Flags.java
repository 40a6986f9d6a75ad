package dev.countermand.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The flags of a sub-command: `--name value` or `--name=value`, each with a default.
final class Flags {

    /// The command line was wrong, with a sentence that says how.
    static final class Misuse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Misuse(String sentence) {
            super(sentence, null, false, false);
        }
    }

    private final Map<String, String> values;

    private Flags(Map<String, String> values) {
        this.values = values;
    }

    /// Fails with [Misuse] for a flag without a default here, or without a value.
    static Flags parse(List<String> words, Map<String, String> defaults) {
        var values = new LinkedHashMap<>(defaults);
        var rest = words.iterator();
        while (rest.hasNext()) {
            var word = rest.next();
            var parts = word.split("=", 2);
            var name = parts[0].startsWith("--") ? parts[0].substring(2) : "";
            if (!defaults.containsKey(name)) {
                throw new Misuse("unknown: " + word + " (known: --" + String.join(", --", defaults.keySet()) + ")");
            }
            if (parts.length < 2 && !rest.hasNext()) {
                throw new Misuse("--" + name + " wants a value");
            }
            values.put(name, parts.length == 2 ? parts[1] : rest.next());
        }
        return new Flags(values);
    }

    String text(String name) {
        return values.getOrDefault(name, "");
    }

    /// A positive number.
    int number(String name) {
        return positive(name, text(name));
    }

    /// A positive number that is one of several values of this flag.
    static int positive(String name, String text) {
        var number = whole(name, text);
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw new Misuse("--" + name + " wants a positive whole number, not " + text);
        }
        return (int) number;
    }

    /// A part of one, such as 0.2, as percent.
    int percent(String name) {
        try {
            double part = Double.parseDouble(text(name));
            if (part >= 0 && part <= 1) {
                return (int) Math.round(part * 100);
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new Misuse("--" + name + " wants a part from 0 to 1, such as 0.2, not '" + text(name) + "'");
    }

    long seed(String name) {
        return whole(name, text(name));
    }

    private static long whole(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Misuse("--" + name + " wants a whole number, not '" + text + "'");
        }
    }

    List<String> list(String name) {
        return Arrays.stream(text(name).split(",", -1)).map(String::strip).toList();
    }

    /// As they could be given again, the seed included.
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(v -> "--" + v.getKey() + " " + v.getValue())
                .collect(Collectors.joining(" "));
    }
}
