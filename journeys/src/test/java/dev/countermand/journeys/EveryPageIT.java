package dev.countermand.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The pages that no other journey comes by: nobody is kept out of them, on a desk or a phone.
class EveryPageIT extends Journey {

    @Test
    void theDeskOfAnOperatorHasNoBarrier() {
        var number = shop.order("JE-2");
        var hook = shop.call(
                        "POST",
                        "/v1/webhooks/endpoints",
                        "{\"seller\":\"totes\",\"url\":\"https://hooks.example.org/a\",\"description\":\"Till\"}",
                        201)
                .path("id")
                .asString();
        shop.call("POST", "/v1/keys", "{\"seller\":\"totes\",\"role\":\"warehouse\",\"name\":\"Packing\"}", 201);
        var order = shop.call("GET", "/v1/orders/" + number + "?seller=totes", "", 200)
                .path("id")
                .asString();
        var person = shop.call("GET", "/v1/people", "", 200).at("/people/0/id").asString();
        var pages = new ArrayList<>(List.of("account", "people", "people/new", "people/" + person, "keys"));
        pages.addAll(List.of("settings/totes", "webhooks", "webhooks/" + hook, "money", "partners", "partners/totes"));
        shop.call("PUT", "/v1/sellers/ruled/terms", "{\"window\":\"PT720H\"}", 201);
        pages.addAll(List.of("policies", "policies/ruled", "policies/ruled/versions/ruled-1"));
        pages.addAll(List.of("queue/print", "orders/" + order + "/packing", "orders/" + order + "/release", "nowhere"));
        try (var browser = eyes.person(true)) {
            var desk = browser.newPage();
            eyes.glance(signInAs(desk, "operator@demo.example"), "sign-in");
            for (var page : pages) {
                desk.navigate(shop.url("/desk/" + page));
                assertThat(desk.url()).as("signed in").doesNotContain("sign-in");
                eyes.glance(desk, page);
            }
            // What went wrong at the desk is told within the desk.
            assertThat(desk.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Back to the desk")))
                    .isVisible();
            assertThat(desk.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Queue")))
                    .isVisible();
        }
    }

    @Test
    void whatAnybodyCanOpenHasNoBarrier() {
        shop.order("JE-3");
        try (var browser = eyes.person(true, "de-DE")) {
            var page = browser.newPage();
            for (var open : List.of(
                    "desk/sign-in",
                    "desk/forgotten",
                    "verify",
                    "money/totes",
                    "policy/totes",
                    "contact/totes",
                    "mailbox",
                    "no")) {
                page.navigate(shop.url("/" + open));
                eyes.glance(page, open);
            }
        }
    }

    @Test
    void aReaderIsOfferedNothingThatHeMayNotDo() {
        var number = shop.order("JE-1");
        shop.release(number);
        shop.call("POST", "/v1/orders/" + number + "/cancellations?seller=totes", "{\"reason\":\"too_slow\"}", 202);
        var key = shop.call(
                        "POST",
                        "/v1/keys",
                        "{\"seller\":\"totes\",\"name\":\"Board\",\"rights\":[\"see_orders\",\"see_money\"]}",
                        201)
                .path("key")
                .asString();
        try (var browser = eyes.person(true)) {
            var desk = browser.newPage();
            desk.navigate(shop.url("/desk/sign-in"));
            desk.getByText("Sign in with an API key").click();
            desk.locator("#key").fill(key);
            desk.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in with this key"))
                    .click();
            desk.navigate(shop.url("/desk"));
            assertThat(desk.getByText(number)).isVisible();
            assertThat(desk.getByText("I take it")).hasCount(0);
            assertThat(desk.getByText("Too late")).hasCount(0);
            eyes.glance(desk, "reader");
        }
    }

    private static Page signInAs(Page page, String email) {
        page.navigate(shop.url("/desk/sign-in"));
        page.locator("#email").fill(email);
        page.locator("#password").fill(shop.password());
        page.locator("#password").press("Enter");
        page.waitForURL(url -> !url.contains("sign-in"));
        return page;
    }
}
