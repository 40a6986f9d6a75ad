package dev.countermand.notifications.web;

import dev.countermand.notifications.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message as programs read it.
record MessageJson(
        String id,
        String order,
        long seq,
        String kind,
        String channel,
        String recipient,
        String subject,
        @Nullable String text,
        Message.Status status,
        int attempts,
        @Nullable Instant nextTry,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant sentAt) {

    /// Its words may name amounts: absent for whoever may not see `money`.
    static MessageJson of(Message message, boolean money) {
        return new MessageJson(
                message.id(),
                message.order().number(),
                message.seq(),
                message.kind(),
                message.channel(),
                message.recipient(),
                message.subject(),
                money ? message.text() : null,
                message.status(),
                message.attempts(),
                message.nextTry(),
                message.error(),
                message.createdAt(),
                message.sentAt());
    }
}
