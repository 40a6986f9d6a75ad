package dev.countermand.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A seller's keys of Stripe are entered at the desk. Stripe itself is never called.
class StripeJourneysIT extends Journey {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keysAreEnteredAndNeverShownAgain(boolean javaScript) {
        try (var person = eyes.person(javaScript)) {
            var desk = signIn(person.newPage());
            var seller = "journey-stripe-" + javaScript;
            shop.call("POST", "/v1/keys", "{\"seller\": \"" + seller + "\"}", 201);
            desk.navigate(shop.url("/desk/partners/" + seller));
            desk.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Set up Stripe"))
                    .click();
            assertThat(desk.getByText("Nothing was entered yet")).isVisible();
            desk.getByLabel("Key of the API").fill("pk_live_notASecretAtAll");
            save(desk);
            assertThat(desk.getByRole(AriaRole.ALERT)).containsText("publishable key");
            assertThat(desk.getByLabel("Key of the API")).hasValue("");
            if (javaScript) {
                eyes.look(desk, "stripe-trouble");
            }
            desk.getByLabel("Key of the API").fill("rk_test_journeyJourney1234");
            desk.getByLabel("Signing secret").fill("whsec_journeyJourneyJourney");
            save(desk);
            assertThat(desk.getByText("rk_test_…1234")).isVisible();
            assertThat(desk.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .containsText("test mode");
            if (javaScript) {
                eyes.look(desk, "stripe-account");
            }
            desk.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Forget the keys"))
                    .click();
            assertThat(desk.getByText("The keys were forgotten")).isVisible();
        }
    }

    private static void save(Page desk) {
        desk.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Save").setExact(true))
                .click();
    }
}
