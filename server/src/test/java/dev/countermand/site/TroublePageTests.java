package dev.countermand.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Desk;
import dev.countermand.Http;
import dev.countermand.storefront.Browser;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What went wrong is said in the reader's language, and there is a way on.
@AppTest
class TroublePageTests {

    @LocalServerPort
    int port;

    private Browser packer() {
        var browser = new Browser(Http.at(port)).speaking("de-DE");
        var key = Desk.key(port, "trouble-" + UUID.randomUUID(), "warehouse");
        browser.press(browser.get("/desk/sign-in"), "/desk/sign-in", "key=" + key);
        return browser;
    }

    @Test
    void whoMayNotIsToldWhatItTakesAndLedBackToTheDesk() {
        var refused = packer().get("/desk/people");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text())
                .contains("Das ist nicht für Sie bestimmt", "„Personen verwalten“", "href=\"/desk\"", "Zurück zum")
                .doesNotContain("You may not", "manage_people");
    }

    @Test
    void whatIsNotThereAtTheDeskLeadsBackToTheDeskAndElsewhereToTheStart() {
        assertThat(packer().get("/desk/nowhere").text()).contains("Zurück zum Servicebereich");
        var stranger = new Browser(Http.at(port)).speaking("fr-FR").get("/nowhere");
        assertThat(stranger.status()).isEqualTo(404);
        assertThat(stranger.text()).contains("href=\"/\"").doesNotContain("Retour à l’espace équipe");
    }

    @Test
    void whoHasNoLinkToAnOrderIsNotSentToTheStaffsDoor() {
        var refused = new Browser(Http.at(port)).speaking("fr-FR").get("/o/x");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text())
                .contains("Veuillez ouvrir le lien de notre e-mail")
                .doesNotContain("Connectez-vous d’abord");
    }

    @Test
    void aFormWithoutAFileWhereOneIsMeantIsNoFaultOfOurs() {
        var seller = "trouble-" + UUID.randomUUID();
        var desk = Desk.signedIn(port, Desk.key(port, seller, "seller"));
        assertThat(desk.post("/desk/settings/" + seller + "/logo").status()).isEqualTo(415);
    }

    @Test
    void whatOnlyTheProgramCanSayStandsBesideWordsThatEverybodyReads() {
        var broken = packer().get("/desk/orders?after=%FF");
        assertThat(broken.status()).isEqualTo(400);
        assertThat(broken.text()).contains("Es wurde nichts geändert", "lang=\"en\"");
    }

    @Test
    void aParameterThatIsNoTextIsTheCallersMistakeAndNotABug() {
        for (var path : new String[] {"/?x=%FF", "/orders?lang=%C3", "/desk/sign-in?a=%80%81", "/verify?r=%E2%28"}) {
            assertThat(Http.at(port).get(path).status()).as(path).isEqualTo(400);
        }
        var program = Http.at(port).as(AppTest.OPERATOR_KEY).get("/v1/orders?q=%FF");
        assertThat(program.status()).isEqualTo(400);
        assertThat(program.code()).isEqualTo("malformed");
    }
}
