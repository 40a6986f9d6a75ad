package dev.countermand.notifications.webhooks;

import dev.countermand.kernel.OrderRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an endpoint is told about one fact, and how far that has come.
///
/// @param id public id `whd_…`
/// @param event the fact's own id `evt_…`: what the header `webhook-id` says, the same at every endpoint
/// and try
/// @param cursor the fact's place in the event feed
/// @param attempts how often it was sent
/// @param nextTry when it is sent next; null unless pending
/// @param lastStatus HTTP status of the last answer; null without one
/// @param lastError why the last try did not count; null when it did
public record Delivery(
        String id,
        String event,
        String endpoint,
        OrderRef order,
        long seq,
        long cursor,
        String kind,
        Status status,
        int attempts,
        @Nullable Instant nextTry,
        @Nullable Integer lastStatus,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant deliveredAt) {

    static final String PREFIX = "whd";
    static final String EVENT_PREFIX = "evt";

    /// Where it stands.
    public enum Status {
        /// An earlier one of the same order has to arrive first.
        WAITING,
        /// Is sent as soon as it is due.
        PENDING,
        /// The other side said 2xx.
        DELIVERED,
        /// Given up: nothing of the same order goes on before a person sends it again or skips it.
        FAILED,
        /// A person has let it go.
        SKIPPED
    }

    /// One try.
    ///
    /// @param status HTTP status; null when there was no answer
    /// @param trouble why there was none, or null
    /// @param answer how the answer began, or what was wrong
    public record Attempt(
            int number,
            Instant at,
            long tookMillis,
            @Nullable Integer status,
            @Nullable String trouble,
            String answer) {}
}
