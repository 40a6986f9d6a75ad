package dev.countermand.connectors.mail;

import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/// Tells a server that will never take this message from one that may take it later.
final class Refusals {

    private static final int PERMANENT = 500;

    private Refusals() {}

    /// What the server said when it refused for good; null when trying again may help. A 5xx about the
    /// recipient or the content is for good; one about our own sender or our sign-in is a setting that
    /// the operator will mend.
    static @Nullable String permanent(MessagingException failure) {
        for (@Nullable Exception e = failure; e instanceof MessagingException m; e = m.getNextException()) {
            if (e instanceof SMTPAddressFailedException a && a.getReturnCode() >= PERMANENT) {
                return said(a);
            }
            if (e instanceof SMTPSendFailedException s && s.getReturnCode() >= PERMANENT && isAboutContent(s)) {
                return said(s);
            }
        }
        return null;
    }

    private static boolean isAboutContent(SMTPSendFailedException e) {
        var command = e.getCommand();
        return command != null && (command.equals(".") || command.startsWith("DATA"));
    }

    private static String said(MessagingException e) {
        return e.getMessage() == null ? "refused" : e.getMessage().strip();
    }
}
