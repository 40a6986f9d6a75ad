package dev.countermand.notifications.webhooks;

import dev.countermand.notifications.spi.Messenger.Letter;
import dev.countermand.notifications.spi.Messenger.Party;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// SQL of the mails to sellers about their endpoints.
@Repository
class EndpointMailStore {

    /// @param attempt the number of this try
    record Claim(UUID id, Letter letter, int attempt) {

        int part() {
            return letter.order().part();
        }
    }

    private final JdbcClient jdbc;

    EndpointMailStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Keeps a mail, unless one of the same kind about the same endpoint was kept since then.
    void add(UUID id, UUID endpoint, Letter letter, Instant unlessSince) {
        jdbc.sql("""
                        insert into notifications.endpoint_mail
                               (part, order_id, id, endpoint, seller, order_number, kind, recipient, subject, text, html,
                                attempts, next_try, created_at)
                        select :part, :order, :id, :endpoint, :seller, :number, :kind, :recipient, :subject, :text, :html,
                               0, :at, :at
                         where not exists (select
                                             from notifications.endpoint_mail
                                            where endpoint = :endpoint
                                              and kind = :kind
                                              and created_at > :since)
                        """)
                .param("part", letter.order().part())
                .param("order", letter.order().id().value())
                .param("id", id)
                .param("endpoint", endpoint)
                .param("seller", letter.order().seller().value())
                .param("number", letter.order().number())
                .param("kind", letter.kind())
                .param("recipient", letter.to().address())
                .param("subject", letter.subject())
                .param("text", letter.text())
                .param("html", letter.html())
                .param("at", at(letter.writtenAt()))
                .param("since", at(unlessSince))
                .update();
    }

    /// Takes a mail that is due; nobody else gets it before `until`.
    Optional<Claim> claim(Instant now, Instant until) {
        return jdbc.sql("""
                        with due as (
                            select part, id
                              from notifications.endpoint_mail
                             where next_try <= :now
                             order by next_try
                             limit 1
                               for update skip locked)
                        update notifications.endpoint_mail m
                           set attempts = m.attempts + 1,
                               next_try = :until
                          from due
                         where m.part = due.part
                           and m.id = due.id
                        returning m.*
                        """)
                .param("now", at(now))
                .param("until", at(until))
                .query((row, n) -> {
                    var order = DeliveryRows.order(row);
                    var written = row.getObject("created_at", OffsetDateTime.class);
                    var id = row.getObject("id", UUID.class);
                    var letter = new Letter(
                            id + "@countermand.invalid",
                            order,
                            row.getString("kind"),
                            written.toInstant(),
                            "Countermand",
                            new Party("", row.getString("recipient")),
                            null,
                            row.getString("subject"),
                            row.getString("text"),
                            row.getString("html"));
                    return new Claim(id, letter, row.getInt("attempts"));
                })
                .optional();
    }

    /// @param next null when it is done
    void next(Claim claim, @Nullable Instant next) {
        jdbc.sql("""
                        update notifications.endpoint_mail
                           set next_try = :next
                         where part = :part
                           and id = :id
                           and attempts = :attempt
                        """)
                .param("next", next == null ? null : at(next), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("part", claim.part())
                .param("id", claim.id())
                .param("attempt", claim.attempt())
                .update();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
