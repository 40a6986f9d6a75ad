package dev.countermand.policies.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Desk;
import dev.countermand.Http;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// A version at the desk: read as customers would, and begun with again.
@AppTest
class VersionDeskTests {

    private static final String SMALL = "policy: 1\ncancel:\n  window: 30 minutes\n";
    private static final String OTHER = "policy: 1\ncancel:\n  window: 7 hours\n";

    @LocalServerPort
    int port;

    private final String seller = "versions-" + UUID.randomUUID();
    private final String base = "/desk/policies/" + seller;

    private Desk desk;

    @BeforeEach
    void aVersionIsInForceAndAnotherPlanned() {
        desk = Desk.signedIn(port, Desk.key(port, seller, "seller"));
        put(SMALL, "");
        put(OTHER, "?from=2099-01-01T00:00:00Z");
    }

    private void put(String document, String more) {
        var made = Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .send("PUT", "/v1/sellers/" + seller + "/policy" + more, "application/yaml", document);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    private String text(String path) {
        var page = desk.get(path);
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return page.text().replaceAll("\\s+", " ");
    }

    @Test
    void aPlannedVersionIsReadAsCustomersWillAndTheyDoNotReadItYet() {
        var address = base + "/versions/" + seller + "-2";
        assertThat(text(address)).contains("href=\"" + address + "/customers\"");
        assertThat(text(address + "/customers"))
                .contains("as customers will read it from", "You have 7 hours", "Canceling itself costs nothing.")
                .doesNotContain("30 minutes");
        assertThat(text(base + "/versions/" + seller + "-1/customers"))
                .contains("as customers read it now", "You have 30 minutes");
        assertThat(Http.at(port)
                        .get("/policy/" + seller + "?at=2099-02-01T00:00:00Z")
                        .text())
                .contains("You have 30 minutes")
                .doesNotContain("7 hours");
        assertThat(desk.get(base + "/versions/" + seller + "-5/customers").status())
                .isEqualTo(404);
        var stranger = Desk.signedIn(port, Desk.key(port, "other-" + seller, "seller"));
        assertThat(stranger.get(address + "/customers").status()).isEqualTo(404);
        assertThat(stranger.get(base + "/draft/customers").status()).isEqualTo(404);
    }

    @Test
    void aDraftIsReadAsCustomersWould() {
        assertThat(desk.get(base + "/draft/customers").status()).isEqualTo(404);
        desk.post(base + "/begin", "from", "");
        desk.post(base + "/draft", "revision", "1", "source", "policy: 1\ncancel:\n  window: 9 hours\n");
        assertThat(text(base)).contains("Read the saved draft as customers would");
        assertThat(text(base + "/draft/customers")).contains("This is save 2 of the draft", "You have 9 hours");
        desk.post(base + "/draft", "revision", "2", "source", "policy: 1\ncancel:\n  windw: 9 hours\n");
        assertThat(desk.get(base + "/draft/customers").status()).isEqualTo(409);
        assertThat(text(base)).doesNotContain("Read the saved draft");
    }

    @Test
    void aDraftBeginsWithAnEarlierVersion() {
        var third = "policy: 1\ncancel:\n  window: 3 hours\n";
        put(third, "");
        assertThat(text(base)).contains("<option value=\"" + seller + "-1\">version " + seller + "-1, for orders from");
        assertThat(text(base + "/versions/" + seller + "-1")).contains("Begin a draft with this version");
        assertThat(desk.post(base + "/begin", "from", seller + "-1").header("Location"))
                .isEqualTo(base + "#draft");
        assertThat(text(base)).contains("window: 30 minutes </textarea>");
        assertThat(text(base + "/versions/" + seller + "-1"))
                .contains("Somebody is writing a draft already")
                .doesNotContain("Begin a draft with this version");
        assertThat(desk.post(base + "/begin", "from", "").status()).isEqualTo(409);
        desk.post(base + "/discard", "revision", "1");
        assertThat(desk.post(base + "/begin", "from", "other-1").status()).isEqualTo(404);
    }

    @Test
    void templatesNameTheSchemaOfThisServer() {
        desk.post(base + "/begin", "from", "small-shop");
        assertThat(text(base)).contains("$schema=http://localhost:" + port + "/policy.schema.json");
    }
}
