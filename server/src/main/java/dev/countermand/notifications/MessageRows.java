package dev.countermand.notifications;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.notifications.MessageStore.Claim;
import dev.countermand.notifications.MessageStore.Kept;
import dev.countermand.notifications.spi.Messenger.Letter;
import dev.countermand.notifications.spi.Messenger.Party;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads rows of messages.
final class MessageRows {

    private MessageRows() {}

    static Kept kept(ResultSet row, int n) throws SQLException {
        return new Kept(message(row, n), letter(row));
    }

    static Claim claim(ResultSet row, int n) throws SQLException {
        return new Claim(
                row.getObject("id", UUID.class),
                row.getString("channel"),
                letter(row),
                row.getInt("attempts"),
                row.getInt("attempts_left"));
    }

    static Message message(ResultSet row, int n) throws SQLException {
        var status = Message.Status.valueOf(row.getString("status"));
        return new Message(
                Ids.text(Message.PREFIX, row.getObject("id", UUID.class)),
                order(row),
                row.getLong("seq"),
                row.getString("kind"),
                row.getString("channel"),
                row.getString("recipient"),
                row.getString("subject"),
                row.getString("text"),
                status,
                row.getInt("attempts"),
                status == Message.Status.PENDING ? instant(row, "next_try") : null,
                row.getString("last_error"),
                Objects.requireNonNull(instant(row, "created_at")),
                instant(row, "sent_at"));
    }

    private static Letter letter(ResultSet row) throws SQLException {
        var sender = row.getString("sender");
        var replyTo = row.getString("reply_to");
        return new Letter(
                row.getString("message_id"),
                order(row),
                row.getString("kind"),
                Objects.requireNonNull(instant(row, "created_at")),
                sender,
                new Party(row.getString("name"), row.getString("recipient")),
                replyTo == null ? null : new Party(sender, replyTo),
                row.getString("subject"),
                row.getString("text"),
                row.getString("html"));
    }

    private static OrderRef order(ResultSet row) throws SQLException {
        return new OrderRef(
                new OrderId(row.getObject("order_id", UUID.class)),
                new SellerId(row.getString("seller")),
                row.getString("order_number"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
