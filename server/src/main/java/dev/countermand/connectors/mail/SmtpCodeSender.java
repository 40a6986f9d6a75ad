package dev.countermand.connectors.mail;

import dev.countermand.accounts.spi.CodeSender;
import dev.countermand.connectors.mailbox.Mailbox;
import dev.countermand.notifications.spi.Messenger;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Hands mails to people of the shop over by SMTP.
@Component
final class SmtpCodeSender implements CodeSender {

    private final MailServer server;

    SmtpCodeSender(SmtpSettings settings, ObjectProvider<Mailbox> mailbox) throws AddressException {
        this.server = new MailServer(settings, mailbox);
    }

    @Override
    public void send(Mail mail) throws Exception {
        try {
            server.send((session, from) -> new Envelope(session, from, mail));
        } catch (Messenger.Refused e) {
            throw new Refused(String.valueOf(e.getMessage()), e);
        } catch (MessagingException e) {
            var refusal = Refusals.permanent(e);
            throw refusal == null ? e : new Refused(refusal, e);
        }
    }
}
