package dev.countermand.connectors.mailbox.web;

import dev.countermand.connectors.mailbox.Letter;
import dev.countermand.connectors.mailbox.Mail;
import dev.countermand.connectors.mailbox.Mailbox;
import dev.countermand.kernel.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The mailbox for programs that try the server out.
@RestController
@ConditionalOnBooleanProperty("countermand.demo")
class MailboxReading {

    private static final int LIMIT_DEFAULT = 50;
    private static final int LIMIT_MAX = 1000;

    private final Mailbox mailbox;

    MailboxReading(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /// A mail with what it says.
    record MailJson(
            UUID id,
            String messageId,
            Instant receivedAt,
            int copies,
            String from,
            String to,
            String subject,
            @Nullable String order,
            @Nullable String kind,
            @Nullable String text,
            @Nullable String html) {}

    // @param next pass as `after`; absent on the last page
    record Listing(List<MailJson> mails, @Nullable Long next) {}

    // Newest first.
    //
    // @param to only mails with this text in an address or the subject
    // @param order only mails about exactly this order number
    @GetMapping("/mailbox.json")
    Listing list(
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String order,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(defaultValue = "" + LIMIT_DEFAULT) int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw Problem.invalid("range", "limit", "Give a number from 1 to " + LIMIT_MAX + ".");
        }
        var page = mailbox.list(to, order, after, limit);
        return new Listing(page.mails().stream().map(this::json).toList(), page.next());
    }

    private MailJson json(Mail mail) {
        var letter = mailbox.open(mail.id());
        return new MailJson(
                mail.id(),
                mail.messageId(),
                mail.receivedAt(),
                mail.copies(),
                mail.from(),
                mail.to(),
                mail.subject(),
                mail.order(),
                mail.kind(),
                letter.map(Letter::text).orElse(null),
                letter.map(Letter::html).orElse(null));
    }
}
