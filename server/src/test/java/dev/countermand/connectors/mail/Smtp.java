package dev.countermand.connectors.mail;

import dev.countermand.connectors.mailbox.Mailbox;
import dev.countermand.notifications.spi.Messenger;
import jakarta.mail.internet.AddressException;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/// The real messenger for tests of other rooms.
public final class Smtp {

    private Smtp() {}

    /// Speaks SMTP to this mailbox.
    public static Messenger to(Mailbox mailbox) {
        var beans = new StaticListableBeanFactory();
        beans.addBean("mailbox", mailbox);
        try {
            var settings = new SmtpSettings("", 0, "", "", "", false);
            return new SmtpMessenger(settings, beans.getBeanProvider(Mailbox.class));
        } catch (AddressException e) {
            throw new AssertionError(e);
        }
    }
}
