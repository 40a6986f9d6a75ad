package dev.countermand.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import dev.countermand.accounts.OrderLinks;
import dev.countermand.kernel.SellerId;
import dev.countermand.storefront.Browser;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.node.ObjectNode;

/// My orders, behind a link that was mailed: which ones, in which part of the list, and for how long.
@AppTest
class MyOrdersTests {

    private static final SellerId SELLER = new SellerId("my-orders");

    @LocalServerPort
    int port;

    @Autowired
    Orders orders;

    @Autowired
    OrderLinks links;

    @Autowired
    MutableClock clock;

    @Test
    void aMailedLinkOpensAllOrdersOfTheMailboxAtThatSeller() {
        order("A1", "Ann@Example.org", SELLER);
        order("A2", "ann@example.org", SELLER);
        order("A3", "bob@example.org", SELLER);
        order("A4", "ann@example.org", new SellerId("my-orders-b"));
        var ann = browser();
        assertThat(ann.open(mailed("A1", "ann@example.org")).text()).contains("Order A1");
        var list = ann.get("/orders").text();
        assertThat(list).contains("Order A1", "Order A2").doesNotContain("Order A3", "Order A4", "ann@example.org");
        assertThat(list).contains("You can cancel this order yourself, at once.", "/cancel\"");
        assertThat(ann.get("/o/" + ref("A2").id()).status()).isEqualTo(200);
        assertThat(ann.get("/o/" + ref("A3").id()).status()).isEqualTo(401);
        assertThat(ann.get("/o/" + ref("A2").id() + "/cancel").status()).isEqualTo(200);
    }

    @Test
    void anOldLinkOpensItsOrderAloneAndTheWayToAFreshOne() {
        order("B1", "old@example.org", SELLER);
        order("B2", "old@example.org", SELLER);
        var link = mailed("B1", "old@example.org");
        clock.advance(Duration.ofDays(8));
        var browser = browser();
        browser.open(link);
        var list = browser.get("/orders");
        assertThat(list.text())
                .contains("Order B1", "Send me a link to all my orders")
                .doesNotContain("Order B2");
        assertThat(browser.get("/o/" + ref("B2").id()).status()).isEqualTo(401);
        assertThat(browser.press(list, "/orders/link", "").header("Location")).isEqualTo("/sent");
        assertThat(api().get("/v1/orders/B1/timeline?seller=my-orders").text()).contains("order.link_requested");
    }

    @Test
    void aLinkToAnAddressThatTheOrderNoLongerHasOpensNothingMore() {
        order("C1", "before@example.org", SELLER);
        order("C2", "after@example.org", SELLER);
        order("C3", "before@example.org", SELLER);
        var browser = browser();
        browser.open(mailed("C1", "before@example.org"));
        assertThat(browser.get("/orders").text()).contains("Order C3");
        put("C1", "after@example.org", SELLER, 200);
        assertThat(browser.get("/orders").text()).contains("Order C1").doesNotContain("Order C2", "Order C3");
    }

    @Test
    void ordersWithoutAnAddressBelongToNoMailbox() {
        order("D1", null, SELLER);
        order("D2", null, SELLER);
        var browser = browser();
        browser.open(path(links.open(ref("D1")).toString()));
        assertThat(browser.get("/o/" + ref("D1").id()).status()).isEqualTo(200);
        assertThat(browser.get("/o/" + ref("D2").id()).status()).isEqualTo(401);
    }

    @Test
    void whatIsCanceledLeavesTheOpenOnes() {
        order("E1", "eve@example.org", SELLER);
        order("E2", "eve@example.org", SELLER);
        var browser = browser();
        browser.open(mailed("E1", "eve@example.org"));
        assertThat(browser.get("/orders").text()).doesNotContain("Canceled and past");
        assertThat(api().post("/v1/orders/E1/cancellations?seller=my-orders", "{\"reason\":\"changed_mind\"}")
                        .status())
                .isEqualTo(201);
        var list = browser.get("/orders").text();
        assertThat(list.indexOf("Order E2")).isBetween(0, list.indexOf("Canceled and past"));
        assertThat(list.indexOf("Order E1")).isGreaterThan(list.indexOf("Canceled and past"));
        assertThat(list).contains("This order is canceled. Nothing of it will be sent.");
    }

