package dev.countermand.connectors.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.countermand.Database;
import dev.countermand.MutableClock;
import dev.countermand.connectors.mailbox.Mailbox;
import dev.countermand.connectors.mailbox.OpenMailbox;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.notifications.spi.Messenger.Letter;
import dev.countermand.notifications.spi.Messenger.Party;
import dev.countermand.notifications.spi.Messenger.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

class SmtpMessengerTests {

    private static final Instant WRITTEN_AT = Instant.parse("2026-11-20T10:15:00Z");
    private static final OrderRef ORDER =
            new OrderRef(new OrderId(Ids.mint(7, WRITTEN_AT)), new SellerId("kors"), "#W1001 ✂");

    @Test
    void handsTextAndHtmlToTheBuiltInMailboxUnderTheGivenMessageId() throws Exception {
        try (var open = new OpenMailbox(Database.fresh(), new MutableClock(WRITTEN_AT))) {
            var messenger = messenger(settings("", 0, "", ""), open.get());
            var letter = letter(new Party("Ada Example", "ada@example.org"));
            messenger.hand(letter);
            messenger.hand(letter);

            var mail = open.get().list(null, null, null, 10).mails();
            assertThat(mail).hasSize(1);
            assertThat(mail.getFirst().copies()).isEqualTo(2);
            assertThat(mail.getFirst().messageId()).isEqualTo("<m1@shop.example>");
            assertThat(mail.getFirst().order()).isEqualTo("#W1001 ✂");
            assertThat(mail.getFirst().kind()).isEqualTo("cancellation.canceled");
            assertThat(mail.getFirst().subject()).isEqualTo("Canceled: order #W1001 ✂");
            var opened = open.get().open(mail.getFirst().id()).orElseThrow();
            assertThat(opened.text()).isEqualToNormalizingNewlines("Grüße, 2 × Täschchen\n");
            assertThat(opened.html()).isEqualToNormalizingNewlines("<p>Grüße, 2 × Täschchen</p>\n");
            assertThat(opened.source())
                    .contains("Auto-Submitted: auto-generated", "Date: Fri, 20 Nov 2026 10:15:00 +0000")
                    .contains("Reply-To: Michael's Bags <help@bags.example>", "To: Ada Example <ada@example.org>");
        }
    }

    @Test
    void signsInWhereTheServerAsksForIt() throws Exception {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.setUser("shop@shop.example", "shop", "secret");
        server.start();
        try {
            int port = server.getSmtp().getPort();
            messenger(settings("127.0.0.1", port, "shop", "secret"), null)
                    .hand(letter(new Party("Ada", "ada@example.org")));
            assertThat(server.getReceivedMessages()).hasSize(1);
            assertThat(server.getReceivedMessages()[0].getFrom()[0])
                    .hasToString("Michael's Bags <orders@shop.example>");

            var wrong = messenger(settings("127.0.0.1", port, "shop", "wrong"), null);
            assertThatThrownBy(() -> wrong.hand(letter(new Party("Ada", "ada@example.org"))))
                    .isInstanceOf(jakarta.mail.MessagingException.class);
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "recipient, 550, true",
        "recipient, 450, false",
        "data,      554, true",
        "data,      451, false",
        "sender,    550, false"
    })
    void knowsForGoodFromNotNow(String where, int code, boolean forGood) {
        var server = refusing(where, code);
        server.start();
        try {
            var messenger = messenger(settings("127.0.0.1", server.getPortAllocated(), "", ""), null);
            assertThatThrownBy(() -> messenger.hand(letter(new Party("Ada", "ada@example.org"))))
                    .satisfies(e -> assertThat(e instanceof Refused).isEqualTo(forGood))
                    .hasMessageContaining(forGood ? String.valueOf(code) : "");
        } finally {
            server.stop();
        }
    }

    @Test
    void aServerThatIsDownIsNotARefusal() {
        var messenger = messenger(settings("127.0.0.1", 1, "", ""), null);
        assertThatThrownBy(() -> messenger.hand(letter(new Party("Ada", "ada@example.org"))))
                .isInstanceOf(jakarta.mail.MessagingException.class);
    }

