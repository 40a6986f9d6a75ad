package dev.countermand.connectors.mail;

import dev.countermand.notifications.spi.Messenger.Letter;
import dev.countermand.notifications.spi.Messenger.Party;
import dev.countermand.notifications.spi.Messenger.Refused;
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
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/// A letter in the form of RFC 5322: plain text and HTML as alternatives, under the letter's own
/// Message-ID.
final class Envelope extends MimeMessage {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String messageId;

    Envelope(Session session, InternetAddress from, Letter letter)
            throws MessagingException, UnsupportedEncodingException, Refused {
        super(session);
        this.messageId = '<' + letter.messageId() + '>';
        setFrom(new InternetAddress(from.getAddress(), oneLine(letter.sender()), UTF_8));
        setRecipient(Message.RecipientType.TO, address(letter.to()));
        if (letter.replyTo() != null) {
            setReplyTo(new Address[] {address(letter.replyTo())});
        }
        setSubject(oneLine(letter.subject()), UTF_8);
        setSentDate(Date.from(letter.writtenAt()));
        setHeader("Auto-Submitted", "auto-generated");
        setHeader("X-Countermand-Kind", letter.kind());
        setHeader("X-Countermand-Seller", letter.order().seller().value());
        setHeader(
                "X-Countermand-Order",
                MimeUtility.encodeText(oneLine(letter.order().number()), UTF_8, null));
        setContent(new MimeMultipart("alternative", body(letter.text(), "plain"), body(letter.html(), "html")));
        saveChanges();
    }

    /// Kept as given: the copies of a message are known by it.
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    private static MimeBodyPart body(String text, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text, UTF_8, subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
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
