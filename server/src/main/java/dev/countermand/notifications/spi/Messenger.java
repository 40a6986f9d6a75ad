package dev.countermand.notifications.spi;

/// A channel that hands a message over. Called by the notifications' worker after the message was committed.
public interface Messenger {

    /// A finished message.
    ///
    /// @param messageId RFC 5322 Message-ID without angle brackets, the same on every retry
    record Letter(
            String messageId, String to, String toName, String replyTo, String subject, String text, String html) {}

    /// The channel, such as `mail`.
    String channel();

    /// Hands the message over once; returns when the other side took responsibility. An exception means: not taken, or
    /// nobody knows; it is tried again with the same Message-ID.
    void hand(Letter letter) throws Exception;
}
