package dev.countermand.site;

import dev.countermand.kernel.SellerId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs commands exactly once per key and keeps what was answered. The key row, the command's effects and the answer
/// are one transaction, so an answer exists if and only if its effects do.
public class Answers {

    /// What a caller's key is unique by.
    ///
    /// @param part the order's part
    /// @param order the order's number, as the caller knows it
    /// @param operation stable name of the command, such as `cancellations.ask`
    /// @param key the `Idempotency-Key`; null when the caller gave none: then the command runs, in one transaction
    public record Key(
            int part,
            SellerId seller,
            String order,
            String operation,
            @Nullable String key) {}

    /// Runs the command in one transaction, or replays what the same key and body were answered before.
    ///
    /// A `Problem` thrown by the command rolls everything back and is not kept. An [Answer], also a decided 409,
    /// commits.
    /// Fails with INVALID `key_reused` when the key came with other bytes, CONFLICT `in_progress` when its first run
    /// takes longer than 10 s, INVALID `invalid` for a key of more than 255 or non-printable characters.
    ///
    /// @param request what distinguishes one request from another: the raw body (and the path where it matters)
    public Answer once(Key key, byte[] request, Supplier<Answer> command) {
        throw new UnsupportedOperationException();
    }
}
