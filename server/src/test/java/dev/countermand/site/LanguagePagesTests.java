package dev.countermand.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.accounts.OrderLinks;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Snapshots;
import dev.countermand.storefront.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Pages in the language of their reader, over real HTTP.
@AppTest
class LanguagePagesTests {

    @LocalServerPort
    int port;

    @Autowired
    Orders orders;

    @Autowired
    OrderLinks links;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            de-DE,de;q=0.9 | de-DE | Eine Bestellung zurücknehmen
            fr             | fr    | Revenir sur une commande
            es-MX          | es-MX | Anular un pedido
            en-GB          | en-GB | Take an order back
            pl             | en-US | Take an order back
            """)
    void thePageSpeaksWhatTheBrowserAsksFor(String accepted, String lang, String heading) {
        var page = new Browser(Http.at(port)).speaking(accepted).get("/").text();
        assertThat(page).contains("<html lang=\"" + lang + "\">", "<h1>" + heading + "</h1>");
    }

    @Test
    void aChoiceInTheMenuStaysAndWinsOverTheBrowser() {
        var browser = new Browser(Http.at(port)).speaking("fr");
        assertThat(browser.get("/").text()).contains("href=\"/?lang=de\" lang=\"de\"");
        assertThat(browser.get("/?lang=de").text()).contains("<html lang=\"de\">");
        assertThat(browser.get("/desk/sign-in").text()).contains("<html lang=\"de\">", "Im Servicebereich anmelden");
        assertThat(browser.get("/?lang=xx").text()).contains("<html lang=\"de\">");
        assertThat(browser.get("/?lang=en-US").text()).contains("<html lang=\"en-US\">");
        assertThat(browser.get("/sent").text()).contains("Look into your mail");
    }

    @Test
    void anOrderIsToldInGermanWithItsMoneyItsOptionsAndItsTroubles() {
        var api = Http.at(port).as(AppTest.OPERATOR_KEY);
        api.put("/v1/orders/L1", Snapshots.example().put("seller", "languages").toString());
        var ref = orders.ref(new SellerId("languages"), "L1").orElseThrow();
        var browser = new Browser(Http.at(port)).speaking("de");
        var link = links.open(ref).toString();
        var page = browser.open(link.substring(link.indexOf("/o/"))).text();
        assertThat(page.replace('\u00a0', ' '))
                .contains("Sie können diese Bestellung selbst stornieren, sofort.", "Kann sofort storniert werden.")
                .contains("383,50 €", "bestellt am 20. Nov. 2026", "Was bisher geschah")
                .doesNotContain("Can be canceled");
        assertThat(new Browser(Http.at(port))
                        .speaking("de")
                        .get("/o/" + ref.id())
                        .text())
                .contains("Bitte öffnen Sie den Link aus unserer E-Mail", "fordern Sie mit Ihrer Bestellnummer");
    }

    @Test
    void aProgramReadsSentencesInTheLanguageItAsksForAndEnglishOtherwise() {
        var api = Http.at(port).as(AppTest.OPERATOR_KEY);
        api.put("/v1/orders/L2", Snapshots.example().put("seller", "languages").toString());
        var path = "/v1/orders/L2/options?seller=languages";
        assertThat(api.get(path).text()).contains("Can be canceled at once.");
        assertThat(api.with("Accept-Language", "es").get(path).text()).contains("Se puede cancelar de inmediato.");
    }
}
