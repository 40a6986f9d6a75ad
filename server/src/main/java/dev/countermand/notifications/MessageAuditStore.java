package dev.countermand.notifications;

import dev.countermand.cases.spi.PromiseQuery;
import dev.countermand.cases.spi.Stretch;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Messages as those read them who compare them with the facts.
@Repository
class MessageAuditStore {

    /// A message with its words.
    ///
    /// @param id public id
    /// @param error why the last try failed, or null
    record Row(
            UUID order,
            long seq,
            String channel,
            String id,
            String kind,
            String messageId,
            String sender,
            String subject,
            String text,
            String html,
            String status,
            @Nullable String error,
            Instant createdAt,
            boolean sent) {}

    private final JdbcClient jdbc;

    MessageAuditStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Row> messages(Stretch stretch) {
        return PromiseQuery.bind(jdbc, """
                        select m.order_id, m.seq, m.channel, m.id, m.kind, m.message_id, m.sender, m.subject, m.text, m.html,
                               m.status, m.last_error, m.created_at, m.sent_at is not null as sent
                          from notifications.message m
                         where within(m.order_id)
                         order by m.order_id, m.seq, m.channel, m.recipient
                        """, stretch)
                .query((row, n) -> new Row(
                        row.getObject("order_id", UUID.class),
                        row.getLong("seq"),
                        row.getString("channel"),
                        Ids.text(Message.PREFIX, Objects.requireNonNull(row.getObject("id", UUID.class))),
                        row.getString("kind"),
                        row.getString("message_id"),
                        row.getString("sender"),
                        row.getString("subject"),
                        row.getString("text"),
                        row.getString("html"),
                        row.getString("status"),
                        row.getString("last_error"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("sent")))
                .list();
    }

    /// Empties every message of an order; one that was not handed over never will be.
    void forget(OrderId order, String error) {
        jdbc.sql("""
                        update notifications.message
                           set recipient = '',
                               name = '',
                               reply_to = null,
                               subject = '',
                               html = '',
                               text = '',
                               status = case status when 'PENDING' then 'FAILED' else status end,
                               last_error = :error,
                               leased_until = null
                         where part = :part and order_id = :order
                        """)
                .param("part", (short) order.part())
                .param("order", order.value())
                .param("error", error)
                .update();
    }
}
