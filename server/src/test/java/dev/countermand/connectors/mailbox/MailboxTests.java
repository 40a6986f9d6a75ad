package dev.countermand.connectors.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.Database;
import dev.countermand.MutableClock;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailboxTests {

    private final Database database = Database.fresh();
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:15:00Z"));
    private OpenMailbox open;
    private Mailbox mailbox;

    @BeforeEach
    void open() {
        open = new OpenMailbox(database, clock);
        mailbox = open.get();
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void keepsWhatCameOverSmtpWithItsTextAndItsHtml() throws Exception {
        send("""
                From: Shop <shop@example.org>
                To: Ada <ada@example.org>
                Subject: =?UTF-8?Q?Canceled=3A_order_=23W1_=F0=9F=A7=B5?=
                Message-ID: <one@example.org>
                X-Countermand-Order: #W1
                X-Countermand-Kind: cancellation.canceled
                MIME-Version: 1.0
                Content-Type: multipart/alternative; boundary="x"

                --x
                Content-Type: text/plain; charset=UTF-8

                the words
                --x
                Content-Type: text/html; charset=UTF-8

                <p>the words</p>
                --x--
                """, "ada@example.org");

        var mail = mailbox.list(null, null, null, 10).mails().getFirst();
        assertThat(mail.subject()).isEqualTo("Canceled: order #W1 🧵");
        assertThat(mail.order()).isEqualTo("#W1");
        assertThat(mail.kind()).isEqualTo("cancellation.canceled");
        assertThat(mail.to()).isEqualTo("ada@example.org");
        assertThat(mail.copies()).isOne();
        assertThat(mail.receivedAt()).isEqualTo(clock.instant());
        var letter = mailbox.open(mail.id()).orElseThrow();
        assertThat(letter.text()).isEqualToIgnoringNewLines("the words");
        assertThat(letter.html()).isEqualToIgnoringNewLines("<p>the words</p>");
        assertThat(letter.source()).startsWith("Received: ").contains("Message-ID: <one@example.org>");
    }

    @Test
    void countsCopiesOfOneMessageIdInsteadOfShowingASecondMail() throws Exception {
        send(simple("<same@x>", "first"), "ada@example.org");
        clock.advance(Duration.ofMinutes(5));
        send(simple("<same@x>", "first"), "ada@example.org");

        var mails = mailbox.list(null, null, null, 10).mails();
        assertThat(mails).hasSize(1);
        assertThat(mails.getFirst().copies()).isEqualTo(2);
        assertThat(mails.getFirst().lastAt()).isEqualTo(clock.instant());
        assertThat(mails.getFirst().receivedAt()).isEqualTo(clock.instant().minus(Duration.ofMinutes(5)));
    }

    @Test
    void findsByAddressAndByExactOrderNumber() throws Exception {
        send("X-Countermand-Order: W1\n" + simple("<a@x>", "one"), "ada@example.org");
        send("X-Countermand-Order: W10\n" + simple("<b@x>", "two"), "Bob@Example.org");

        assertThat(subjects(mailbox.list(null, "W1", null, 10))).containsExactly("one");
        assertThat(subjects(mailbox.list("bob@EXAMPLE", null, null, 10))).containsExactly("two");
        assertThat(subjects(mailbox.list("100%_'", null, null, 10))).isEmpty();
    }

    @Test
    void listsNewestFirstPageByPageWithoutGapOrRepeat() throws Exception {
        for (int i = 0; i < 7; i++) {
            send(simple("<" + i + "@x>", "mail " + i), "ada@example.org");
            if (i % 2 == 0) {
                clock.advance(Duration.ofSeconds(1));
            }
        }
        var seen = new ArrayList<String>();
        Long after = null;
        do {
            var page = mailbox.list(null, null, after, 3);
            seen.addAll(subjects(page));
            after = page.next();
        } while (after != null);

        assertThat(seen).hasSize(7);
        assertThat(new HashSet<>(seen)).hasSize(7);
        assertThat(seen.getFirst()).isEqualTo("mail 6");
        assertThat(seen.getLast()).isEqualTo("mail 0");
    }

    @Test
    void keepsMailsThatNobodyCouldReadAndMailsWithoutAnyHeader() throws Exception {
        send("Content-Type: multipart/mixed; boundary=\n\n--\n\u0000\n", "ada@example.org");
        send("\n\n", "ada@example.org");

        var mails = mailbox.list(null, null, null, 10).mails();
        assertThat(mails).hasSize(2);
        assertThat(mails).allSatisfy(mail -> {
            assertThat(mail.messageId()).isNotBlank();
            assertThat(mailbox.open(mail.id())).isPresent();
        });
    }

    @Test
    void refusesAMailThatIsTooLarge() {
        var large = simple("<large@x>", "large") + "x".repeat(70).concat("\n").repeat(16_000);
        assertThatThrownBy(() -> send(large, "ada@example.org"))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("552");
        assertThat(mailbox.list(null, null, null, 10).mails()).isEmpty();
    }

    @Test
    void keepsOnlyTheNewest() throws Exception {
        var store = new MailboxStore(database.jdbc());
        for (int i = 0; i < 5; i++) {
            send(simple("<" + i + "@x>", "mail " + i), "ada@example.org");
            clock.advance(Duration.ofSeconds(1));
        }
        store.keepNewest(2);
        assertThat(subjects(mailbox.list(null, null, null, 10))).containsExactly("mail 4", "mail 3");
        assertThat(mailbox.find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void listensOnTheLoopbackInterfaceOnly() throws Exception {
        for (var network : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address :
                    network.inetAddresses().filter(a -> !a.isLoopbackAddress()).toList()) {
                try (var socket = new Socket()) {
                    assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, mailbox.port()), 500))
                            .isInstanceOf(java.io.IOException.class);
                }
            }
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), mailbox.port())) {
            assertThat(new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII))
                    .isEqualTo("220 ");
        }
    }

    @Test
    void opensAgainAfterItWasClosed() throws Exception {
        mailbox.stop();
        assertThat(mailbox.isRunning()).isFalse();
        assertThatThrownBy(mailbox::port).hasMessageContaining("closed");
        mailbox.start();
        send(simple("<again@x>", "again"), "ada@example.org");
        assertThat(subjects(mailbox.list(null, null, null, 10))).containsExactly("again");
    }

    private static List<String> subjects(Mailbox.Page page) {
        return page.mails().stream().map(Mail::subject).toList();
    }

    private static String simple(String messageId, String subject) {
        return "Message-ID: " + messageId + "\nSubject: " + subject + "\n\nbody\n";
    }

    private void send(String source, String to) throws MessagingException {
        var properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", mailbox.port());
        var session = Session.getInstance(properties);
        var bytes = source.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        var mail = new MimeMessage(session, new ByteArrayInputStream(bytes)) {
            @Override
            public void saveChanges() {
                // As it stands, byte by byte.
            }
        };
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            transport.sendMessage(mail, InternetAddress.parse(to));
        }
    }
}
