package dev.countermand.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/// What people do, from the first page to the last mail.
class JourneysIT extends Journey {

    private static final double LIVE_MILLIS = 15_000;

    @Test
    void anAttemptSucceedsBeforeTheShoppersEyes() {
        var number = shop.order("J-1001");
        shop.release(number);
        try (var shopper = eyes.person(true);
                var warehouse = eyes.person(true)) {
            var page = openByMail(shopper.newPage(), number);
            assertThat(page.getByText("The warehouse is already packing. We can try to stop it."))
                    .isVisible();
            eyes.look(page, "order-released");

            page.getByRole(AriaRole.LINK, link("Cancel items…")).click();
            page.getByLabel("I changed my mind").check();
            page.getByLabel("I will send it back").check();
            eyes.look(page, "cancel-choose");
            page.getByRole(AriaRole.BUTTON, button("See what this means")).click();
            assertThat(page.getByText("€313.85").first()).isVisible();
            eyes.look(page, "cancel-meaning");
            page.getByRole(AriaRole.BUTTON, button("Try to cancel 3 items, €313.85"))
                    .click();
            assertThat(page.locator(".word")).hasText("Attempting to Cancel");
            eyes.look(page, "attempting");
            var mail = shop.mail(number, "Attempting to Cancel").path("text").asString();
            assertThat(mail).contains("Attempting to Cancel");

            var desk = signIn(warehouse.newPage());
            eyes.look(desk, "desk-queue");
            row(desk, number)
                    .getByRole(AriaRole.LINK, within("Stopped: order " + number))
                    .click();
            desk.getByRole(AriaRole.BUTTON, button("Yes, stopped")).click();
            assertThat(desk.getByText("Recorded as stopped.")).isVisible();

            assertThat(page.locator(".word"))
                    .hasText(
                            "We were SUCCESSFUL in canceling your order",
                            new LocatorAssertions.HasTextOptions().setTimeout(LIVE_MILLIS));
            eyes.look(page, "successful");
            assertThat(shop.mail(number, "Cancellation successful").path("text").asString())
                    .contains("We were SUCCESSFUL in canceling your order")
                    .contains("You will not be charged");
        }
    }

    @Test
    void anAttemptFailsWhenTheParcelIsClaimedFirst() {
        var number = shop.order("J-1002");
        shop.release(number);
        shop.call("POST", "/v1/orders/J-1002/cancellations?seller=totes", "{\"reason\":\"too_slow\"}", 202);
        try (var warehouse = eyes.person(true);
                var shopper = eyes.person(true)) {
            var desk = signIn(warehouse.newPage());
            desk.getByLabel("Order number, e-mail or name").fill(number);
            desk.getByLabel("Order number, e-mail or name").press("Enter");
            eyes.look(desk, "desk-orders");
            desk.getByRole(AriaRole.LINK, link(number)).click();
            desk.getByRole(AriaRole.LINK, link("Ship a parcel…")).click();
            desk.getByLabel("Carrier").fill("DHL");
            desk.getByLabel("How many of Jet Set tote").fill("2");
            desk.getByLabel("How many of Silk scarf").fill("1");
            eyes.look(desk, "desk-ship");
            desk.getByRole(AriaRole.BUTTON, button("Ship").setExact(true)).click();
            assertThat(desk.getByText("Claimed. The label may be printed.")).isVisible();
            assertThat(desk.getByText("Sorry we were UNABLE to successfully cancel your order")
                            .first())
                    .isVisible();

            var page = openByMail(shopper.newPage(), number);
            assertThat(page.locator(".word").first()).hasText("Sorry we were UNABLE to successfully cancel your order");
            eyes.look(page, "unable");
            assertThat(shop.mail(number, "Unable to cancel").path("text").asString())
                    .contains("Sorry we were UNABLE to successfully cancel your order");
        }
    }

    @Test
    void aShopperCancelsAPartWithoutJavaScript() {
        var number = shop.order("J-1003");
        try (var shopper = eyes.person(false)) {
            var page = openByMail(shopper.newPage(), number);
            assertThat(page.getByText("You can cancel this order yourself, at once."))
                    .isVisible();
            page.getByRole(AriaRole.LINK, link("Cancel items…")).click();
            assertThat(page.getByLabel("I would rather not say")).isChecked();
            page.getByLabel("How many of Jet Set tote").fill("0");
            page.getByLabel("How many of Silk scarf").fill("0");
            page.getByRole(AriaRole.BUTTON, button("See what this means")).click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("Choose at least one item.");

            page.getByLabel("How many of Jet Set tote").fill("1");
            page.getByLabel("I ordered it twice").check();
            page.getByRole(AriaRole.BUTTON, button("See what this means")).click();
            page.getByRole(AriaRole.BUTTON, button("Cancel 1 item, €129.50")).click();
            assertThat(page.locator(".word")).hasText("Order Canceled");
            var units = shop.call("GET", "/v1/orders/J-1003?seller=totes", "", 200)
                    .path("lines")
                    .path(0)
                    .path("units");
            assertThat(units.path("canceled").asInt()).isEqualTo(1);
            assertThat(units.path("open").asInt()).isEqualTo(1);
            assertThat(shop.mail(number, "Canceled in part").path("text").asString())
                    .contains("1 × Jet Set tote");
        }
    }

