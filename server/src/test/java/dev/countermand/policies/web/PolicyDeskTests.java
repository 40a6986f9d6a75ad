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

/// A seller's terms written at the desk, and by the API.
@AppTest
class PolicyDeskTests {

    private static final String SMALL = "policy: 1\ncancel:\n  window: 30 minutes\n";

    @LocalServerPort
    int port;

    @Autowired
    MutableClock clock;

    private final String seller = "desk-" + UUID.randomUUID();
    private final String base = "/desk/policies/" + seller;

    private Desk desk;

    @BeforeEach
    void aSellerIsKnown() {
        desk = Desk.signedIn(port, Desk.key(port, seller, "seller"));
    }

    private String page() {
        var page = desk.get(base);
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return page.text();
    }

    private Http.Reply put(String document, String more) {
        return Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .with("Content-Type", "application/yaml")
                .send("PUT", "/v1/sellers/" + seller + "/policy" + more, "application/yaml", document);
    }

    @Test
    void aDocumentIsBegunSavedCheckedComparedAndPutIntoForce() {
        assertThat(page()).contains("In force: default-1", "Nobody is writing new terms.");
        assertThat(desk.post(base + "/begin", "from", "small-shop").status()).isEqualTo(303);
        assertThat(page()).contains("Save 1, by ", "This document can be put into force.", "What it changes");

        var wrong = "policy: 1\ncancel:\n  windo: 30 minutes\n";
        assertThat(desk.post(base + "/draft", "revision", "1", "source", wrong.replace("\n", "\r\n"))
                        .status())
                .isEqualTo(303);
        assertThat(page())
                .contains("One thing cannot stand:", "Line 3, column 3:", "Save 2, by ")
                .doesNotContain("Put it into force");
        assertThat(desk.post(base + "/release", "revision", "2", "from", "").status())
                .isEqualTo(422);

        desk.post(base + "/draft", "revision", "2", "source", SMALL);
        assertThat(page()).contains("class=\"added\"", "window: 30 minutes", "Put it into force…");
        var done = desk.post(base + "/release", "revision", "3", "from", "");
        assertThat(done.header("Location")).isEqualTo(base + "?done=policies.in_force");
        assertThat(page())
                .contains("In force: " + seller + "-1", "You have 30 minutes", "Nobody is writing new terms.");
        assertThat(desk.get(base + "/versions/" + seller + "-1").text())
                .contains("What it changed", "window: 30 minutes", "Published by ");
        assertThat(desk.get(base + "/versions/other-1").status()).isEqualTo(404);
        assertThat(Http.at(port).get("/policy/" + seller).text()).contains("You have 30 minutes");
    }

    @Test
    void nobodyOverwritesOrPublishesWhatHeHasNotSeen() {
        desk.post(base + "/begin", "from", "");
        desk.post(base + "/draft", "revision", "1", "source", SMALL);
        var late = desk.post(base + "/draft", "revision", "1", "source", "policy: 1\n# mine\n");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("Somebody has changed or removed this draft meanwhile", "# mine");
        assertThat(desk.post(base + "/release", "revision", "1", "from", "").status())
                .isEqualTo(409);
        assertThat(desk.post(base + "/discard", "revision", "2").header("Location"))
                .isEqualTo(base + "?done=policies.discarded");
        assertThat(page()).contains("Nobody is writing new terms.", "In force: default-1");
    }

    @Test
    void twoPeopleWhereTheSellerWantsThem() {
        var other = Desk.signedIn(port, Desk.key(port, seller, "seller"));
        assertThat(desk.post(base + "/two-people", "wanted", "true").status()).isEqualTo(303);
        desk.post(base + "/begin", "from", "");
        desk.post(base + "/draft", "revision", "1", "source", SMALL);
        assertThat(desk.post(base + "/release", "revision", "2", "from", "2099-01-31T08:00")
                        .header("Location"))
                .isEqualTo(base + "?done=policies.proposed");
        assertThat(desk.post(base + "/release", "revision", "2", "from", "").status())
                .isEqualTo(403);
        assertThat(put(SMALL, "").status()).isEqualTo(403);
        assertThat(Http.at(port)
                        .as(AppTest.OPERATOR_KEY)
                        .put("/v1/sellers/" + seller + "/terms", "{\"open\": \"never\"}")
                        .status())
                .as("the other door")
                .isEqualTo(403);
        assertThat(desk.post(base + "/two-people", "wanted", "false").status()).isEqualTo(403);
        assertThat(other.get(base).text()).contains("proposes this document", "Agree and put it into force…");
        assertThat(other.post(base + "/release", "revision", "2", "from", "").header("Location"))
                .isEqualTo(base + "?done=policies.in_force");
        assertThat(page()).contains("Planned", "In force: default-1");
        assertThat(Http.at(port).get("/policy/" + seller).text()).doesNotContain("30 minutes");
    }

