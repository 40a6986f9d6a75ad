package dev.countermand.connectors.sandbox.town;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something a company has yet to tell.
///
/// @param path below the customer's API, for what is told there
/// @param crossing whether it is told also when it has been overtaken
record Errand(
        long id,
        String company,
        String account,
        String kind,
        @Nullable String path,
        String message,
        String body,
        Instant dueAt,
        boolean crossing,
        int tries) {

    static Errand of(
            String company,
            String account,
            String kind,
            @Nullable String path,
            String message,
            String body,
            Instant dueAt) {
        return new Errand(0, company, account, kind, path, message, body, dueAt, false, 0);
    }
}
