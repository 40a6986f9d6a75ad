package dev.countermand.notifications;

import dev.countermand.kernel.OrderId;
import dev.countermand.notifications.spi.Messenger.Letter;
import dev.countermand.site.BulkRows;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// All SQL of the notifications.
@Repository
class MessageStore {

    /// A new message.
    ///
    /// @param error why it cannot be sent at all, or null
    record Draft(
            UUID id,
            String channel,
            long seq,
            Letter letter,
            @Nullable String error,
            int attempts) {}

    /// A message that this worker may hand over until its lease ends.
    ///
    /// @param attempt the number of this try: recording a failure needs it
    /// @param attemptsLeft how many more there are after this one
    record Claim(UUID id, String channel, Letter letter, int attempt, int attemptsLeft) {

        int part() {
            return letter.order().part();
        }
    }

    /// A message with everything that is needed to send it again.
    record Kept(Message message, Letter letter) {}

    private static final String COLUMNS = """
            id, order_id, seller, order_number, seq, kind, channel, recipient, name, sender, reply_to, message_id,
            subject, html, text, status, attempts, attempts_left, next_try, last_error, created_at, sent_at
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate bulk;

    MessageStore(JdbcClient jdbc, JdbcTemplate bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    /// Keeps a new message; false when this fact was told to this recipient before.
    boolean add(Draft draft) {
        var letter = draft.letter();
        var replyTo = letter.replyTo();
        return jdbc.sql("""
                        insert into notifications.message
                            (part, order_id, seq, channel, recipient, id, seller, order_number, kind, name, sender,
                             reply_to, message_id, subject, html, text, status, attempts, attempts_left, next_try,
                             last_error, created_at)
                        values
                            (:part, :order, :seq, :channel, :recipient, :id, :seller, :number, :kind, :name, :sender,
                             :replyTo, :messageId, :subject, :html, :text, :status, 0, :attemptsLeft, :at,
                             :error, :at)
                        on conflict (part, order_id, seq, channel, recipient) do nothing
                        """)
                        .param("part", letter.order().part())
                        .param("order", letter.order().id().value())
                        .param("seq", draft.seq())
                        .param("channel", draft.channel())
                        .param("recipient", letter.to().address())
                        .param("id", draft.id())
                        .param("seller", letter.order().seller().value())
                        .param("number", letter.order().number())
                        .param("kind", letter.kind())
                        .param("name", letter.to().name())
                        .param("sender", letter.sender())
                        .param("replyTo", replyTo == null ? null : replyTo.address())
                        .param("messageId", letter.messageId())
                        .param("subject", letter.subject())
                        .param("html", letter.html())
                        .param("text", letter.text())
                        .param("status", draft.error() == null ? "PENDING" : "FAILED")
                        .param("attemptsLeft", draft.attempts())
                        .param("at", at(letter.writtenAt()))
                        .param("error", draft.error())
                        .update()
                == 1;
    }

    /// Keeps new messages. Fails when one of the facts was told to its recipient before.
    void add(List<Draft> drafts) {
        var rows = new BulkRows();
        for (var draft : drafts) {
            var letter = draft.letter();
            var replyTo = letter.replyTo();
            rows.number(letter.order().part())
                    .id(letter.order().id().value())
                    .number(draft.seq())
                    .text(draft.channel())
                    .text(letter.to().address())
                    .id(draft.id())
                    .text(letter.order().seller().value())
                    .text(letter.order().number())
                    .text(letter.kind())
                    .text(letter.to().name())
                    .text(letter.sender())
                    .text(replyTo == null ? null : replyTo.address())
                    .text(letter.messageId())
                    .text(letter.subject())
                    .text(letter.html())
                    .text(letter.text())
                    .text(draft.error() == null ? "PENDING" : "FAILED")
                    .number(0)
                    .number(draft.attempts())
                    .time(letter.writtenAt())
                    .text(draft.error())
                    .time(letter.writtenAt())
                    .end();
        }
        rows.into(
                bulk,
                "notifications.message (part, order_id, seq, channel, recipient, id, seller, order_number, kind, name,"
                        + " sender, reply_to, message_id, subject, html, text, status, attempts, attempts_left,"
                        + " next_try, last_error, created_at)");
    }

    /// Takes the messages that have been due for the longest, until the lease ends. Does not wait for the
    /// disk: when PostgreSQL dies, a claim or a yes that it forgot costs a second copy at most, under the
    /// same Message-ID, and those who wait for an answer have the disk for themselves.
    List<Claim> claim(Instant now, Instant leasedUntil, int limit) {
        return jdbc.sql("""
                        with due as materialized (
                            select m.part, m.id
                              from notifications.message m, (select set_config('synchronous_commit', 'off', true)) hasty
                             where m.status = 'PENDING'
                               and m.next_try <= :now
                               and (m.leased_until is null or m.leased_until <= :now)
                             order by m.next_try
                             limit :limit
                               for update of m skip locked)
                        update notifications.message m
                           set attempts = m.attempts + 1,
                               attempts_left = m.attempts_left - 1,
                               leased_until = :until
                          from due
                         where m.part = due.part
                           and m.id = due.id
                        returning m.*
                        """)
                .param("now", at(now))
                .param("until", at(leasedUntil))
                .param("limit", limit)
                .query(MessageRows::claim)
                .list();
    }

    /// Stays at it; false when somebody else has taken it over.
    boolean renew(Claim claim, Instant leasedUntil) {
        return jdbc.sql("""
                        update notifications.message
                           set leased_until = :until
                         where part = :part
                           and id = :id
                           and attempts = :attempt
                        """)
                        .param("until", at(leasedUntil))
                        .param("part", claim.part())
                        .param("id", claim.id())
                        .param("attempt", claim.attempt())
                        .update()
                == 1;
    }

    /// The other side took these, whoever else may be trying. Does not wait for the disk, as [#claim].
    void sent(List<Claim> claims, Instant at) {
        jdbc.sql("""
                        update notifications.message m
                           set status = 'SENT',
                               sent_at = :at,
                               leased_until = null,
                               last_error = null
                          from unnest(:parts::smallint[], :ids::uuid[]) as t(part, id),
                               (select set_config('synchronous_commit', 'off', true)) hasty
                         where m.part = t.part
                           and m.id = t.id
                        """)
                .param("at", at(at))
                .param("parts", claims.stream().mapToInt(Claim::part).toArray())
                .param("ids", claims.stream().map(c -> c.id().toString()).toArray(String[]::new))
                .update();
    }

    /// Not taken. Changes nothing when somebody else has taken it over, or it was taken after all.
    ///
    /// @param next when to try again; null to give up
    /// @return whether it changed
    boolean failed(Claim claim, @Nullable Instant next, String error) {
        return jdbc.sql("""
                        update notifications.message
                           set status = :status,
                               next_try = coalesce(:next, next_try),
                               leased_until = null,
                               last_error = :error
                         where part = :part
                           and id = :id
                           and attempts = :attempt
                           and status = 'PENDING'
                        """)
                        .param("status", next == null ? "FAILED" : "PENDING")
                        .param("next", next == null ? null : at(next))
                        .param("error", error)
                        .param("part", claim.part())
                        .param("id", claim.id())
                        .param("attempt", claim.attempt())
                        .update()
                == 1;
    }

    /// Puts it back into line, to this address and in these words.
    void again(UUID id, Letter letter, int attempts, Instant at) {
        jdbc.sql("""
                        update notifications.message
                           set recipient = :recipient,
                               subject = :subject,
                               html = :html,
                               text = :text,
                               status = 'PENDING',
                               attempts_left = :attempts,
                               next_try = :at,
                               last_error = null
                         where part = :part
                           and id = :id
                        """)
                .param("recipient", letter.to().address())
                .param("subject", letter.subject())
                .param("html", letter.html())
                .param("text", letter.text())
                .param("attempts", attempts)
                .param("at", at(at))
                .param("part", letter.order().part())
                .param("id", id)
                .update();
    }

    /// The message and its letter, locked until the end of the transaction.
    Optional<Kept> lock(int part, UUID id) {
        return one(part, id, "for update").query(MessageRows::kept).optional();
    }

    Optional<Message> find(int part, UUID id) {
        return one(part, id, "").query(MessageRows::message).optional();
    }

    private JdbcClient.StatementSpec one(int part, UUID id, String lock) {
        return jdbc.sql("select %s from notifications.message where part = :part and id = :id %s"
                        .formatted(COLUMNS, lock))
                .param("part", part)
                .param("id", id);
    }

    List<Message> of(OrderId order) {
        return jdbc.sql("""
                        select %s
                          from notifications.message
                         where part = :part
                           and order_id = :order
                         order by seq, channel, recipient
                        """.formatted(COLUMNS))
                .param("part", order.part())
                .param("order", order.value())
                .query(MessageRows::message)
                .list();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
