package dev.countermand.cases;

import dev.countermand.kernel.OrderRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A fact exactly as it is stored.
///
/// @param cursor its place in the feed, 0 while it is not listed
/// @param personal ciphertext; null when there is nothing personal, empty when it was erased before it
///     was written
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record FactRow(
        long cursor,
        OrderRef order,
        long seq,
        String kind,
        Instant at,
        String actorKind,
        String actorName,
        String channel,
        String body,
        byte @Nullable [] personal,
        byte[] prevHash,
        byte[] hash) {

    /// The same fact with the hash that its other fields give.
    FactRow hashed() {
        return new FactRow(
                cursor,
                order,
                seq,
                kind,
                at,
                actorKind,
                actorName,
                channel,
                body,
                personal,
                prevHash,
                HashChain.hash(this));
    }
}