    @Test
    void withoutAnyServerItSaysWhichSettingIsMissing() {
        assertThatThrownBy(() ->
                        messenger(settings("", 0, "", ""), null).hand(letter(new Party("Ada", "ada@example.org"))))
                .hasMessageContaining("countermand.smtp.host");
        assertThatThrownBy(() -> new SmtpSettings("mail.shop.example", 587, "", "", "", true))
                .hasMessageContaining("countermand.smtp.from");
        assertThat(settings("mail.shop.example", 587, "shop", "secret"))
                .asString()
                .doesNotContain("secret");
    }

    @Test
    void namesAndSubjectsCannotSmuggleHeaders() throws Exception {
        try (var open = new OpenMailbox(Database.fresh(), new MutableClock(WRITTEN_AT))) {
            var evil = "Ada\r\nBcc: eve@example.org\r\n\r\n<b>hello</b>";
            messenger(settings("", 0, "", ""), open.get())
                    .hand(new Letter(
                            "m2@shop.example",
                            ORDER,
                            "cancellation.canceled",
                            WRITTEN_AT,
                            evil,
                            new Party(evil, "ada@example.org"),
                            new Party(evil, "help@bags.example"),
                            "Canceled\r\nBcc: eve@example.org\r\n\r\nbody",
                            "text",
                            "html"));
            var mail = open.get().list(null, null, null, 10).mails().getFirst();
            assertThat(mail.to()).isEqualTo("ada@example.org");
            var source = open.get().open(mail.id()).orElseThrow().source();
            var head = source.substring(0, source.indexOf("\r\n\r\n"));
            assertThat(head.lines()).noneMatch(line -> line.startsWith("Bcc:") || line.startsWith("<b>"));
            assertThat(head).contains("Message-ID: <m2@shop.example>", "multipart/alternative");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "ada@",
                "@example.org",
                "ada@example.org, eve@example.org",
                "ada@example.org\r\nRCPT TO:<eve@example.org>",
                "list: ada@example.org, eve@example.org;",
                "Ada <ada@example.org>",
                "ad a@example.org",
                "äda@example.org"
            })
    void anAddressThatIsNotOnePlainAddressIsRefusedForGood(String address) {
        assertThatThrownBy(
                        () -> messenger(settings("127.0.0.1", 1, "", ""), null).hand(letter(new Party("Ada", address))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void anInternationalDomainTravelsInItsAsciiForm() throws Exception {
        try (var open = new OpenMailbox(Database.fresh(), new MutableClock(WRITTEN_AT))) {
            messenger(settings("", 0, "", ""), open.get())
                    .hand(letter(new Party("Käthe Müller", "kaethe@müller.example")));
            assertThat(open.get().list(null, null, null, 10).mails().getFirst().to())
                    .isEqualTo("kaethe@xn--mller-kva.example");
        }
    }

    private static SmtpSettings settings(String host, int port, String user, String password) {
        return new SmtpSettings(host, port, user, password, host.isEmpty() ? "" : "orders@shop.example", false);
    }

    private static SmtpMessenger messenger(SmtpSettings settings, @Nullable Mailbox mailbox) {
        var beans = new StaticListableBeanFactory();
        if (mailbox != null) {
            beans.addBean("mailbox", mailbox);
        }
        try {
            return new SmtpMessenger(settings, beans.getBeanProvider(Mailbox.class));
        } catch (jakarta.mail.internet.AddressException e) {
            throw new AssertionError(e);
        }
    }

    private static Letter letter(Party to) {
        return new Letter(
                "m1@shop.example",
                ORDER,
                "cancellation.canceled",
                WRITTEN_AT,
                "Michael's Bags",
                to,
                new Party("Michael's Bags", "help@bags.example"),
                "Canceled: order #W1001 ✂",
                "Grüße, 2 × Täschchen\n",
                "<p>Grüße, 2 × Täschchen</p>\n");
    }

    /// A mail server that says no at one step.
    private static SMTPServer refusing(String where, int code) {
        return SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandlerFactory((MessageContext context) -> new MessageHandler() {
                    @Override
                    public void from(String address) throws RejectException {
                        refuse("sender");
                    }

                    @Override
                    public void recipient(String address) throws RejectException {
                        refuse("recipient");
                    }

                    @Override
                    public @Nullable String data(InputStream data) throws RejectException, IOException {
                        data.readAllBytes();
                        refuse("data");
                        return null;
                    }

                    @Override
                    public void done() {}

                    private void refuse(String step) throws RejectException {
                        if (step.equals(where)) {
                            throw new RejectException(code, "no " + step);
                        }
                    }
                })
                .build();
    }
}
