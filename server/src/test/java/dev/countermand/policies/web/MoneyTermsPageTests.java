package dev.countermand.policies.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// How a seller gives money back, for everybody to read.
@AppTest
class MoneyTermsPageTests {

    private static final String TERMS = """
            {"shipping": "cheapest_standard", "fees": "never", "fee": {"percent": 12.5}, "storeCredit": "by_choice",
             "tenderOrder": ["gift_card", "card"]}""";

    @LocalServerPort
    int port;

    @Autowired
    MutableClock clock;

    private final String seller = "money-" + UUID.randomUUID();

    private void publish(String terms) {
        var reply = Http.at(port).as(AppTest.OPERATOR_KEY).put("/v1/sellers/" + seller + "/terms", terms);
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    private String page(String language, String more) {
        var reply = Http.at(port).with("Accept-Language", language).get("/money/" + seller + more);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.text().replaceAll("\\s+", " ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en-US | 12.5 % of the money that would go back is kept | the surcharge of a faster one is kept | in this order: gift card, card | choose store credit in place of money | 3 to 10 business days
            de    | 12,5 % des Geldes einbehalten | der Aufpreis für einen schnelleren wird einbehalten | in dieser Reihenfolge zurück: Geschenkkarte, Karte | statt Geld ein Guthaben wählen | 3 bis 10 Werktagen
            fr    | 12,5 % de l’argent à rendre est retenu | le supplément d’une livraison plus rapide est retenu | dans cet ordre : carte cadeau, carte | choisir un avoir à la place de l’argent | 3 à 10 jours ouvrables
            es    | 12,5 % del dinero que se devolvería | el recargo de uno más rápido se retiene | en este orden: tarjeta regalo, tarjeta | elegir saldo de tienda en lugar de dinero | 3 y 10 días hábiles
            """)
    void termsAreToldInPlainSentences(
            String language, String fee, String shipping, String order, String credit, String time) {
        publish(TERMS);
        assertThat(page(language, "")).containsIgnoringCase(fee).contains(shipping, credit, time);
        assertThat(page(language, "")).containsIgnoringCase(order);
    }

    @Test
    void anOrderKeepsTheTermsUnderWhichItWasPlaced() {
        publish("{}");
        clock.advance(Duration.ofDays(2));
        var placed = clock.instant();
        clock.advance(Duration.ofDays(2));
        publish(TERMS);
        clock.advance(Duration.ofSeconds(1));
        assertThat(page("en", "")).contains("12.5 %", "orders that are placed now", "/contact/" + seller);
        assertThat(page("en", "?at=" + placed)).contains("Canceling itself costs nothing.", "These terms held on");
        assertThat(page("en", "?at=nonsense")).contains("12.5 %");
    }

    @Test
    void aFixedAmountIsNamedAndAnUnknownShopIsNotFound() {
        publish("{\"fee\": {\"fixed\": {\"EUR\": 500, \"JPY\": 600}}, \"shipping\": \"never\", \"fees\": \"always\"}");
        assertThat(page("en", ""))
                .contains("kept once for the whole order: €5.00, ¥600.", "The price of shipping is not given back.")
                .contains("Each unit takes its share of the fees back with it.", "Money never becomes store credit.");
        assertThat(Http.at(port).get("/money/nobody-" + UUID.randomUUID()).status())
                .isEqualTo(404);
        assertThat(Http.at(port).get("/contact/" + seller).text()).contains("href=\"/money/" + seller + "\"");
    }
}
