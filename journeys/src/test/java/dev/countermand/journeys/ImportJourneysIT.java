package dev.countermand.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A file of another system is brought at the desk.
class ImportJourneysIT extends Journey {

    private static final String ROWS = """
            InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
            %1$s1,85123A,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
            C%1$s2,85123A,WHITE HANGING HEART,-9,2010-12-02 10:00:00,2.55,17850.0,United Kingdom
            %1$s3,85123A,WHITE HANGING HEART,six,2010-12-02 10:00:00,2.55,17850.0,United Kingdom
            """;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFileIsSentAndItsReportRead(boolean javaScript) {
        try (var person = eyes.person(javaScript)) {
            var desk = signIn(person.newPage());
            desk.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Imports"))
                    .click();
            if (javaScript) {
                eyes.look(desk, "imports");
            }
            desk.getByLabel("Format").selectOption("online-retail");
            desk.getByLabel("Seller").fill("journey-import-" + javaScript);
            var rows = ROWS.formatted(javaScript ? "80" : "81").getBytes(StandardCharsets.UTF_8);
            desk.locator("#file").setInputFiles(new FilePayload("rows.csv", "text/csv", rows));
            desk.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Import").setExact(true))
                    .click();
            // Without a script the reader looks again by himself.
            var done = desk.locator("#live .badge").filter(new Locator.FilterOptions().setHasText("Done"));
            for (int i = 0; i < 120 && !javaScript && done.count() == 0; i++) {
                desk.waitForTimeout(250);
                desk.reload();
            }
            assertThat(desk.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Failed (1)")))
                    .isVisible();
            assertThat(desk.locator("#live .badge")).containsText("Done");
            desk.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Partly canceled (1)"))
                    .click();
            assertThat(desk.getByText("Of 9 units 6 had been bought")).isVisible();
            if (javaScript) {
                eyes.look(desk, "import-job");
            }
        }
    }

    @Test
    void anEmptyFormSaysWhatIsMissing() {
        try (var person = eyes.person(true)) {
            var desk = signIn(person.newPage());
            desk.navigate(shop.url("/desk/imports?trouble=seller"));
            assertThat(desk.getByRole(AriaRole.ALERT)).containsText("Name the seller");
            eyes.look(desk, "imports-trouble");
        }
    }
}
