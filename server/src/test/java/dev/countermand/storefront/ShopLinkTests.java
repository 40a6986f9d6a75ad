package dev.countermand.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import dev.countermand.orders.Snapshots;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// The shop's own order history leads here: signed links, each kind of them, and everything that is no link.
@AppTest
class ShopLinkTests {

    private static final String SELLER = "shop-link";

    @LocalServerPort
    int port;

    @Autowired
    MutableClock clock;

    private Http shop;
    private JsonNode secret;

    @BeforeEach
    void aShopWithASecret() {
        shop = Http.at(port).as(AppTest.OPERATOR_KEY);
        for (var old :
                shop.get("/v1/sellers/" + SELLER + "/link-secrets").json().path("secrets")) {
            shop.delete(
                    "/v1/sellers/" + SELLER + "/link-secrets/" + old.path("id").asString());
        }
        var made = shop.post("/v1/sellers/" + SELLER + "/link-secrets", "");
        assertThat(made.status()).isEqualTo(201);
        secret = made.json();
    }

    @Test
    void aLinkForACustomerOpensAllHisOrdersAndNobodyElses() {
        order(SELLER, "L1", "c-all", "one@example.org");
        order(SELLER, "L2", "c-all", "two@example.org");
        order(SELLER, "L3", "c-other", "one@example.org");
        order("shop-link-b", "L4", "c-all", "one@example.org");
        var browser = browser();
        var list = browser.open(enter(SELLER, "'sub':'c-all'"));
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.text()).contains("Order L1", "Order L2").doesNotContain("Order L3", "Order L4");
        assertThat(browser.get("/o/" + id(SELLER, "L2")).status()).isEqualTo(200);
        assertThat(browser.get("/o/" + id(SELLER, "L3")).status()).isEqualTo(401);
        assertThat(browser.get("/o/" + id("shop-link-b", "L4")).status()).isEqualTo(401);
    }

    @Test
    void aLinkForOneOrderOpensThatOneAlone() {
        order(SELLER, "L10", "c-one", "a@example.org");
        order(SELLER, "L11", "c-one", "a@example.org");
        var browser = browser();
        var page = browser.open(enter(SELLER, "'order':'L10'"));
        assertThat(page.text()).contains("Order L10");
        assertThat(browser.get("/orders").text()).contains("Order L10").doesNotContain("Order L11");
        assertThat(browser.get("/o/" + id(SELLER, "L11")).status()).isEqualTo(401);
    }

    @Test
    void aLinkThatNamesBothOpensTheOrderOnlyWhenItIsTheCustomers() {
        order(SELLER, "L20", "c-mine", "a@example.org");
        assertThat(browser().get(enter(SELLER, "'sub':'c-mine','order':'L20'")).header("Location"))
                .startsWith("/o/ord_");
        var wrong = browser().get(enter(SELLER, "'sub':'c-thief','order':'L20'"));
        assertThat(wrong.status()).isEqualTo(404);
        assertThat(wrong.response().headers().allValues("Set-Cookie")).noneMatch(c -> c.startsWith("cm_visits"));
        assertThat(browser().get(enter(SELLER, "'order':'NO-SUCH'")).text()).contains("We do not know this order yet");
    }

    @Test
    void aLinkOpensOnceButNotOnceAndForAll() {
        order(SELLER, "L30", "c-twice", "a@example.org");
        var link = enter(SELLER, "'sub':'c-twice'");
        var browser = browser();
        assertThat(browser.open(link).status()).isEqualTo(200);
        assertThat(browser.open(link).status()).as("going back is not a theft").isEqualTo(200);
        var thief = browser().get(link);
        assertThat(thief.status()).isEqualTo(401);
        assertThat(thief.text()).contains("This link has been used");
        assertThat(browser().open(enter(SELLER, "'sub':'c-twice','jti':'x2'")).status())
                .isEqualTo(200);
    }

    @Test
    void forgedExpiredAndForeignLinksOpenNothing() {
        order(SELLER, "L40", "c-40", "a@example.org");
        var good = enter(SELLER, "'sub':'c-40'");
        assertThat(browser()
                        .get(good.substring(0, good.length() - 6) + "AAAAAA")
                        .status())
                .isEqualTo(401);
        // Signed by this shop, for another's customers.
        assertThat(browser()
                        .get(good.replace("/enter/" + SELLER, "/enter/shop-link-b"))
                        .status())
                .isIn(401, 404);
        var late = enter(SELLER, "'sub':'c-40','jti':'late'");
        clock.advance(Duration.ofMinutes(10));
        var expired = browser().get(late);
        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.text()).contains("This link has expired");
        assertThat(browser().get("/enter/" + SELLER).status()).isEqualTo(401);
        assertThat(browser().get("/enter/nobody-knows?token=x").status()).isEqualTo(404);
    }

    @Test
    void aSecretIsToldOnceRotatedWithoutAGapAndEndsAtOnce() {
        order(SELLER, "L50", "c-50", "a@example.org");
        var before = enter(SELLER, "'sub':'c-50','jti':'before'");
        var next = shop.post("/v1/sellers/" + SELLER + "/link-secrets", "").json();
        var listed = shop.get("/v1/sellers/" + SELLER + "/link-secrets");
        assertThat(listed.json().path("secrets")).hasSize(2);
        assertThat(listed.text()).doesNotContain(next.path("secret").asString());
        assertThat(browser().open(before).status()).isEqualTo(200);
        var old = "/v1/sellers/" + SELLER + "/link-secrets/" + secret.path("id").asString();
        var signedBefore = enter(SELLER, "'sub':'c-50','jti':'after'");
        assertThat(shop.delete(old).status()).isEqualTo(204);
        assertThat(shop.delete(old).status()).isEqualTo(404);
        assertThat(browser().get(signedBefore).status()).isEqualTo(401);
        secret = next;
        assertThat(browser().open(enter(SELLER, "'sub':'c-50'")).status()).isEqualTo(200);
    }

    @Test
    void anotherSellersKeyNeitherMakesNorSeesNorEndsSecrets() {
        order("shop-link-b", "L60", "c", "a@example.org");
        var key = shop.post("/v1/keys", "{\"seller\":\"shop-link-b\"}")
                .json()
                .path("key")
                .asString();
        var other = Http.at(port).as(key);
        assertThat(other.post("/v1/sellers/" + SELLER + "/link-secrets", "").status())
                .isEqualTo(404);
        assertThat(other.get("/v1/sellers/" + SELLER + "/link-secrets").status())
                .isEqualTo(404);
        assertThat(other.delete("/v1/sellers/shop-link-b/link-secrets/"
                                + secret.path("id").asString())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theLinkMayNameTheLanguageAndTheVisitEnds() {
        order(SELLER, "L70", "c-70", "a@example.org");
        var browser = browser();
        assertThat(browser.open(enter(SELLER, "'sub':'c-70','lang':'de'")).text())
                .contains("<html lang=\"de\">", "Meine Bestellungen", "Bestellung L70");
        clock.advance(Duration.ofHours(13));
        assertThat(browser.get("/orders").text()).doesNotContain("L70");
        assertThat(browser.get("/o/" + id(SELLER, "L70")).status()).isEqualTo(401);
    }

    private String enter(String seller, String claims) {
        var header = "{\"alg\":\"HS256\",\"kid\":\"" + secret.path("id").asString() + "\"}";
        var whole = "{\"iss\":\"%s\",\"aud\":\"countermand\",\"exp\":%d,%s}"
                .formatted(seller, clock.instant().plusSeconds(120).getEpochSecond(), claims.replace('\'', '"'));
        return "/enter/" + seller + "?token="
                + Jwt.sign(header, whole, secret.path("secret").asString());
    }

    private void order(String seller, String number, String customer, String email) {
        var order = Snapshots.example().put("seller", seller);
        ((tools.jackson.databind.node.ObjectNode) order.path("customer"))
                .put("id", customer)
                .put("email", email);
        assertThat(shop.put("/v1/orders/" + number, order.toString()).status()).isEqualTo(201);
    }

    private String id(String seller, String number) {
        return shop.get("/v1/orders/" + number + "/options?seller=" + seller)
                .json()
                .path("orderId")
                .asString();
    }

    private Browser browser() {
        return new Browser(Http.at(port));
    }
}
