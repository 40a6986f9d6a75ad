package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Desk;
import dev.countermand.Http;
import dev.countermand.accounts.OrderLinks;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What people read and choose before they change an order.
@ByHand
class ChangePageTests extends Bench {

    @Autowired
    OrderLinks links;

    private static final String SHIRT = """
            {"line": "1", "sku": "S-red", "title": "Shirt", "quantity": 2, "unitPrice": 1000, "metadata":
             {"alternatives": [{"sku": "S-blue", "title": "Shirt, blue", "unitPrice": 1300}]}},
            {"line": "2", "sku": "S-bag", "title": "Bag", "quantity": 1, "unitPrice": 100}""";

    @Test
    void theShopperSeesWhatIsOfferedAndWhatItCostsBeforeTheButton() {
        shop.put("P1", now(), SHIRT, 2600).expect(201);
        var link = links.open(ref("P1"));
        var opened = Http.at(port).get(link.getRawPath() + "?" + link.getRawQuery());
        var shopper = Http.at(port).with("Cookie", "cm_orders=" + opened.cookie("cm_orders"));
        var base = "/o/" + ref("P1").id();
        assertThat(shopper.get(base).text())
                .contains(base + "/change", base + "/address")
                .containsOnlyOnce("Can be changed at once.");
        assertThat(shopper.get(base + "/change").text()).contains("Shirt, blue", "€13.00");
        assertThat(shopper.get(base + "/address").text()).contains("1 Test Street");
    }

    @Test
    void whatCameByAChangeIsNotOfferedInPlaceOfItself() {
        shop.put("P4", now(), SHIRT, 2600).expect(201);
        shop.post(
                        "/v1/orders/P4/changes?seller=" + shop.seller,
                        "{\"lines\": [{\"line\": \"1\", \"quantity\": 2, \"sku\": \"S-blue\"}]}")
                .expect(201);
        assertThat(orders.find(ref("P4").id()).orElseThrow().lines().stream()
                        .map(Alternatives::of)
                        .map(java.util.List::size))
                .containsExactly(1, 0, 0);
    }

    @Test
    void theDeskChangesWithAReviewBeforeTheButton() {
        shop.order("D1", now(), 2);
        var desk = Desk.signedIn(port, Desk.key(port, shop.seller, "seller"));
        var base = "/desk/orders/" + ref("D1").id();
        assertThat(desk.get(base).text()).contains(base + "/change", base + "/address");
        var form = new String[] {
            "sku0", "S-blue", "title0", "Shirt, blue", "price0", "12.50", "q0", "1", "reason", "out_of_stock"
        };
        assertThat(desk.post(base + "/change/preview", form).text()).contains("Shirt, blue", "€2.50");
        assertThat(shop.units("D1", "1")).isEqualTo("open 2");
        assertThat(desk.post(base + "/change", form).status()).isEqualTo(303);
        assertThat(shop.units("D1", "1~1")).isEqualTo("open 1");
        assertThat(desk.get(base).text()).contains("What came in their place:", "€2.50");
        assertThat(desk.post(base + "/change/preview", "q0", "1").status()).isEqualTo(422);
        var address = new String[] {
            "name", "Ada", "line1", "2 New Street", "city", "Hamburg", "country", "DE", "reason", "wrong_address"
        };
        assertThat(desk.post(base + "/address/preview", address).text()).contains("2 New Street", "The price stays");
        assertThat(desk.post(base + "/address", address).status()).isEqualTo(303);
        assertThat(shop.stands("D1").at("/shippingAddress/city")).isEqualTo("Hamburg");
    }

    /// What stands on the page before a cancellation is confirmed.
    private String beforeConfirming(String number, String law) {
        Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .send(
                        "PUT",
                        "/v1/sellers/" + shop.seller + "/policy",
                        "application/yaml",
                        "policy: 1\nlaw: " + law + "\nofferFirst: change\nchange: {open: allowed}\n");
        shop.put(number, now(), SHIRT, 2600).expect(201);
        var link = links.open(ref(number));
        var opened = Http.at(port).get(link.getRawPath() + "?" + link.getRawQuery());
        var base = "/o/" + ref(number).id();
        var known = "cm_orders=" + opened.cookie("cm_orders");
        var form = Http.at(port).with("Cookie", known).get(base + "/cancel");
        var confirming = Http.at(port)
                .with("Cookie", known + "; cm_form=" + form.cookie("cm_form"))
                .form(base + "/cancel/preview", "q0=1&reason=changed_mind&_csrf=" + Desk.field(form.text(), "_csrf"));
        assertThat(confirming.text()).contains("What comes back");
        return confirming.text();
    }

    @Test
    void aChangeIsOfferedBeforeTheCancellationWhereTheSellerWantsIt() {
        assertThat(beforeConfirming("P2", "none")).contains("Change the order instead");
    }

    @Test
    void whoMayWithdrawByLawIsOfferedNothingBefore() {
        assertThat(beforeConfirming("P3", "eu")).doesNotContain("Change the order instead");
    }
}