    @Test
    void manyOrdersComePageByPage() {
        for (int i = 10; i < 33; i++) {
            order("F" + i, "fay@example.org", SELLER);
        }
        var browser = browser();
        browser.open(mailed("F10", "fay@example.org"));
        var first = browser.get("/orders").text();
        assertThat(first.split("class=\"card order\"", -1)).hasSize(21);
        var next = first.replaceAll("(?s).*href=\"(/orders\\?after=[^\"]+)\".*", "$1");
        var second = browser.get(next).text();
        assertThat(second.split("class=\"card order\"", -1)).hasSize(4);
        assertThat(second).contains("Back to the beginning");
        assertThat(browser.get("/orders?after=garbage").status()).isEqualTo(422);
    }

    @Test
    void strangersAreShownTheWayInAndAVisitCanBeForgotten() {
        assertThat(browser().get("/orders").text()).contains("We do not know yet which orders are yours");
        order("G1", "gil@example.org", SELLER);
        var browser = browser();
        browser.open(mailed("G1", "gil@example.org"));
        var list = browser.get("/orders");
        assertThat(browser.press(list, "/orders/leave", "").status()).isEqualTo(303);
        assertThat(browser.get("/orders").text()).doesNotContain("Order G1");
        assertThat(browser.get("/o/" + ref("G1").id()).status()).isEqualTo(401);
    }

    @Test
    void theOpenPageIsToldOnlyWhenSomethingHappened() {
        order("H1", "hal@example.org", SELLER);
        var browser = browser();
        var page = browser.open(mailed("H1", "hal@example.org")).text();
        var live = page.replaceAll("(?s).*hx-get=\"([^\"]+)\".*", "$1");
        assertThat(live).startsWith("/o/ord_");
        assertThat(browser.get(live).status()).isEqualTo(204);
        api().post("/v1/orders/H1/releases?seller=my-orders", "{}");
        var news = browser.get(live);
        assertThat(news.status()).isEqualTo(200);
        assertThat(news.text())
                .contains("The warehouse is already packing. We can try to stop it.", "hx-swap-oob")
                .doesNotContain("<html");
        assertThat(browser().get(live).status()).isEqualTo(401);
    }

    @Test
    void everyLineSaysWhatCanBeDoneWithIt() {
        order("I1", "ida@example.org", SELLER);
        api().post("/v1/orders/I1/releases?seller=my-orders", "{\"lines\":[{\"line\":\"1\",\"quantity\":1}]}");
        var page = browser().open(mailed("I1", "ida@example.org")).text();
        assertThat(page)
                .contains("Can be canceled at once.", "We can try to stop it; you will hear within 24 hours.")
                .contains("Cancel this item…: Jet Set tote", "/cancel?line=1\"", "This is worth €");
    }

    private String mailed(String number, String address) {
        return path(links.open(ref(number), address).toString());
    }

    private static String path(String link) {
        return link.substring(link.indexOf("/o/"));
    }

    private dev.countermand.kernel.OrderRef ref(String number) {
        return orders.ref(SELLER, number).orElseThrow();
    }

    private void order(String number, @org.jspecify.annotations.Nullable String email, SellerId seller) {
        put(number, email, seller, 201);
    }

    private void put(String number, @org.jspecify.annotations.Nullable String email, SellerId seller, int status) {
        var order = Snapshots.example().put("seller", seller.value());
        ((ObjectNode) order.path("customer")).put("email", email);
        assertThat(api().put("/v1/orders/" + number, order.toString()).status()).isEqualTo(status);
    }

    private Http api() {
        return Http.at(port).as(AppTest.OPERATOR_KEY);
    }

    private Browser browser() {
        return new Browser(Http.at(port));
    }
}
