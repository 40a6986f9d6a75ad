package dev.countermand.connectors.mail;

import dev.countermand.connectors.mailbox.Mailbox;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/// Speaks SMTP: one connection per message, so that one bad message cannot spoil another.
final class MailServer {

    private static final Logger LOG = LoggerFactory.getLogger(MailServer.class);

    private static final int TLS_PORT = 465;
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
    private static final int READ_TIMEOUT_MILLIS = 60_000;
    private static final int WRITE_TIMEOUT_MILLIS = 30_000;

    private final SmtpSettings settings;
    private final ObjectProvider<Mailbox> mailbox;
    private final InternetAddress from;

    // Making one reads the class path; one serves all threads.
    private final Supplier<Session> sessions = SingletonSupplier.of(this::session);

    MailServer(SmtpSettings settings, ObjectProvider<Mailbox> mailbox) throws AddressException {
        this.settings = settings;
        this.mailbox = mailbox;
        this.from = new InternetAddress(settings.from(), true);
    }

    /// Makes a mail for a session.
    interface Writer {
        MimeMessage write(Session session, InternetAddress from) throws Exception;
    }

    /// Hands a mail over; returns when the other side took it.
    void send(Writer writer) throws Exception {
        var session = sessions.get();
        var mail = writer.write(session, from);
        var transport = session.getTransport();
        try {
            transport.connect(user(settings.username()), user(settings.password()));
            transport.sendMessage(mail, mail.getAllRecipients());
        } finally {
            close(transport);
        }
    }

    /// What goes wrong in saying goodbye does not undo what was taken.
    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.debug("closing the connection to the mail server: {}", e.getMessage());
        }
    }

    private Session session() {
        var properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.connectiontimeout", CONNECT_TIMEOUT_MILLIS);
        properties.put("mail.smtp.timeout", READ_TIMEOUT_MILLIS);
        properties.put("mail.smtp.writetimeout", WRITE_TIMEOUT_MILLIS);
        properties.put("mail.smtp.quitwait", false);
        properties.put(
                "mail.smtp.localhost",
                from.getAddress().substring(from.getAddress().indexOf('@') + 1));
        if (settings.hasHost()) {
            properties.put("mail.smtp.host", settings.host());
            properties.put("mail.smtp.port", settings.port());
            boolean tlsFirst = settings.port() == TLS_PORT;
            properties.put("mail.smtp.auth", !settings.username().isBlank());
            properties.put("mail.smtp.ssl.enable", tlsFirst);
            properties.put("mail.smtp.starttls.enable", settings.starttls() && !tlsFirst);
            properties.put("mail.smtp.starttls.required", settings.starttls() && !tlsFirst);
        } else {
            properties.put("mail.smtp.host", "127.0.0.1");
            properties.put("mail.smtp.port", builtIn().port());
        }
        return Session.getInstance(properties);
    }

    private Mailbox builtIn() {
        var builtIn = mailbox.getIfAvailable();
        if (builtIn == null) {
            throw new IllegalStateException("no mail server: set countermand.smtp.host");
        }
        return builtIn;
    }

    private @Nullable String user(String text) {
        return text.isBlank() || !settings.hasHost() ? null : text;
    }
}
