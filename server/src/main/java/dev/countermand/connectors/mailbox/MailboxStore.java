package dev.countermand.connectors.mailbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// All SQL of the mailbox.
@Repository
class MailboxStore {

    private static final String COLUMNS = """
            id,
            place,
            message_id,
            received_at,
            last_at,
            copies,
            sender,
            recipients,
            subject,
            order_number,
            kind
            """;

    private final JdbcClient jdbc;

    MailboxStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Throws away the mails about an order number to an address.
    void drop(String order, String address) {
        jdbc.sql("delete from mailbox.mail where order_number = :order and position(:address in lower(recipients)) > 0")
                .param("order", order)
                .param("address", address)
                .update();
    }

    /// Keeps a mail, or counts one more copy of it.
    void keep(Mail mail, byte[] raw) {
        jdbc.sql("""
                        insert into mailbox.mail
                            (id, message_id, received_at, last_at, copies, sender, recipients, subject,
                             order_number, kind, search, raw)
                        values
                            (:id, :messageId, :at, :at, 1, :sender, :recipients, :subject,
                             :order, :kind, :search, :raw)
                        on conflict (message_id) do update
                           set copies = mail.copies + 1,
                               last_at = excluded.last_at
                        """)
                .param("id", mail.id())
                .param("messageId", mail.messageId())
                .param("at", at(mail.receivedAt()))
                .param("sender", mail.from())
                .param("recipients", mail.to())
                .param("subject", mail.subject())
                .param("order", mail.order())
                .param("kind", mail.kind())
                .param("search", search(mail))
                .param("raw", raw)
                .update();
    }

    private static String search(Mail mail) {
        var order = mail.order() == null ? "" : mail.order();
        return String.join("\n", mail.from(), mail.to(), mail.subject(), order).toLowerCase(Locale.ROOT);
    }

    /// Forgets all but the newest.
    void keepNewest(int count) {
        jdbc.sql("""
                        delete from mailbox.mail
                         where id in (select id from mailbox.mail order by place desc offset :count)
                        """).param("count", count).update();
    }

    /// @param staffs whether also mails that let somebody in at the desk
    List<Mail> list(@Nullable String query, @Nullable String order, long after, int limit, boolean staffs) {
        return jdbc.sql("""
                        select %s
                          from mailbox.mail
                         where place < :after
                           and (cast(:query as text) is null or position(:query in search) > 0)
                           and (cast(:order as text) is null or order_number = :order)
                           and (:staffs or kind is null or kind not like 'accounts.%%')
                         order by place desc
                         limit :limit
                        """.formatted(COLUMNS))
                .param("after", after)
                .param("query", query == null ? null : query.toLowerCase(Locale.ROOT))
                .param("order", order)
                .param("staffs", staffs)
                .param("limit", limit)
                .query(MailboxStore::mail)
                .list();
    }

    Optional<Mail> find(UUID id) {
        return jdbc.sql("select %s from mailbox.mail where id = :id".formatted(COLUMNS))
                .param("id", id)
                .query(MailboxStore::mail)
                .optional();
    }

    Optional<byte[]> raw(UUID id) {
        return jdbc.sql("select raw from mailbox.mail where id = :id")
                .param("id", id)
                .query((row, n) -> row.getBytes("raw"))
                .optional();
    }

    private static Mail mail(ResultSet row, int n) throws SQLException {
        return new Mail(
                row.getObject("id", UUID.class),
                row.getLong("place"),
                row.getString("message_id"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_at", OffsetDateTime.class).toInstant(),
                row.getInt("copies"),
                row.getString("sender"),
                row.getString("recipients"),
                row.getString("subject"),
                row.getString("order_number"),
                row.getString("kind"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
