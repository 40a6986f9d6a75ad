package dev.countermand.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/// From a draft to the page that customers read: fields, faults, what it would have done, and into force.
class PolicyJourneysIT extends Journey {

    private static final String SELLER = "ruling";
    private static final double TRIED_MILLIS = 30_000;

    @Test
    void aDraftIsWrittenTriedOnPastOrdersAndPutIntoForce() {
        shop.order("JP-1", SELLER, Shop.email("JP-1"), "en-US");
        shop.call("POST", "/v1/orders/JP-1/cancellations?seller=" + SELLER, "{\"reason\":\"changed_mind\"}", 201);
        shop.order("JP-2", SELLER, Shop.email("JP-2"), "en-US");
        shop.call(
                "POST",
                "/v1/orders/JP-2/changes?seller=" + SELLER,
                "{\"lines\":[{\"line\":\"2\",\"quantity\":1,\"sku\":\"SC-2\",\"title\":\"Wool scarf\"}]}",
                201);
        try (var person = eyes.person(true)) {
            var desk = signIn(person.newPage());
            desk.navigate(shop.url("/desk/policies/" + SELLER));
            desk.getByRole(AriaRole.BUTTON, named("Begin a draft")).press("Enter");
            var window = desk.getByLabel("How long customers may cancel").first();
            window.fill("soon");
            window.press("Enter");
            assertThat(desk.getByRole(AriaRole.NOTE).first()).containsText("Line");
            eyes.glance(desk, "policy-faults");
            window.fill("30 minutes");
            window.press("Enter");
            assertThat(desk.getByText("Back to the text before")).isVisible();
            eyes.look(desk, "policy-draft");

            desk.getByRole(AriaRole.BUTTON, named("Try it").setExact(true)).press("Enter");
            assertThat(desk.getByText("Requests to change").first())
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(TRIED_MILLIS));
            eyes.look(desk, "policy-simulation");

            desk.navigate(shop.url("/desk/policies/" + SELLER));
            desk.getByText("Put it into force…").press("Enter");
            desk.getByRole(AriaRole.BUTTON, named("Put it into force").setExact(true))
                    .press("Enter");
            desk.navigate(shop.url("/desk/policies/" + SELLER + "/versions/" + SELLER + "-1"));
            eyes.glance(desk, "policy-version");
            desk.navigate(shop.url("/policy/" + SELLER));
            assertThat(desk.getByText("30 minutes").first()).isVisible();
            eyes.look(desk, "policy-public");
        }
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
