package dev.countermand.connectors.mailbox;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.MessageHandlerFactory;
import org.subethamail.smtp.RejectException;

/// Takes what a client hands over. The client reads 250 only after the mail is committed.
@Component
@ConditionalOnBooleanProperty("countermand.demo")
class Intake implements MessageHandlerFactory {

    static final int MAIL_BYTES_MAX = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int MAILS_MAX = 10_000;
    private static final int TIDY_EVERY = 100;
    private static final int FIELD_MAX = 500;
    private static final int TRY_LATER = 451;
    private static final int TOO_LARGE = 552;

    private final MailboxStore store;
    private final Clock clock;
    private final AtomicLong taken = new AtomicLong();

    Intake(MailboxStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public MessageHandler create(MessageContext context) {
        return new Session();
    }

    private final class Session implements MessageHandler {

        private String from = "";
        private final List<String> to = new ArrayList<>();

        @Override
        public void from(String address) {
            from = address;
        }

        @Override
        public void recipient(String address) {
            to.add(address);
        }

        @Override
        public @Nullable String data(InputStream data) throws RejectException, IOException {
            var raw = data.readNBytes(MAIL_BYTES_MAX + 1);
            if (raw.length > MAIL_BYTES_MAX) {
                data.transferTo(OutputStream.nullOutputStream());
                throw new RejectException(TOO_LARGE, "5.3.4 larger than a mailbox for tries takes");
            }
            try {
                keep(raw, from, String.join(", ", to));
                return null;
            } catch (DataAccessException e) {
                LOG.warn("the mailbox could not keep a mail: {}", e.getMessage());
                throw new RejectException(TRY_LATER, "4.3.0 not kept, try again");
            }
        }

        @Override
        public void done() {
            // Nothing is held between mails.
        }
    }

    private void keep(byte[] raw, String from, String to) {
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        store.keep(
                read(raw, new Mail(UUID.randomUUID(), 0, digest(raw), at, at, 1, cut(from), cut(to), "", null, null)),
                raw);
        if (taken.incrementAndGet() % TIDY_EVERY == 0) {
            store.keepNewest(MAILS_MAX);
        }
    }

    /// A mail whose headers cannot be read is kept all the same, under the digest of its bytes.
    private static Mail read(byte[] raw, Mail bare) {
        try {
            var mail = Letter.open(raw);
            var messageId = mail.getMessageID();
            var subject = Letter.header(mail, "Subject");
            return new Mail(
                    bare.id(),
                    bare.place(),
                    cut(messageId == null ? bare.messageId() : messageId),
                    bare.receivedAt(),
                    bare.lastAt(),
                    1,
                    cut(Objects.requireNonNullElse(Letter.header(mail, "From"), bare.from())),
                    bare.to(),
                    subject == null ? "" : cut(subject),
                    cutOrNull(Letter.header(mail, "X-Countermand-Order")),
                    cutOrNull(Letter.header(mail, "X-Countermand-Kind")));
        } catch (MessagingException e) {
            return bare;
        }
    }

    private static @Nullable String cutOrNull(@Nullable String text) {
        return text == null ? null : cut(text);
    }

    /// PostgreSQL takes no NUL, and a list no endless line.
    private static String cut(String text) {
        var clean = text.replace("\0", "");
        return clean.length() > FIELD_MAX ? clean.substring(0, FIELD_MAX) : clean;
    }

    private static String digest(byte[] raw) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(raw);
            return '<' + HexFormat.of().formatHex(hash) + "@without-id>";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
