package dev.countermand.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/// A day at the desk, mostly by keyboard.
class DeskJourneysIT extends Journey {

    private static final double RENEWED_MILLIS = 20_000;

    /// A queue of its own: what other journeys leave waiting would stand before it.
    private static final String QUEUED = "queued";

    @Test
    void anOrderIsFoundNotedAndCanceledForTheStoreByKeyboard() {
        var number = shop.order("JD-1");
        try (var person = eyes.person(true)) {
            var desk = signIn(person.newPage());
            desk.keyboard().press("/");
            desk.keyboard().type("jd-1");
            assertThat(desk.getByRole(AriaRole.OPTION).first()).containsText("JD-1");
            desk.keyboard().press("ArrowDown");
            eyes.look(desk, "desk-search");
            desk.keyboard().press("Enter");
            assertThat(heading(desk, "Order " + number)).isVisible();

            desk.keyboard().press("n");
            desk.keyboard().type("She called / j k ? and wants it back");
            desk.getByRole(AriaRole.BUTTON, button("Add the note")).press("Enter");
            assertThat(desk.getByText("The note is kept.")).isVisible();
            assertThat(desk.locator(".note p")).hasText("She called / j k ? and wants it back");
            eyes.look(desk, "desk-order");

            desk.keyboard().press("?");
            assertThat(desk.getByRole(AriaRole.DIALOG)).containsText("Write a note");
            eyes.look(desk, "desk-keys");
            desk.keyboard().press("Escape");
            desk.keyboard().press("c");
            assertThat(heading(desk, "Cancel order " + number)).isVisible();
            desk.getByRole(AriaRole.BUTTON, button("See what this means")).press("Enter");
            assertThat(desk.getByRole(AriaRole.ALERT)).containsText("Choose a reason.");
            eyes.look(desk, "desk-cancel");
            desk.getByLabel("Reason").selectOption("out_of_stock");
            desk.getByRole(AriaRole.BUTTON, button("See what this means")).press("Enter");
            assertThat(desk.getByText("We do not have these items any more.")).isVisible();
            eyes.look(desk, "desk-meaning");
            desk.getByRole(AriaRole.BUTTON, button("Cancel 3 items, €313.85")).press("Enter");
            assertThat(desk.getByText("Canceled. The customer is being told.")).isVisible();
            assertThat(shop.mail(number, "by the seller").path("text").asString())
                    .contains("We do not have these items any more.");

            desk.keyboard().press("p");
            assertThat(heading(desk, "Order sheet: order " + number)).isVisible();
            eyes.look(desk, "desk-sheet");
        }
    }

    @Test
    void theQueueRenewsItselfAndKeepsThePlaceOfWhoWorksInIt() {
        var first = attempt("JD-2");
        try (var person = eyes.person(true)) {
            var desk = signIn(person.newPage());
            desk.navigate(shop.url("/desk?kind=attempt&seller=" + QUEUED));
            desk.keyboard().press("j");
            assertThat(row(desk, first).locator("a.row")).isFocused();
            var second = attempt("JD-3");
            assertThat(row(desk, second))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(RENEWED_MILLIS));
            assertThat(row(desk, first).locator("a.row")).isFocused();

            row(desk, second)
                    .getByRole(AriaRole.LINK, within("Too late: order " + second))
                    .press("Enter");
            assertThat(desk.getByRole(AriaRole.DIALOG)).containsText("this cannot be taken back");
            eyes.look(desk, "desk-answer");
            desk.keyboard().press("Escape");
            assertThat(row(desk, second)).isVisible();
            row(desk, second)
                    .getByRole(AriaRole.LINK, within("Too late: order " + second))
                    .press("Enter");
            desk.getByRole(AriaRole.BUTTON, button("Yes, too late")).press("Enter");
            assertThat(desk.getByText("Recorded as too late.")).isVisible();
            assertThat(row(desk, second)).isHidden();
            assertThat(desk.url()).contains("kind=attempt&seller=" + QUEUED);
            assertThat(shop.mail(second, "Unable to cancel").path("text").asString())
                    .contains("UNABLE");
        }
    }

    @Test
    void thePackerRestatesWhatWasCanceledMeanwhileWithoutJavaScript() {
        var number = shop.order("JD-4");
        try (var person = eyes.person(false)) {
            var desk = signIn(person.newPage());
            desk.navigate(shop.url("/desk/orders?q=" + number));
            desk.getByRole(AriaRole.LINK, link(number)).click();
            desk.getByRole(AriaRole.LINK, link("Ship a parcel").setExact(true)).click();
            desk.getByLabel("Carrier").fill("DHL");
            shop.call(
                    "POST",
                    "/v1/orders/" + number + "/cancellations?seller=totes",
                    "{\"reason\":\"changed_mind\",\"lines\":[{\"line\":\"1\",\"quantity\":1}]}",
                    201);
            desk.getByRole(AriaRole.BUTTON, button("Ship").setExact(true)).click();
            assertThat(desk.getByRole(AriaRole.ALERT)).containsText("canceled meanwhile");
            assertThat(desk.getByLabel("Carrier")).hasValue("DHL");
            desk.getByRole(AriaRole.BUTTON, button("Put in what is possible")).click();
            desk.getByRole(AriaRole.BUTTON, button("Ship").setExact(true)).click();
            assertThat(desk.getByText("Claimed. The label may be printed.")).isVisible();
        }
    }

    private static String attempt(String number) {
        shop.order(number, QUEUED, Shop.email(number), "en-US");
        shop.release(number, QUEUED);
        var path = "/v1/orders/" + number + "/cancellations?seller=" + QUEUED;
        shop.call("POST", path, "{\"reason\":\"too_slow\"}", 202);
        return number;
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1));
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

    private static Locator.GetByRoleOptions within(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }
}
