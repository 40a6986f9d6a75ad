package dev.countermand.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The verb `backup` against a running server, for tests of other rooms.
public final class BackUp {

    private BackUp() {}

    public static void to(Path file, int port, String key) throws Verb.Usage, Verb.Failure {
        new BackupVerb(Map.of("COUNTERMAND_BASE_URL", "http://localhost:" + port, "COUNTERMAND_API_KEY", key))
                .run(List.of(file.toString()));
    }
}
