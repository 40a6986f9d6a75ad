package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Desk;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import dev.countermand.accounts.OrderLinks;
import dev.countermand.kernel.OrderRef;
import dev.countermand.orders.Calls;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Snapshots;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What people read and choose about their money before they cancel, and what they read of it afterwards.
@AppTest
class PayoutPageTests {

    @LocalServerPort
    int port;

    @Autowired
    Orders orders;

    @Autowired
    OrderLinks links;

    @Autowired
    MutableClock clock;

    private Calls shop = new Calls(0, "");

    @BeforeEach
    void aShop() {
        shop = new Calls(port, "payout-" + UUID.randomUUID());
    }

    private OrderRef bought(String terms) {
        Http.at(port).as(AppTest.OPERATOR_KEY).put("/v1/sellers/" + shop.seller() + "/terms", terms);
        var snapshot = Snapshots.example();
        snapshot.put("placedAt", clock.instant().plusSeconds(60).toString());
        snapshot.set("payments", Snapshots.parse("""
                        {"all": [{"id": "g", "tender": "gift_card", "amount": 40000, "captured": true},
                                 {"id": "c", "tender": "card", "amount": 2845, "captured": true}]}
                        """).path("all"));
        shop.put("P1", snapshot);
        return orders.ref(shop.seller(), "P1").orElseThrow();
    }

    private String shoppersPage(OrderRef order, String path) {
        var link = links.open(order);
        var opened = Http.at(port).get(link.getRawPath() + "?" + link.getRawQuery());
        var page = Http.at(port)
                .with("Cookie", "cm_orders=" + opened.cookie("cm_orders"))
                .get("/o/" + order.id() + path);
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return page.text();
    }

    @Test
    void storeCreditIsOfferedToTheShopperOnlyWhereTheTermsDo() {
        assertThat(shoppersPage(bought("{\"storeCredit\": \"by_choice\"}"), "/cancel"))
                .contains("How do you want your money back?", "To where it came from", "As store credit");
        shop = new Calls(port, "payout-" + UUID.randomUUID());
        assertThat(shoppersPage(bought("{}"), "/cancel")).doesNotContain("As store credit");
    }

    @Test
    void theDeskReadsWhatIsWithheldAndGivenHowBeforeItDoesSo() {
        var order = bought("{\"storeCredit\": \"by_choice\", \"fee\": {\"percent\": 10}}");
        var desk = Desk.signedIn(port, Desk.key(port, shop.seller().value(), "seller"));
        var base = "/desk/orders/" + order.id();
        assertThat(desk.get(base + "/cancel").text()).contains("How do you want your money back?");
        var form = new String[] {"q0", "", "q1", "1", "reason", "changed_mind", "payout", "store_credit"};
        var meaning = desk.post(base + "/cancel/preview", form);
        assertThat(meaning.text())
                .contains("As store credit, in place of your card", "€28.45", "Going back onto your gift card", "€7.55")
                .contains("Fee for canceling: 10 % of €40.00", "€4.00", "Cancel 1 item, €36.00");
        assertThat(Desk.field(meaning.text(), "payout")).isEqualTo("store_credit");
        assertThat(desk.post(base + "/cancel", form).status()).isEqualTo(303);
        assertThat(desk.get(base).text())
                .contains(
                        "Money back",
                        "€28.45 to be given as store credit",
                        "€7.55 to be sent back",
                        "Kept for canceling, by the terms",
                        "Fee for canceling, by the terms: 10 % of €40.00");
        var byStore = desk.post(
                base + "/cancel/preview", "q0", "1", "q1", "", "reason", "price_error", "payout", "store_credit");
        assertThat(byStore.status()).isEqualTo(200);
        assertThat(byStore.text()).doesNotContain("As store credit, in place", "Fee for canceling");
    }
}
