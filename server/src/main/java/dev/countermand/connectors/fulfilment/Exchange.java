package dev.countermand.connectors.fulfilment;

import dev.countermand.kernel.SellerId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One line of the delivery log.
///
/// @param kind `stop`, `resume`, `poll`, `test`: we called; `callback`: the warehouse did
/// @param message id of the message; the same for every try of it
/// @param status what was answered, an HTTP status; null when nothing was
/// @param error why nothing was answered, or why it was no answer
/// @param sent the body, shortened; `answer` what came back
public record Exchange(
        UUID id,
        SellerId seller,
        String partner,
        String kind,
        String message,
        @Nullable String number,
        @Nullable String attempt,
        Instant at,
        long millis,
        @Nullable Integer status,
        @Nullable String error,
        @Nullable String sent,
        @Nullable String answer) {

    private static final int TEXT_CHARACTERS_MAX = 4000;

    /// Shortens what is too long to keep.
    public Exchange {
        error = shortened(error);
        sent = shortened(sent);
        answer = shortened(answer);
    }

    /// Whether it worked.
    public boolean isGood() {
        return status != null && status >= 200 && status < 300 && error == null;
    }

    // PostgreSQL keeps no NUL in a text.
    private static @Nullable String shortened(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var clean = text.replace('\0', '\uFFFD');
        return clean.length() <= TEXT_CHARACTERS_MAX ? clean : clean.substring(0, TEXT_CHARACTERS_MAX) + "…";
    }
}
