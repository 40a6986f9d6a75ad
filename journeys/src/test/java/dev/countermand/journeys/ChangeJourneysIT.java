package dev.countermand.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/// Something else in the place of what was ordered, and another address: by the shopper and at the desk.
class ChangeJourneysIT extends Journey {

    /// Two shirts of which the shop has another color and a dearer one, and a scarf that is as it is.
    private static String order(String number) {
        shop.call("PUT", "/v1/orders/" + number, """
                {"seller":"totes","number":"%1$s","placedAt":"2026-11-20T10:15:00Z","currency":"EUR",
                 "customer":{"id":"c-%1$s","name":"Ada Example","email":"%2$s","locale":"en-US","country":"DE"},
                 "billingAddress":{"name":"Ada Example","line1":"1 Test Street","city":"Berlin","postalCode":"10115","country":"DE"},
                 "lines":[{"line":"1","sku":"S-RED","title":"Linen shirt","quantity":2,"unitPrice":4900,"attributes":{"color":"red"},
                           "metadata":{"alternatives":[
                             {"sku":"S-BLUE","title":"Linen shirt","attributes":{"color":"blue"}},
                             {"sku":"S-LONG","title":"Linen shirt, long sleeves","attributes":{"color":"red"},"unitPrice":5900}]}},
                          {"line":"2","sku":"SC-1","title":"Silk scarf","quantity":1,"unitPrice":4990}],
                 "payments":[{"id":"pay1","tender":"card","gateway":"manual","amount":14790,"captured":true}]}
                """.formatted(number, Shop.email(number)), 201);
        return number;
    }

    @Test
    void aShopperHasAnotherColorAndAnotherAddressAndHoldsTheProof() {
        var number = order("JC-1");
        try (var shopper = eyes.person(true)) {
            var page = openByMail(shopper.newPage(), number);
            page.getByRole(AriaRole.LINK, named("Change…")).click();
            page.getByRole(AriaRole.BUTTON, named("Review the change")).click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("Nothing is chosen");
            page.getByLabel("Instead of Linen shirt").selectOption("S-LONG");
            page.getByLabel("How many of Linen shirt go").fill("1");
            eyes.look(page, "change-choose");
            page.getByRole(AriaRole.BUTTON, named("Review the change")).click();
            assertThat(page.getByText("€10.00 more is to be paid.")).isVisible();
            eyes.look(page, "change-meaning");
            page.getByRole(AriaRole.BUTTON, named("Change the order").setExact(true))
                    .click();
            assertThat(page.locator(".word")).hasText("Order changed");
            assertThat(shop.mail(number, "Changed").path("text").asString())
                    .contains("Linen shirt, long sleeves")
                    .contains("/r/rcp_");
            page.reload();
            page.getByRole(AriaRole.LINK, named("Receipt R-")).first().click();
            assertThat(page.getByText("comes in its place")).isVisible();
            eyes.glance(page, "change-receipt");

            page = openByMail(page, number);
            page.getByRole(AriaRole.LINK, named("Another address…")).click();
            page.getByLabel("Street and number").fill("2 New Street");
            page.getByLabel("City").fill("Hamburg");
            page.getByLabel("Postal code").fill("20095");
            eyes.look(page, "change-address");
            page.getByRole(AriaRole.BUTTON, named("Review the change")).click();
            assertThat(page.getByText("Ada Example, 2 New Street")).isVisible();
            eyes.glance(page, "change-address-meaning");
            page.getByRole(AriaRole.BUTTON, named("Change the order").setExact(true))
                    .click();
            assertThat(page.locator(".word")).hasText("Order changed");
            eyes.look(page, "changed");
            assertThat(shop.call("GET", "/v1/orders/" + number + "?seller=totes", "", 200)
                            .at("/shippingAddress/city")
                            .asString())
                    .isEqualTo("Hamburg");
        }
    }

    @Test
    void theDeskPutsSomethingElseIntoAnOrderThatIsBeingPackedByKeyboard() {
        var number = order("JC-2");
        shop.release(number);
        try (var person = eyes.person(true)) {
            var desk = signIn(person.newPage());
            desk.navigate(shop.url("/desk/orders?q=" + number));
            desk.getByRole(AriaRole.LINK, named(number)).click();
            desk.getByRole(AriaRole.LINK, named("Change…").setExact(true)).press("Enter");
            eyes.look(desk, "desk-change");
            desk.getByLabel("Article for Silk scarf").focus();
            desk.keyboard().type("SC-2");
            desk.keyboard().press("Tab");
            desk.keyboard().type("Wool scarf");
            desk.keyboard().press("Tab");
            desk.keyboard().type("39.90");
            desk.keyboard().press("Enter");
            assertThat(desk.getByText("€10.00 comes back.")).isVisible();
            eyes.glance(desk, "desk-change-meaning");
            desk.getByRole(AriaRole.BUTTON, named("Change the order").setExact(true))
                    .press("Enter");
            assertThat(desk.getByText("Attempting to change").first()).isVisible();
            eyes.look(desk, "desk-change-attempt");
            shop.call("POST", "/v1/cancellations/" + id(desk) + "/answer", "{\"outcome\":\"stopped\"}", 200);
            desk.reload();
            assertThat(desk.getByText("Wool scarf").first()).isVisible();
            eyes.glance(desk, "desk-changed");
        }
    }

    private static String id(Page page) {
        return page.url().replaceAll(".*/(can_[0-9a-f]+).*", "$1");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
