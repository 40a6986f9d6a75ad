package dev.countermand.connectors.mail;

import dev.countermand.accounts.spi.CodeSender;
import dev.countermand.notifications.spi.Messenger.Letter;
import dev.countermand.notifications.spi.Messenger.Party;
import dev.countermand.notifications.spi.Messenger.Refused;
import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.PreencodedMimeBodyPart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/// A letter in the form of RFC 5322: plain text and HTML as alternatives, under the letter's own
/// Message-ID.
final class Envelope extends MimeMessage {

    private static final String QUOTED_PRINTABLE = "quoted-printable";
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String messageId;

    Envelope(Session session, InternetAddress from, Letter letter)
            throws MessagingException, UnsupportedEncodingException, Refused {
        this(session, letter.messageId());
        setFrom(new InternetAddress(from.getAddress(), oneLine(letter.sender()), UTF_8));
        if (letter.replyTo() != null) {
            setReplyTo(new Address[] {address(letter.replyTo())});
        }
        setHeader("X-Countermand-Seller", letter.order().seller().value());
        setHeader(
                "X-Countermand-Order",
                MimeUtility.encodeText(oneLine(letter.order().number()), UTF_8, null));
        write(letter.to(), letter.kind(), letter.writtenAt(), letter.subject(), letter.text(), letter.html());
    }

    Envelope(Session session, InternetAddress from, CodeSender.Mail mail)
            throws MessagingException, UnsupportedEncodingException, Refused {
        this(session, mail.messageId());
        setFrom(from);
        var to = new Party(mail.name(), mail.address());
        write(to, mail.kind(), mail.writtenAt(), mail.subject(), mail.text(), mail.html());
    }

    private Envelope(Session session, String messageId) {
        super(session);
        this.messageId = '<' + messageId + '>';
    }

    private void write(Party to, String kind, Instant writtenAt, String subject, String text, String html)
            throws MessagingException, UnsupportedEncodingException, Refused {
        setRecipient(Message.RecipientType.TO, address(to));
        setSubject(oneLine(subject), UTF_8);
        setSentDate(Date.from(writtenAt));
        setHeader("Auto-Submitted", "auto-generated");
        setHeader("X-Countermand-Kind", kind);
        setContent(new MimeMultipart("alternative", body(text, "plain"), body(html, "html")));
        saveChanges();
    }

    /// Kept as given: the copies of a message are known by it.
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    // Encoded at once and sent in blocks: encoded on its way it would go through the streams byte by byte.
    private static MimeBodyPart body(String text, String subtype) throws MessagingException {
        var encoded = new ByteArrayOutputStream(text.length());
        try (var encoding = MimeUtility.encode(encoded, QUOTED_PRINTABLE)) {
            encoding.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var part = new PreencodedMimeBodyPart(QUOTED_PRINTABLE);
        part.setDataHandler(new DataHandler(
                new ByteArrayDataSource(encoded.toByteArray(), "text/" + subtype + "; charset=" + UTF_8)));
        return part;
    }

    /// Exactly one mailbox; whatever else stands there could never be delivered, or to somebody who was
    /// not meant.
    private static InternetAddress address(Party party) throws Refused, UnsupportedEncodingException {
        try {
            int at = party.address().lastIndexOf('@') + 1;
            var plain = party.address().substring(0, at)
                    + IDN.toASCII(party.address().substring(at), IDN.USE_STD3_ASCII_RULES);
            var address = new InternetAddress(plain, true);
            if (address.isGroup() || !address.getAddress().equals(plain) || !isPlain(plain)) {
                throw new AddressException("not one plain address");
            }
            return new InternetAddress(address.getAddress(), oneLine(party.name()), UTF_8);
        } catch (AddressException | IllegalArgumentException e) {
            throw new Refused("not an e-mail address that SMTP can carry", e);
        }
    }

    private static boolean isPlain(String address) {
        return address.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /// A header is one line: whatever could end it or hide in it becomes a space.
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip();
    }
}
