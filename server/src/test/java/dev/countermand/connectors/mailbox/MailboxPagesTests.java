package dev.countermand.connectors.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

@AppTest
@TestPropertySource(properties = "countermand.demo=true")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MailboxPagesTests {

    @LocalServerPort
    int port;

    @Autowired
    Mailbox mailbox;

    @Test
    @Order(1)
    void anEmptyMailboxSaysThatItIsTheDemosAndWhatToDo() {
        var page = Http.at(port).get("/mailbox");
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.text()).contains("This is the demo mailbox", "No mail yet", "links that open orders");
        assertThat(Http.at(port).get("/mailbox?q=nothing").text()).contains("No such mail");
    }

    @Test
    void showsMailsNewestFirstWithTheirCopies() throws Exception {
        send("<first@x>", "W1", "first <script>alert(1)</script>", "<p>one</p>");
        send("<second@x>", "W2", "second", "<p>two</p>");
        send("<second@x>", "W2", "second", "<p>two</p>");

        var page = Http.at(port).get("/mailbox?q=ada@example.org").text();
        assertThat(page).contains("first &lt;script&gt;", "received 2 times").doesNotContain("<script>alert");
        assertThat(page.indexOf(">second<")).isPositive().isLessThan(page.indexOf(">first &lt;"));
        var json = Http.at(port).get("/mailbox.json?order=W2").json().path("mails");
        assertThat(json.size()).isOne();
        assertThat(json.get(0).path("copies").asInt()).isEqualTo(2);
        assertThat(json.get(0).path("text").asString()).isEqualTo("in words");
        assertThat(json.get(0).path("html").asString()).isEqualTo("<p>two</p>");
        assertThat(Http.at(port).get("/mailbox.json?limit=0").status()).isEqualTo(422);
    }

    @Test
    void theHtmlOfAMailCanDoNothingInOurName() throws Exception {
        send("<evil@x>", "W3", "evil", "<script>steal()</script><form action='https://evil.example'></form>");
        var id = Http.at(port)
                .get("/mailbox.json?order=W3")
                .json()
                .path("mails")
                .get(0)
                .path("id")
                .asString();

        var page = Http.at(port).get("/mailbox/" + id);
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.text()).doesNotContain("<script>steal").contains("src=\"/mailbox/" + id + "/html\"");
        assertThat(frame(page.text())).contains("sandbox=").doesNotContain("allow-scripts", "allow-same-origin");
        assertThat(page.response().headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("frame-src 'self'", "script-src 'self'");

        var html = Http.at(port).get("/mailbox/" + id + "/html");
        assertThat(html.text()).contains("steal()");
        assertThat(html.response().headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("sandbox allow-popups")
                .contains("default-src 'none'", "form-action 'none'", "frame-ancestors 'self'")
                .doesNotContain("allow-scripts", "allow-same-origin");
        assertThat(html.header("X-Frame-Options")).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(Http.at(port).get("/mailbox/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(Http.at(port).get("/mailbox/nonsense").status()).isEqualTo(404);
        assertThat(Http.at(port).get("/mailbox/nonsense/html").status()).isEqualTo(404);
    }

    private static String frame(String page) {
        var frame = Pattern.compile("<iframe[^>]*>").matcher(page);
        assertThat(frame.find()).isTrue();
        return frame.group();
    }

    private void send(String messageId, String order, String subject, String html) throws MessagingException {
        var properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", mailbox.port());
        var session = Session.getInstance(properties);
        var mail = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", messageId);
            }
        };
        mail.setFrom("shop@example.org");
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress("ada@example.org"));
        mail.setSubject(subject);
        mail.setHeader("X-Countermand-Order", order);
        mail.setContent(new MimeMultipart("alternative", part("in words", "plain"), part(html, "html")));
        mail.saveChanges();
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            transport.sendMessage(mail, mail.getAllRecipients());
        }
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text, "UTF-8", subtype);
        return part;
    }
}