    @Test
    void aDocumentIsPublishedAndReadByTheApi() {
        var made = put(SMALL, "");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().path("version").asString()).isEqualTo(seller + "-1");
        assertThat(made.json().path("document").asString()).isEqualTo(SMALL);
        assertThat(put(SMALL, "").status()).isEqualTo(200);
        var later = put("policy: 1\n", "?from=2099-01-01T00:00:00Z");
        assertThat(later.json().path("planned").get(0).path("version").asString())
                .isEqualTo(seller + "-2");
        assertThat(later.json().path("version").asString()).isEqualTo(seller + "-1");
        clock.advance(Duration.ofSeconds(1));
        var read = Http.at(port).as(AppTest.OPERATOR_KEY).get("/v1/sellers/" + seller + "/policy");
        assertThat(read.json().path("document").asString()).isEqualTo(SMALL);
    }

    @Test
    void theSameKeyWithAnotherBeginningIsAnotherRequest() {
        var keyed = Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .with("Idempotency-Key", UUID.randomUUID().toString());
        var path = "/v1/sellers/" + seller + "/policy";
        assertThat(keyed.send("PUT", path, "application/yaml", SMALL).status()).isEqualTo(201);
        assertThat(keyed.send("PUT", path, "application/yaml", SMALL).status()).isEqualTo(201);
        var other = keyed.send("PUT", path + "?from=2099-01-01T00:00:00Z", "application/yaml", SMALL);
        assertThat(other.status()).as(other.text()).isEqualTo(422);
        assertThat(other.text()).contains("key_reused");
    }

    @Test
    void faultsAreToldWithTheirPlaceAndNothingIsPublished() {
        var wrong = put("policy: 1\ncancel:\n  window: soon\n  opn: never\n", "");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text()).contains("/cancel/window", "Line 3, column ", "Line 4, column 3");
        var past = put("policy: 1\ncancel:\n  window: 7 minutes\n", "?from=2026-01-01T00:00:00Z");
        assertThat(past.status()).isEqualTo(422);
        assertThat(past.text()).contains("from_in_past");
        assertThat(Http.at(port)
                        .as(AppTest.OPERATOR_KEY)
                        .get("/v1/sellers/" + seller + "/policy")
                        .text())
                .as("nothing was published")
                .doesNotContain("7 minutes");
        assertThat(put(SMALL, "?from=tomorrow").status()).isEqualTo(422);
        assertThat(put("", "").status()).isIn(400, 422);
        assertThat(Http.at(port)
                        .as(AppTest.OPERATOR_KEY)
                        .get("/v1/sellers/" + seller + "/policy")
                        .json()
                        .path("version")
                        .asString())
                .isEqualTo("default-1");
    }

    @Test
    void commonTermsAreFieldsThatWriteIntoTheTextAndTheTextBeforeComesBack() {
        desk.post(base + "/begin", "from", "");
        var mine = "policy: 1\n# mine\ncancel:\n  window: 30 minutes # short\n";
        desk.post(base + "/draft", "revision", "1", "source", mine);
        var page = page();
        assertThat(page).contains("Common terms as fields", "name=\"window\" value=\"30 minutes\"");
        var written = desk.post(
                base + "/fields",
                "revision",
                "2",
                "window",
                "2 hours",
                "released",
                "person",
                "person",
                "",
                "person",
                "service",
                "fee",
                "");
        assertThat(written.header("Location")).isEqualTo(base + "?done=policies.written#fields");
        assertThat(page())
                .contains(
                        "# mine", "released: person", "window: 2 hours # short", "person: service", "Back to the text");
        desk.post(base + "/fields", "revision", "3", "window", "soon");
        assertThat(page()).contains("id=\"field-window-wrong\"", "aria-invalid=\"true\"", "One thing cannot stand:");
        assertThat(desk.post(base + "/undo", "revision", "4").header("Location"))
                .isEqualTo(base + "?done=policies.undone#draft");
        assertThat(page()).contains("window: 2 hours # short").doesNotContain("window: soon");
        assertThat(desk.post(base + "/fields", "revision", "4", "window", "1 hour")
                        .status())
                .isEqualTo(409);
        desk.post(base + "/draft", "revision", "5", "source", "policy: [");
        assertThat(page()).contains("They come back once the text below can be read.");
    }

    @Test
    void nobodySeesOrChangesAnothersAndAWarehouseNone() {
        var stranger = Desk.signedIn(port, Desk.key(port, "other-" + seller, "seller"));
        assertThat(stranger.get(base).status()).isEqualTo(404);
        assertThat(stranger.post(base + "/begin", "from", "").status()).isEqualTo(404);
        assertThat(stranger.post(base + "/draft", "revision", "0", "source", SMALL)
                        .status())
                .isEqualTo(404);
        assertThat(stranger.post(base + "/fields", "revision", "1", "window", "1 day")
                        .status())
                .isEqualTo(404);
        assertThat(stranger.post(base + "/undo", "revision", "1").status()).isEqualTo(404);
        var warehouse = Desk.signedIn(port, Desk.key(port, seller, "warehouse"));
        assertThat(warehouse.get(base).status()).isEqualTo(403);
        assertThat(warehouse.post(base + "/begin", "from", "").status()).isEqualTo(403);
        assertThat(Http.at(port)
                        .as(Desk.key(port, "other-" + seller, "seller"))
                        .get("/v1/sellers/" + seller + "/policy")
                        .status())
                .isEqualTo(404);
    }
}
