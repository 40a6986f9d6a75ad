package dev.countermand.policies.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Desk;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// The form of a draft loses nothing that was typed, and says when something overtook the draft.
@AppTest
class DraftFormTests {

    private static final String SAVED = "policy: 1\ncancel:\n  window: 30 minutes\n";

    @LocalServerPort
    int port;

    @Autowired
    MutableClock clock;

    private final String seller = "forms-" + UUID.randomUUID();
    private final String base = "/desk/policies/" + seller;

    private Desk desk;

    @BeforeEach
    void aDraftIsSaved() {
        desk = Desk.signedIn(port, Desk.key(port, seller, "seller"));
        desk.post(base + "/begin", "from", "");
        desk.post(base + "/draft", "revision", "1", "source", SAVED);
    }

    private String page() {
        return desk.get(base).text();
    }

    @Test
    void whatWasTypedIntoTheTextIsKeptWhenAFieldIsWritten() {
        var typed = SAVED + "  # typed\n";
        var written = desk.post(
                base + "/fields",
                "revision",
                "2",
                "source",
                typed.replace("\n", "\r\n"),
                "window",
                "30 minutes",
                "released",
                "person");
        assertThat(written.header("Location")).isEqualTo(base + "?done=policies.written#fields");
        assertThat(page()).contains("# typed", "released: person", "window: 30 minutes");
    }

    @Test
    void whatWasEnteredInAFieldIsKeptWhenTheTextIsSaved() {
        var typed = SAVED.replace("30 minutes", "2 hours");
        desk.post(base + "/draft", "revision", "2", "source", typed, "window", "30 minutes", "fee", "10%");
        assertThat(page()).contains("window: 2 hours", "fee: 10%");
    }

    @Test
    void whereFieldAndTextSayDifferentThingsNothingIsSavedAndNothingLost() {
        var typed = SAVED.replace("30 minutes", "2 hours") + "  # typed\n";
        var clash = desk.post(base + "/fields", "revision", "2", "source", typed, "window", "3 hours");
        assertThat(clash.status()).isEqualTo(422);
        assertThat(clash.text())
                .contains("“How long customers may cancel” says one thing in the field and another in the text")
                .contains("href=\"#field-window\"", "value=\"3 hours\"", "window: 2 hours", "# typed");
        assertThat(page()).contains("Save 2, by ", "window: 30 minutes");
        var both = desk.post(base + "/fields", "revision", "2", "source", typed, "window", "2 hours");
        assertThat(both.status()).isEqualTo(303);
        assertThat(page()).contains("Save 3, by ", "window: 2 hours", "# typed");
    }

    @Test
    void aTextThatCannotBeReadComesAgainWithTheFields() {
        var broken = "policy: [ # typed";
        var again = desk.post(base + "/fields", "revision", "2", "source", broken, "window", "3 hours");
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text()).contains("policy: [ # typed", "value=\"3 hours\"", "change the text itself");
        assertThat(page()).contains("Save 2, by ");
    }

    @Test
    void aDraftThatAnotherVersionOvertookSaysWhatItUndoes() {
        assertThat(page()).doesNotContain("This draft was begun when");
        clock.advance(Duration.ofSeconds(1));
        var made = Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .send("PUT", "/v1/sellers/" + seller + "/policy", "application/yaml", "policy: 1\n# new\n");
        assertThat(made.status()).isEqualTo(201);
        var page = page().replaceAll("\\s+", " ");
        assertThat(page)
                .contains(
                        "This draft was begun when default-1 was in force. " + seller + "-1 is in force since then",
                        "What " + seller + "-1 says otherwise than default-1",
                        "+ </span># new");
        assertThat(page.substring(page.indexOf("Put it into force…")))
                .contains("came into force after this draft was begun under default-1");
    }
}
