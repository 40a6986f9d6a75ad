package dev.countermand.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// A server of its own and a browser for each class of journeys.
abstract class Journey {

    static final Pattern LINK = Pattern.compile("http://\\S+/o/ord_\\S+\\?k=[^\\s\"<]+");

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

    /// The order as its customer sees it, by the link that is mailed to him.
    static Page openByMail(Page page, String number) {
        page.navigate(shop.url("/"));
        find(page, number, Shop.email(number));
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Look into your mail")))
                .isVisible();
        var link = LINK.matcher(shop.mail(number, "link").path("text").asString());
        if (!link.find()) {
            throw new AssertionError("no link in the mail of order " + number);
        }
        page.navigate(link.group());
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName("Order " + number).setLevel(1)))
                .isVisible();
        return page;
    }

    static void find(Page page, String number, String email) {
        page.getByLabel("Order number").fill(number);
        page.getByLabel("E-mail address").fill(email);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send me the link"))
                .click();
    }
}
