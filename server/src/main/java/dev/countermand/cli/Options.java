package dev.countermand.cli;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Words of the form `--name value` or `--name=value`.
final class Options {

    private Options() {}

    /// Fails with `Usage` on an option that is unknown, repeated or without a value, and on any other word.
    static Map<String, String> read(List<String> words, Set<String> known) throws Verb.Usage {
        var values = new HashMap<String, String>();
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (!known.contains(name)) {
                throw new Verb.Usage("\"" + word + "\" is not understood.");
            }
            if (equals < 0 && !rest.hasNext()) {
                throw new Verb.Usage(name + " needs a value.");
            }
            if (values.put(name, equals < 0 ? rest.next() : word.substring(equals + 1)) != null) {
                throw new Verb.Usage(name + " is given twice.");
            }
        }
        return values;
    }
}
