package dev.countermand.connectors.mailbox;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// A mail opened: its first plain text and its first HTML, and the source as it came. Broken mails open
/// as their source.
public final class Letter {

    private static final int DEPTH_MAX = 10;

    // Making one reads the class path; one serves all.
    private static final Session SESSION = Session.getInstance(new Properties());

    private final byte[] raw;
    private @Nullable String text;
    private @Nullable String html;

    Letter(byte[] raw) {
        this.raw = raw;
        try {
            read(open(raw), 0);
        } catch (MessagingException | IOException e) {
            text = text == null ? source() : text;
        }
    }

    static MimeMessage open(byte[] raw) throws MessagingException {
        return new MimeMessage(SESSION, new ByteArrayInputStream(raw));
    }

    /// A header in readable words; null when it is not there or not readable.
    static @Nullable String header(MimeMessage mail, String name) {
        try {
            var value = mail.getHeader(name, null);
            return value == null ? null : MimeUtility.decodeText(MimeUtility.unfold(value));
        } catch (MessagingException | UnsupportedEncodingException e) {
            return null;
        }
    }

    private void read(Part part, int depth) throws MessagingException, IOException {
        if (depth > DEPTH_MAX) {
            return;
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                read(inner, depth + 1);
            }
        } else if (part.isMimeType("text/html") && html == null) {
            html = String.valueOf(part.getContent());
        } else if (part.isMimeType("text/plain") && text == null) {
            text = String.valueOf(part.getContent());
        }
    }

    /// The plain text; null when there is none.
    public @Nullable String text() {
        return text;
    }

    /// The HTML as it came, not to be trusted; null when there is none.
    public @Nullable String html() {
        return html;
    }

    /// Headers and bodies as they came over the wire.
    public String source() {
        return new String(raw, StandardCharsets.UTF_8);
    }
}
