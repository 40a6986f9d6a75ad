package dev.countermand.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// A server of its own and a browser for each class of journeys.
abstract class Journey {

    static Shop shop;
    static Eyes eyes;

    @BeforeAll
    static void open() {
        shop = Shop.open();
        eyes = Eyes.open();
    }

    @AfterAll
    static void close() {
        eyes.close();
        shop.close();
    }

    /// The desk as the operator sees it.
    static Page signIn(Page page) {
        page.navigate(shop.url("/desk/sign-in"));
        page.getByText("Sign in with an API key").click();
        page.locator("#key").fill(Shop.KEY);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in with this key"))
                .click();
        page.navigate(shop.url("/desk"));
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName("Who must act next").setLevel(1)))
                .isVisible();
        return page;
    }
}
