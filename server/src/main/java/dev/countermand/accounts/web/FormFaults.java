package dev.countermand.accounts.web;

import dev.countermand.kernel.Problem;
import dev.countermand.site.Texts;
import java.util.LinkedHashMap;
import java.util.Map;

/// What has to be looked at again in a form, in the reader's language where it is spoken.
final class FormFaults {

    private FormFaults() {}

    /// Field → sentence.
    ///
    /// @param field where a problem without a place of its own is shown
    static Map<String, String> of(Problem problem, Texts words, String field) {
        var faults = new LinkedHashMap<String, String>();
        problem.errors()
                .forEach(error ->
                        faults.put(error.pointer().replace("/", ""), sentence(error.code(), error.message(), words)));
        if (faults.isEmpty()) {
            faults.put(field, sentence(problem.code(), problem.detail(), words));
        }
        return faults;
    }

    private static String sentence(String code, String plain, Texts words) {
        var key = "accounts.wrong." + code;
        return words.knows(key) ? words.say(key) : plain;
    }
}
