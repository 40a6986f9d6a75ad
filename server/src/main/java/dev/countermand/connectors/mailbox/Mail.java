package dev.countermand.connectors.mailbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A mail that the mailbox took.
///
/// @param place its place in the list: greater is newer
/// @param copies how often it came under this Message-ID
/// @param lastAt when the last copy came
/// @param to every recipient of the envelope, separated by a comma and a space
/// @param order the order's number as the sender named it in a header, or null
/// @param kind the fact it tells, as the sender named it in a header, or null
public record Mail(
        UUID id,
        long place,
        String messageId,
        Instant receivedAt,
        Instant lastAt,
        int copies,
        String from,
        String to,
        String subject,
        @Nullable String order,
        @Nullable String kind) {

    /// Whether it lets somebody in at the desk: then it is not for everybody who can open a demo.
    public boolean isStaffs() {
        return kind != null && kind.startsWith("accounts.");
    }
}
