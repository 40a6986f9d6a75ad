package dev.countermand.policies.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Desk;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import dev.countermand.orders.Snapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Versions that have not begun: what follows, what replaces what, and what is taken back.
@AppTest
class PlannedVersionTests {

    private static final String SMALL = "policy: 1\ncancel:\n  window: 30 minutes\n";
    private static final String OTHER = "policy: 1\ncancel:\n  window: 1 hour\n";
    private static final String LATER = "?from=2099-01-01T00:00:00Z";

    @LocalServerPort
    int port;

    @Autowired
    MutableClock clock;

    private final String seller = "plans-" + UUID.randomUUID();
    private final String base = "/desk/policies/" + seller;
    private final String api = "/v1/sellers/" + seller + "/policy";

    private Desk desk;

    @BeforeEach
    void aSellerIsKnown() {
        desk = Desk.signedIn(port, Desk.key(port, seller, "seller"));
    }

    private Http.Reply put(String document, String more) {
        var made = operator()
                .with("Content-Type", "application/yaml")
                .send("PUT", api + more, "application/yaml", document);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made;
    }

    private Http operator() {
        return Http.at(port).as(AppTest.OPERATOR_KEY);
    }

    private Http.Reply delete(Http who, String version) {
        return who.delete(api + "/versions/" + version);
    }

    private String text(String path) {
        return desk.get(path).text().replaceAll("\\s+", " ");
    }

    @Test
    void aPlannedVersionIsTakenBackAtTheDeskAfterAQuestionAndStaysInTheList() {
        put(SMALL, "");
        put(OTHER, LATER);
        var address = base + "/versions/" + seller + "-2";
        assertThat(text(address))
                .contains("Take it back…", "It will never begin then.", "on " + seller + "-1 will hold.");
        assertThat(desk.post(address + "/withdraw").header("Location")).isEqualTo(address + "?done=policies.withdrawn");
        assertThat(text(address)).contains("Taken back by ", "before it began").doesNotContain("Take it back…");
        assertThat(text(base)).contains("Taken back", seller + "-2").doesNotContain(">Planned<");
        assertThat(operator().get(api).json().path("planned")).isEmpty();
        assertThat(desk.post(base + "/versions/" + seller + "-1/withdraw").status())
                .as("in force")
                .isEqualTo(409);
        assertThat(desk.post(base + "/versions/" + seller + "-9/withdraw").status())
                .isEqualTo(404);
    }

    @Test
    void theApiTakesItBackOnceAndForAll() {
        put(SMALL, "");
        assertThat(put(OTHER, LATER).json().path("planned")).hasSize(1);
        var gone = delete(operator(), seller + "-2");
        assertThat(gone.status()).as(gone.text()).isEqualTo(200);
        assertThat(gone.json().path("planned")).isEmpty();
        assertThat(delete(operator(), seller + "-2").status()).isEqualTo(200);
        var begun = delete(operator(), seller + "-1");
        assertThat(begun.status()).isEqualTo(409);
        assertThat(begun.code()).isEqualTo("version_begun");
        assertThat(delete(operator(), seller + "-7").status()).isEqualTo(404);
        assertThat(delete(Http.at(port).as(Desk.key(port, "other-" + seller, "seller")), seller + "-1")
                        .status())
                .isEqualTo(404);
        assertThat(delete(Http.at(port).as(Desk.key(port, seller, "warehouse")), seller + "-1")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aLaterOneForTheSameInstantReplacesTheEarlierAndTheListSaysSo() {
        put(SMALL, LATER);
        var both = put(OTHER, LATER).json().path("planned");
        assertThat(both).hasSize(1);
        assertThat(both.get(0).path("version").asString()).isEqualTo(seller + "-2");
        assertThat(text(base))
                .contains("Replaced", seller + "-2 was published later for the same instant")
                .containsOnlyOnce(">Planned<");
        desk.post(base + "/versions/" + seller + "-2/withdraw");
        assertThat(text(base)).contains(">Planned<", "Taken back").doesNotContain("Replaced");
    }

    @Test
    void whoPutsADraftIntoForceReadsWhatFollowsIt() {
        put(OTHER, LATER);
        desk.post(base + "/begin", "from", "small-shop");
        var page = text(base);
        assertThat(page.substring(page.indexOf("Put it into force…")))
                .contains("What is planned for later begins all the same:", seller + "-1, for orders placed from");
        desk.post(base + "/release", "revision", "1", "from", "");
        assertThat(operator()
                        .get(api)
                        .json()
                        .path("planned")
                        .get(0)
                        .path("version")
                        .asString())
                .isEqualTo(seller + "-1");
    }

    @Test
    void anOrderThatItsShopPlacedAheadBindsTheVersion() {
        var soon = clock.instant().plus(Duration.ofHours(2));
        put(SMALL, "?from=" + soon);
        order(soon.plus(Duration.ofHours(1)));
        var bound = delete(operator(), seller + "-1");
        assertThat(bound.status()).as(bound.text()).isEqualTo(409);
        assertThat(bound.code()).isEqualTo("version_bound");
    }

    private void order(Instant placed) {
        var snapshot =
                Snapshots.example().put("seller", seller).put("number", seller).put("placedAt", placed.toString());
        var made = operator().put("/v1/orders/" + seller, snapshot.toString());
        assertThat(made.status()).as(made.text()).isIn(200, 201);
    }

    @Test
    void whereTwoPeopleAreWantedTwoTakeItBack() {
        put(OTHER, LATER);
        var other = Desk.signedIn(port, Desk.key(port, seller, "seller"));
        desk.post(base + "/two-people", "wanted", "true");
        var address = base + "/versions/" + seller + "-1";
        assertThat(delete(operator(), seller + "-1").code()).isEqualTo("second_person");
        assertThat(text(address)).contains("Propose to take it back…");
        assertThat(desk.post(address + "/withdraw").header("Location")).isEqualTo(address + "?done=policies.proposed");
        assertThat(desk.post(address + "/withdraw").status()).isEqualTo(403);
        assertThat(text(address))
                .contains("wants to take it back", "Leave it planned")
                .doesNotContain("Agree and");
        assertThat(other.post(address + "/keep").status()).isEqualTo(303);
        desk.post(address + "/withdraw");
        assertThat(other.get(address).text()).contains("Agree and take it back…");
        assertThat(other.post(address + "/withdraw").header("Location"))
                .isEqualTo(address + "?done=policies.withdrawn");
        assertThat(operator().get(api).json().path("planned")).isEmpty();
    }
}
