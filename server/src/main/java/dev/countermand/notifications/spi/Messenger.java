package dev.countermand.notifications.spi;

import dev.countermand.kernel.OrderRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A channel that hands a message over. Called by the notifications' worker after the message was
/// committed.
public interface Messenger {

    /// Somebody with an address in the channel's own form, such as an e-mail address.
    record Party(String name, String address) {}

    /// A finished message.
    ///
    /// @param messageId RFC 5322 Message-ID without angle brackets, the same on every retry
    /// @param order the order it is about
    /// @param kind the fact it tells, such as `cancellation.successful`
    /// @param writtenAt when it was made from the fact, the same on every retry
    /// @param sender the name under which the shop writes; the address is the channel's own
    /// @param replyTo where an answer reaches a person; null when the channel's own address does
    record Letter(
            String messageId,
            OrderRef order,
            String kind,
            Instant writtenAt,
            String sender,
            Party to,
            @Nullable Party replyTo,
            String subject,
            String text,
            String html) {

        /// The same letter to somebody else.
        public Letter to(Party other) {
            return new Letter(messageId, order, kind, writtenAt, sender, other, replyTo, subject, text, html);
        }

        /// The same letter in other words.
        public Letter saying(String newSubject, String newText, String newHtml) {
            return new Letter(messageId, order, kind, writtenAt, sender, to, replyTo, newSubject, newText, newHtml);
        }
    }

    /// The other side will never take this message, such as for an address that does not exist.
    final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        /// @param why what the other side said, for the desk
        public Refused(String why, @Nullable Throwable cause) {
            super(why, cause);
        }
    }

    /// The channel, such as `mail`.
    String channel();

    /// Hands the message over once; returns when the other side took responsibility. [Refused] means:
    /// never. Any other exception means: not taken, or nobody knows; it is tried again with the same
    /// Message-ID.
    void hand(Letter letter) throws Exception;
}
