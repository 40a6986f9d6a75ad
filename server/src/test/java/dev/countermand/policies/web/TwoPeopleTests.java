package dev.countermand.policies.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Desk;
import dev.countermand.Http;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What waits for a second person is where that person looks, and who did what is kept.
@AppTest
class TwoPeopleTests {

    private static final String SMALL = "policy: 1\ncancel:\n  window: 30 minutes\n";

    @LocalServerPort
    int port;

    private final String seller = "two-" + UUID.randomUUID();
    private final String base = "/desk/policies/" + seller;

    private Desk one;
    private Desk other;

    @BeforeEach
    void twoPeopleOfASeller() {
        one = signedIn("Ada " + seller);
        other = signedIn("Ben " + seller);
    }

    private Desk signedIn(String name) {
        var made = Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .post("/v1/keys", "{\"seller\": \"" + seller + "\", \"role\": \"seller\", \"name\": \"" + name + "\"}");
        return Desk.signedIn(port, made.json().path("key").asString());
    }

    private void propose() {
        one.post(base + "/two-people", "wanted", "true");
        one.post(base + "/begin", "from", "");
        one.post(base + "/draft", "revision", "1", "source", SMALL);
        one.post(base + "/release", "revision", "2", "from", "");
    }

    @Test
    void theRuleIsAskedAboutFirstAndSaysWhoCanTakeItBack() {
        assertThat(one.get(base).text())
                .contains("Let two people put terms into force…", "Only an operator can take this back.");
    }

    @Test
    void aProposalStandsAboveTheQueueOfWhoMayAgreeAndInTheListOfPolicies() {
        propose();
        assertThat(other.get("/desk").text())
                .contains("One proposal waits for you", "proposes new terms of " + seller, base + "#draft");
        assertThat(one.get("/desk").text()).doesNotContain("One proposal waits for you");
        var warehouse = Desk.signedIn(port, Desk.key(port, seller, "warehouse"));
        assertThat(warehouse.get("/desk").text()).doesNotContain("proposes new terms");
        var stranger = Desk.signedIn(port, Desk.key(port, "other-" + seller, "seller"));
        assertThat(stranger.get("/desk").text()).doesNotContain("proposes new terms of " + seller);
        var operator = Desk.signedIn(port, AppTest.OPERATOR_KEY);
        assertThat(operator.get("/desk/policies").text())
                .contains("Waits for a second person:", "proposes new terms of " + seller);
    }

    @Test
    void theVersionNamesWhoProposedItAndWhoAgreed() {
        propose();
        assertThat(other.post(base + "/release", "revision", "2", "from", "").status())
                .isEqualTo(303);
        assertThat(one.get(base + "/versions/" + seller + "-1").text().replaceAll("\\s+", " "))
                .containsPattern("Proposed by [^;]+; [^;]+ agreed\\.");
        assertThat(other.get("/desk").text()).doesNotContain("One proposal waits for you");
    }
}
