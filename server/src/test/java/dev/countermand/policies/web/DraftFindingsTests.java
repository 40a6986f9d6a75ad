package dev.countermand.policies.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Desk;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What the check finds in a draft is told at the desk, as the command tells it.
@AppTest
class DraftFindingsTests {

    private static final String SHADOWED = """
            policy: 1
            law: none
            cancel:
              window: 30 minutes
              exceptions:
                - name: Lamps
                  when: {category: lamps}
                  open: person
                - name: Red lamps
                  when: {category: lamps, country: DE}
                  open: never
            """;

    @LocalServerPort
    int port;

    private final String seller = "findings-" + UUID.randomUUID();
    private final String base = "/desk/policies/" + seller;

    private Desk desk;

    @BeforeEach
    void aDraftIsBegun() {
        desk = Desk.signedIn(port, Desk.key(port, seller, "seller"));
        desk.post(base + "/begin", "from", "");
    }

    private String saved(String revision, String source) {
        desk.post(base + "/draft", "revision", revision, "source", source);
        return desk.get(base).text().replaceAll("\\s+", " ");
    }

    @Test
    void everyFindingStandsThereWithItsPlaceHowSureItIsAndAnOrder() {
        var page = saved("1", SHADOWED);
        assertThat(page)
                .contains(
                        "It can be put into force, but one thing in it is probably wrong:",
                        "An exception never decides",
                        "data-line=\"9\"",
                        "Line 9, column 7:",
                        "- name: Red lamps",
                        "The exception 'Red lamps' never decides",
                        "Proven: it holds for every order.",
                        "For example: an order of ",
                        "delivered to Germany",
                        "of the category lamps")
                .doesNotContain("This document can be put into force.");
    }

    @Test
    void whereItIsPutIntoForceWhatIsProbablyWrongIsNamedAgain() {
        var page = saved("1", SHADOWED);
        assertThat(page.substring(page.indexOf("Put it into force…")))
                .contains("The check found one thing that is probably wrong:", "Line 9: An exception never decides");
        page = saved("2", "policy: 1\nlaw: none\ncancel:\n  window: 30 minutes\n");
        assertThat(page.substring(page.indexOf("Put it into force…"))).doesNotContain("The check found");
    }

    @Test
    void whatIsOnlyWorthKnowingDoesNotStandInTheWay() {
        var page = saved("1", "policy: 1\nlaw: [eu]\ncancel:\n  window: 30 minutes\n  never: [gift_card]\n");
        assertThat(page)
                .contains(
                        "This document can be put into force.",
                        "Goods without a way out",
                        "The law gives customers more",
                        "gift cards")
                .containsPattern("\\d things worth knowing")
                .doesNotContain("probably wrong");
    }
}
