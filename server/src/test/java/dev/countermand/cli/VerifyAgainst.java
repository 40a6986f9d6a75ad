package dev.countermand.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The verb `verify` against the server of a home folder, for tests of other rooms.
public final class VerifyAgainst {

    private final VerifyVerb verb;

    public VerifyAgainst(Path home, String key) {
        this.verb = new VerifyVerb(Map.of("COUNTERMAND_HOME", home.toString(), "COUNTERMAND_API_KEY", key));
    }

    public void run(String... words) {
        try {
            verb.run(List.of(words));
        } catch (Verb.Usage | Verb.Failure failed) {
            throw new AssertionError(failed.getMessage(), failed);
        }
    }
}
