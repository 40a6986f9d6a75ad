package dev.countermand.connectors.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.connectors.fulfilment.PagesBench;
import dev.countermand.connectors.sandbox.town.Companies;
import dev.countermand.connectors.sandbox.town.Odds;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// The sandbox's page: for whoever opens the demo.
class SandboxPagesTests extends PagesBench {

    @Autowired
    Companies companies;

    @Autowired
    DemoClock clock;

    @Test
    void showsTheCompaniesTheirShopAndTheClock() {
        var page = get("/sandbox");
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.text())
                .contains("Sandbox warehouse", "Sandbox carrier", "Sandbox payment provider", "S1001", "S1002")
                .contains("The clock of this demo", "Stops the units, %");
    }

    @Test
    void oddsAreChangedByAFormAndMustAddUp() {
        var page = get("/sandbox");
        var odds = "never=10&late=5&twice=6&early=0&lost=8&delay=9&later=600&seed=77";
        var wrong = post(page, "/sandbox/companies/carrier", "yes=70&no=30&" + odds);
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text()).contains("must make 100 together", "value=\"70\"");
        assertThat(post(page, "/sandbox/companies/carrier", "yes=x&no=30&" + odds)
                        .status())
                .isEqualTo(422);
        var done = post(page, "/sandbox/companies/carrier", "yes=60&no=30&" + odds);
        assertThat(done.header("Location")).isEqualTo("/sandbox?done=sandbox.odds#carrier");
        assertThat(companies.odds(Companies.CARRIER)).isEqualTo(new Odds(60, 30, 10, 5, 6, 0, 8, 9, 600, 77));
        assertThat(post(page, "/sandbox/companies/bank", "yes=60").status()).isEqualTo(404);
    }

    @Test
    void oneMoreOrderIsPlacedPaidAndBeingPacked() {
        var page = get("/sandbox");
        assertThat(post(page, "/sandbox/orders", "").header("Location")).contains("done=sandbox.order");
        assertThat(get("/sandbox").text()).contains("S1003");
    }

    @Test
    void theClockGoesForwardAndEveryPageSaysSo() {
        var before = clock.ahead();
        var page = get("/sandbox");
        for (var wrong : new String[] {"amount=-3&unit=hours", "amount=3&unit=years", "amount=&unit=days"}) {
            assertThat(post(page, "/sandbox/clock", wrong).status()).isEqualTo(422);
        }
        assertThat(clock.ahead()).isEqualTo(before);
        assertThat(post(page, "/sandbox/clock", "amount=3&unit=hours").status()).isEqualTo(303);
        assertThat(clock.ahead()).isEqualTo(before.plus(Duration.ofHours(3)));
        for (var path : new String[] {"/", "/sandbox", "/mailbox", "/desk/sign-in"}) {
            assertThat(get(path).text()).contains("The clock of this demo is");
        }
    }
}
