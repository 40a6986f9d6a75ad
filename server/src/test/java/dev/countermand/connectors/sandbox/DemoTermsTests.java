package dev.countermand.connectors.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// A newcomer of the demo sees what terms withhold and offer.
@AppTest
@TestPropertySource(properties = "countermand.demo=true")
class DemoTermsTests {

    @LocalServerPort
    int port;

    @Test
    void theSecondShopOfTheDemoWithholdsOpenlyAndOffersStoreCredit() {
        assertThat(Http.at(port).get("/sandbox").text()).contains("L1001", "L1002", "/money/lantern");
        assertThat(Http.at(port).get("/money/lantern").text())
                .contains(
                        "How Lantern &amp; Loom gives money back",
                        "5 % of the money",
                        "store credit in place of money");
        var operator = Http.at(port).as(AppTest.OPERATOR_KEY);
        var money =
                operator.get("/v1/orders/L1002/options?seller=lantern").json().at("/options/0/money");
        assertThat(money.path("payouts").toString()).contains("store_credit");
        var canceled = operator.post(
                "/v1/orders/L1002/cancellations?seller=lantern",
                "{\"reason\": \"changed_mind\", \"payout\": \"store_credit\"}");
        assertThat(canceled.status()).as(canceled.text()).isEqualTo(201);
        // 84.00 and 4.90 of the shipping less 5 %; 8.00 of the shipping and 2.50 of fees are kept.
        assertThat(canceled.json().at("/money/credited").asLong()).isEqualTo(8890 - 444);
        assertThat(canceled.json().at("/money/kept").asLong()).isEqualTo(800 + 250 + 444);
    }
}
