package dev.countermand.accounts.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Brings a mail with a link that lets somebody in to that person of the shop: an invitation, or the way
/// to a new password. What customers are told goes other ways.
public interface CodeSender {

    /// A finished mail.
    ///
    /// @param messageId RFC 5322 Message-ID without angle brackets, the same on every retry
    /// @param kind `accounts.invitation` or `accounts.password`
    record Mail(
            String messageId,
            String kind,
            Instant writtenAt,
            String name,
            String address,
            String subject,
            String text,
            String html) {}

    /// The other side will never take this mail, such as for an address that does not exist.
    final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        /// @param why what the other side said
        public Refused(String why, @Nullable Throwable cause) {
            super(why, cause);
        }
    }

    /// Hands the mail over once; returns when the other side took responsibility. [Refused] means: never.
    /// Any other exception means: not taken, or nobody knows; it is tried again with the same Message-ID.
    void send(Mail mail) throws Exception;
}