    @Test
    void whatAShopperCancelsLeavesTheListOfHisOpenOrders() {
        var number = shop.order("J-1005");
        var other = shop.order("J-1006", "totes", Shop.email(number), "en-US");
        try (var shopper = eyes.person(false)) {
            var page = openByMail(shopper.newPage(), number);
            page.getByRole(AriaRole.LINK, link("My orders")).click();
            var going = page.getByRole(AriaRole.REGION, region("Going on"));
            assertThat(going.getByRole(AriaRole.LISTITEM)
                            .filter(having("Order " + other))
                            .first())
                    .isVisible();
            page.getByRole(AriaRole.LINK, link("Cancel… order " + other)).click();
            page.getByLabel("I ordered it twice").check();
            page.getByRole(AriaRole.BUTTON, button("See what this means")).click();
            page.getByRole(AriaRole.BUTTON, button("Cancel 3 items, €313.85")).click();
            page.getByRole(AriaRole.LINK, link("My orders")).click();
            assertThat(going.getByText("Order " + number)).isVisible();
            assertThat(going.getByText("Order " + other)).hasCount(0);
            assertThat(page.getByRole(AriaRole.REGION, region("Canceled and past"))
                            .getByText("Order " + other))
                    .isVisible();
        }
    }

    @Test
    void aGermanShopperReadsHisOwnLanguageInTheShopsColorsAtAnySize() {
        shop.order("J-1007", "taschen", "jutta@example.org", "de-DE");
        shop.order("J-1008", "taschen", "jutta@example.org", "de-DE");
        shop.release("J-1008", "taschen");
        shop.call("PUT", "/v1/sellers/taschen/profile", """
                {"name":"Taschenmanufaktur Königswusterhausen","locale":"de-DE","zone":"Europe/Berlin",
                 "contact":{"phone":"+49 30 123456","email":"hilfe@taschen.example",
                            "hours":[{"days":["mon","tue","wed","thu","fri"],"from":"09:00","until":"17:30"}]},
                 "theme":{"accent":"#8a1538","band":"#8a1538","font":"serif"}}
                """, 200);
        try (var shopper = eyes.person(true, "de-DE")) {
            var page = shopper.newPage();
            page.navigate(shop.url("/"));
            page.getByLabel("Bestellnummer").fill("J-1007");
            page.getByLabel("E-Mail-Adresse").fill("jutta@example.org");
            page.getByRole(AriaRole.BUTTON, button("Link zusenden")).click();
            var link = LINK.matcher(
                    shop.mailTo("jutta@example.org", "Ihr Link").path("text").asString());
            assertThat(link.find()).isTrue();
            page.navigate(link.group());
            assertThat(page.getByText("Sie können diese Bestellung selbst stornieren, sofort."))
                    .isVisible();
            assertThat(page.getByRole(
                            AriaRole.LINK, link("Artikel stornieren …").setExact(true)))
                    .hasCSS("background-color", "rgb(138, 21, 56)");
            eyes.look(page, "german-order");
            eyes.enlarge(page, "german-order");
            page.getByRole(AriaRole.LINK, link("Meine Bestellungen")).first().click();
            eyes.look(page, "german-orders");
            eyes.enlarge(page, "german-orders");
            page.getByRole(AriaRole.LINK, link("Kontakt").setExact(true)).click();
            eyes.look(page, "german-contact");
            page.getByText("Deutsch").first().click();
            page.getByRole(AriaRole.LINK, link("Français")).click();
            assertThat(page.getByRole(AriaRole.HEADING, heading("Contacter"))).isVisible();
        }
    }

    @Test
    void whatIsTooLateIsRefusedWithAWayOn() {
        var number = shop.order("J-1004");
        try (var shopper = eyes.person(true)) {
            var page = openByMail(shopper.newPage(), number);
            page.getByRole(AriaRole.LINK, link("Cancel items…")).click();
            page.getByLabel("I found it cheaper").check();
            shop.call("POST", "/v1/orders/J-1004/shipments?seller=totes", "{\"id\":\"S1\",\"carrier\":\"dhl\"}", 201);
            page.getByRole(AriaRole.BUTTON, button("See what this means")).click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("already left the warehouse");
            assertThat(page.getByText("Talk to a person of the shop about this order."))
                    .isVisible();
            eyes.look(page, "refused");
        }
    }

    @Test
    void theFirstPageTellsNothingToStrangers() {
        try (var stranger = eyes.person(true)) {
            var page = stranger.newPage();
            page.navigate(shop.url("/"));
            eyes.look(page, "find");
            find(page, "NO-SUCH-ORDER", "nobody@example.org");
            assertThat(page.getByRole(AriaRole.HEADING, heading("Look into your mail")))
                    .isVisible();
            eyes.look(page, "sent");
            page.navigate(shop.url("/o/ord_026e01a201cd4afa4e10643798358279"));
            assertThat(page.getByRole(AriaRole.HEADING, heading("Please open the link from our mail")))
                    .isVisible();
            page.navigate(shop.url("/o/ord_026e01a201cd4afa4e10643798358279?k=totes~zzzzzz~forged"));
            assertThat(page.getByRole(AriaRole.HEADING, heading("This link is not complete")))
                    .isVisible();
            eyes.look(page, "trouble");
        }
    }

    private static Locator row(Page page, String number) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(number));
    }

    private static Page.GetByRoleOptions button(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions link(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions heading(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions region(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static Locator.GetByRoleOptions within(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }
}
