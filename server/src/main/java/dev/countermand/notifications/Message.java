package dev.countermand.notifications;

import dev.countermand.kernel.OrderRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What somebody was told, or is about to be: made once from one fact, the same in every copy.
///
/// @param id public id `msg_…`
/// @param seq the fact's number within the order
/// @param kind the fact's kind
/// @param channel how, such as `mail`
/// @param recipient the address; empty when there was none
/// @param attempts how often it was handed over or tried
/// @param nextTry when it is tried next; null unless pending
/// @param error why the last try failed, `no_address`, or null
/// @param sentAt when the other side took it the last time, or null
public record Message(
        String id,
        OrderRef order,
        long seq,
        String kind,
        String channel,
        String recipient,
        String subject,
        String text,
        Status status,
        int attempts,
        @Nullable Instant nextTry,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant sentAt) {

    static final String PREFIX = "msg";

    /// Where it stands.
    public enum Status {
        /// Is handed over as soon as the other side takes it.
        PENDING,
        /// The other side took it.
        SENT,
        /// Nobody will try again unless asked; a person has to act.
        FAILED
    }

    /// Without the links, which open the order for whoever holds them.
    Message withoutLinks() {
        return new Message(
                id,
                order,
                seq,
                kind,
                channel,
                recipient,
                subject,
                text.replaceAll("https?://\\S+", "[link]"),
                status,
                attempts,
                nextTry,
                error,
                createdAt,
                sentAt);
    }
}
