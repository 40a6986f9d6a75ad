package dev.countermand.connectors.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import dev.countermand.kernel.Actor;
import dev.countermand.orders.Orders;
import dev.countermand.policies.Policies;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// A newcomer of the demo sees what terms withhold and offer.
@AppTest
@TestPropertySource(properties = "countermand.demo=true")
class DemoTermsTests {

    @LocalServerPort
    int port;

    @Autowired
    DemoTerms shop;

    @Autowired
    Orders orders;

    @Autowired
    Policies policies;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    MutableClock clock;

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

    @Test
    void anOrderOfTheSameSecondIsBoundToTheTermsThatAreInForce() {
        var operator = new Actor(Actor.Kind.OPERATOR, "test", Set.of(), null, Actor.Channel.SYSTEM);
        var usual = policies.builtIn().cancellation();
        // Not at the instant of the orders that the shop opened with: they keep their terms.
        clock.advance(Duration.ofSeconds(1));
        transactions.executeWithoutResult(_ -> policies.publish(DemoTerms.SELLER, usual, operator));
        clock.advance(Duration.ofMillis(700));
        shop.publish();
        shop.place("L2001");
        var order = orders.find(DemoTerms.SELLER, "L2001").orElseThrow();
        assertThat(policies.inForce(DemoTerms.SELLER, order.boundAt()).cancellation())
                .isEqualTo(policies.versions(DemoTerms.SELLER, 1)
                        .getFirst()
                        .terms()
                        .cancellation())
                .isNotEqualTo(usual);
    }
}
