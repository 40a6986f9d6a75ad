package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.Shopper;
import dev.countermand.accounts.Keys;
import dev.countermand.accounts.OrderLinks;
import dev.countermand.kernel.Actor;
import dev.countermand.orders.Order;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// The money panel as its readers see it, and the desk's forms.
class MoneyPageTests extends Shop {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern ONCE = Pattern.compile("name=\"once\" value=\"([^\"]+)\"");

    @LocalServerPort
    int port;

    @Autowired
    Keys keys;

    @Autowired
    OrderLinks links;

    @Test
    void theShopperReadsWhatStandsAndNeverRefundedBeforeItIs() {
        var order = take("[" + card(4000, true) + "]");
        cancel(order, 1);
        worker.tick();
        assertThat(shoppersPage(order))
                .contains(
                        "€40.00", "€30.00 with the shop", "€10.00 to be sent back", "What each item cost", "1 canceled")
                .contains("the shop was asked to send €10.00 back", "has not said yet that it is done")
                .doesNotContain("€10.00 sent back", "eff_", "Report something else");
        report(order, PaymentEvent.Type.REFUNDED, 1000L, effect(order, 0).id());
        assertThat(shoppersPage(order))
                .contains(
                        "€10.00 sent back",
                        "€10.00 was sent back on ",
                        "Your bank usually shows it by ",
                        "It costs now",
                        "Refund for what was canceled on ",
                        "Money not there by then?",
                        "href=\"/contact/money\"",
                        "Please name order " + order.ref().number(),
                        "Why this amount");
    }

    @Test
    void theShopperReadsThatAHoldIsNotCharged() {
        var order = take("[" + card(4000, false) + "]");
        cancel(order, 3);
        assertThat(shoppersPage(order)).contains("€10.00 held, not charged yet", "€30.00 will not be charged");
    }

    @Test
    void theDeskReportsWhatWasDone() {
        var order = take("[" + card(4000, true) + "]");
        cancel(order, 1);
        worker.tick();
        var desk = signIn(AppTest.OPERATOR_KEY);
        var page = desk.get("/desk/orders/" + order.ref().id());
        var effect = effect(order, 0).id();
        assertThat(page.text()).contains(effect, "Record: €10.00 went back", "Record: €10.00 failed", "Asked for");
        var form = "type=refunded&amount=10.00&reference=" + effect;
        var reply = post(desk, page, "/desk/payments/" + payment(order).publicId() + "/events", form);
        assertThat(reply.status()).as(reply.text()).isEqualTo(303);
        assertThat(reply.header("Location"))
                .isEqualTo("/desk/orders/" + order.ref().id() + "?done=payments.reported#money");
        assertThat(states(order)).containsExactly("refund 1000 done");
        assertThat(desk.get("/desk/orders/" + order.ref().id() + "?done=payments.reported")
                        .text())
                .contains("What you reported is recorded.", "What moved");
        assertThat(payment(order).events().getFirst().actor()).startsWith("operator:");
    }

    @Test
    void whatDoesNotFitIsExplainedAndTheFormStays() {
        var order = take("[" + card(4000, true) + "]");
        var desk = signIn(AppTest.OPERATOR_KEY);
        var page = desk.get("/desk/orders/" + order.ref().id());
        var path = "/desk/payments/" + payment(order).publicId() + "/events";
        var tooMuch = post(desk, page, path, "type=refunded&amount=40,01&reference=re_9");
        assertThat(tooMuch.status()).isEqualTo(409);
        assertThat(tooMuch.text())
                .contains("More would be refunded", "Nothing was recorded", "value=\"40,01\"", "re_9");
        var crumbs = post(desk, page, path, "type=refunded&amount=4.001&reference=re_9");
        assertThat(crumbs.status()).isEqualTo(422);
        assertThat(crumbs.text()).contains("at most 2 digits");
        assertThat(post(desk, page, path, "type=stolen&amount=1").status()).isEqualTo(422);
        assertThat(payment(order).events()).isEmpty();
    }

    @Test
    void whatFailedIsPlannedAgainAtTheDesk() {
        var order = take("[" + card(4000, true) + "]");
        cancel(order, 1);
        var desk = signIn(AppTest.OPERATOR_KEY);
        var page = desk.get("/desk/orders/" + order.ref().id());
        var effect = effect(order, 0).id();
        var path = "/desk/payments/" + payment(order).publicId() + "/events";
        assertThat(post(desk, page, path, "type=failed&reference=" + effect).status())
                .isEqualTo(303);
        var after = desk.get("/desk/orders/" + order.ref().id());
        assertThat(after.text())
                .contains(
                        "Record: €10.00 is still to be done",
                        "€10.00 failed: still with the shop",
                        "€30.00 with the shop");
        var retried = post(desk, after, "/desk/effects/" + effect + "/retry", "");
        assertThat(retried.header("Location")).contains("done=payments.retried");
        assertThat(states(order)).containsExactly("refund 1000 failed", "refund 1000 planned");
    }

    @Test
    void aWarehouseSeesNoMoney() {
        var order = take("[" + card(4000, true) + "]");
        var operator = new Actor(Actor.Kind.OPERATOR, "test", Set.of(), null, Actor.Channel.API);
        var key =
                keys.create(operator, SELLER, Keys.Role.WAREHOUSE, "warehouse").key();
        var desk = signIn(key);
        var page = desk.get("/desk/orders/" + order.ref().id());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).doesNotContain("id=\"money\"", "Report something else");
        var path = "/desk/payments/" + payment(order).publicId() + "/events";
        assertThat(post(desk, page, path, "type=refunded&amount=1").status()).isEqualTo(403);
    }

    private String shoppersPage(Order order) {
        return Shopper.page(port, links, order.ref());
    }

    /// Somebody at the desk.
    private Http signIn(String key) {
        var form = Http.at(port).get("/desk/sign-in");
        var body = "_csrf=" + find(TOKEN, form.text()) + "&key=" + URLEncoder.encode(key, StandardCharsets.UTF_8)
                + "&to=%2Fdesk";
        var reply = Http.at(port)
                .with("Cookie", "cm_form=" + form.cookie("cm_form"))
                .form("/desk/sign-in", body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(303);
        return Http.at(port).with("Cookie", "cm_desk=" + reply.cookie("cm_desk"));
    }

    private Http.Reply post(Http desk, Http.Reply page, String path, String form) {
        var cookies = page.response().request().headers().firstValue("Cookie").orElse("");
        var hidden = "_csrf=" + find(TOKEN, page.text()) + "&once=" + find(ONCE, page.text());
        return desk.with("Cookie", cookies + "; cm_form=" + page.cookie("cm_form"))
                .form(path, hidden + "&" + form);
    }

    private static String find(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return URLEncoder.encode(found.group(1), StandardCharsets.UTF_8);
    }
}
