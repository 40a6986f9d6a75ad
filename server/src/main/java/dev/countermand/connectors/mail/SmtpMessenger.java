package dev.countermand.connectors.mail;

import dev.countermand.connectors.mailbox.Mailbox;
import dev.countermand.notifications.spi.Messenger;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/// Hands messages to customers over by SMTP.
@Component
@EnableConfigurationProperties(SmtpSettings.class)
final class SmtpMessenger implements Messenger {

    private final MailServer server;

    SmtpMessenger(SmtpSettings settings, ObjectProvider<Mailbox> mailbox) throws AddressException {
        this.server = new MailServer(settings, mailbox);
    }

    @Override
    public String channel() {
        return "mail";
    }

    @Override
    public void hand(Letter letter) throws Exception {
        try {
            server.send((session, from) -> new Envelope(session, from, letter));
        } catch (MessagingException e) {
            var refusal = Refusals.permanent(e);
            throw refusal == null ? e : new Refused(refusal, e);
        }
    }
}
