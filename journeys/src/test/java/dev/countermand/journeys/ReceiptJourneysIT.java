package dev.countermand.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A receipt from the mail to the public check.
class ReceiptJourneysIT extends Journey {

    private static final Pattern LINK = Pattern.compile("http://\\S+/r/rcp_\\S+\\?k=[^\\s\"<]+");

    @Test
    void theReceiptOfAMailIsReadDownloadedAndCheckedByAStranger() {
        var number = shop.order("R-1001");
        shop.call("POST", "/v1/orders/" + number + "/cancellations?seller=totes", "{\"reason\":\"duplicate\"}", 201);
        var mail = shop.mail(number, "Cancel").path("text").asString();
        var link = LINK.matcher(mail);
        assertThat(link.find()).as("a receipt in %s", mail).isTrue();
        try (var shopper = eyes.person(true);
                var stranger = eyes.person(true);
                var withoutScript = eyes.person(false)) {
            var page = shopper.newPage();
            page.navigate(link.group());
            assertThat(page.locator("h1")).hasText(Pattern.compile("Receipt R-\\d{4}-\\d{6}"));
            assertThat(page.getByText("2 × Jet Set tote")).isVisible();
            eyes.look(page, "receipt");
            var code = page.locator("a.code").getAttribute("href");
            var paper = download(page, "Download the PDF");
            var proof = download(page, "The proof alone (JWS)");

            var check = stranger.newPage();
            check.navigate(code);
            assertThat(check.getByText("Genuine and unchanged")).isVisible();
            assertThat(check.getByText("Jet Set tote")).hasCount(0);
            eyes.look(check, "verify-code");
            upload(withoutScript.newPage(), proof);
            upload(check, paper);
            eyes.look(check, "verify-genuine");
            check.getByLabel("Or its text").fill("eyJhbGciOiJub25lIn0.e30.");
            check.getByRole(AriaRole.BUTTON, named("Check it")).click();
            assertThat(check.getByText("Nobody signed this")).isVisible();
            eyes.look(check, "verify-unsigned");
        }
    }

    private static void upload(Page page, Path file) {
        page.navigate(shop.url("/verify"));
        page.getByLabel("File").setInputFiles(file);
        page.getByRole(AriaRole.BUTTON, named("Check it")).click();
        assertThat(page.getByText("Genuine and unchanged")).isVisible();
        assertThat(page.getByText("2 × Jet Set tote")).isVisible();
    }

    private static Path download(Page page, String name) {
        return page.waitForDownload(
                        () -> page.getByRole(AriaRole.LINK, named(name)).click())
                .path();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
