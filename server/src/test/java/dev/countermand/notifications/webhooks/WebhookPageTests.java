package dev.countermand.notifications.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The desk's pages about webhooks.
class WebhookPageTests extends WebhookHouse {

    @Test
    void anEndpointIsMadeTriedWatchedAndTakenAway() {
        var desk = signIn(key(seller, "seller"));
        var list = desk.get("/desk/webhooks");
        assertThat(list.text()).contains("No endpoint yet", "Add an endpoint", "aria-current=\"page\">Webhooks");
        var wrong = post(desk, list, "/desk/webhooks", fields("https://10.0.0.1/x", "it@shop.example"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text()).contains("private network", "value=\"https://10.0.0.1/x\"", "it@shop.example");

        var made = post(desk, list, "/desk/webhooks", fields(receiver.url(), "") + "&kinds=order.*");
        assertThat(made.status()).as(made.text()).isEqualTo(303);
        var here = made.header("Location").replaceFirst("\\?.*", "");
        take("D1");
        follow();
        receiver.answering(500);
        worker.drain();
        var page = desk.get(made.header("Location"));
        assertThat(page.text())
                .contains("The endpoint is there.", "order.taken", "D1", "answered 500", "On its way")
                .doesNotContain("whsec_");
        assertThat(post(desk, page, here + "/secret", "").text()).contains("whsec_");

        var delivery = here.replaceFirst("/whe_.*", "/deliveries/")
                + deliveries(here.replaceFirst(".*/", ""), "")
                        .getFirst()
                        .path("id")
                        .asString();
        var detail = desk.get(delivery);
        assertThat(detail.text()).contains("Try 1", "webhook-id", "orderId");
        receiver.answering(200);
        assertThat(post(desk, detail, delivery + "/replay", "").header("Location"))
                .endsWith("?done=webhooks.replayed");
        worker.drain();
        assertThat(desk.get(delivery).text()).contains("Arrived");
        assertThat(post(desk, detail, delivery + "/skip", "").header("Location"))
                .endsWith("?done=webhooks.not_failed");

        assertThat(post(desk, page, here + "/test", "").header("Location")).endsWith("?done=webhooks.test_arrived");
        assertThat(post(desk, page, here + "/test", "").header("Location")).endsWith("?done=webhooks.test_too_soon");
        clock.advance(Duration.ofSeconds(6));
        receiver.answering(404);
        assertThat(post(desk, page, here + "/test", "").header("Location")).endsWith("?done=webhooks.test_failed");
        assertThat(post(desk, page, here + "/rotate", "").header("Location")).endsWith("?done=webhooks.rotated");
        assertThat(post(desk, page, here + "/enabled", "enabled=false").header("Location"))
                .endsWith("?done=webhooks.disabled");
        assertThat(post(desk, page, here + "/replay", "since=2026-11-20T10:00").header("Location"))
                .endsWith("?done=webhooks.replay_begun");
        assertThat(post(desk, page, here + "/replay", "since=soon").header("Location"))
                .endsWith("?done=webhooks.replay_when");
        assertThat(post(desk, page, here, fields(receiver.url() + "2", "")).header("Location"))
                .endsWith("?done=webhooks.saved");
        assertThat(desk.get(here + "?status=delivered").text()).contains("D1", "hook2", "What was sent");
        assertThat(post(desk, page, here + "/delete", "").header("Location")).endsWith("done=webhooks.deleted");
        assertThat(desk.get(here).status()).isEqualTo(404);
    }

    @Test
    void nobodyElseSeesThem() {
        var id = endpoint("").path("id").asString();
        var neighbor = signIn(key(seller + "-neighbor", "seller"));
        assertThat(neighbor.get("/desk/webhooks/" + id).status()).isEqualTo(404);
        assertThat(neighbor.get("/desk/webhooks?seller=" + seller).status()).isEqualTo(404);
        var warehouse = signIn(key(seller, "warehouse"));
        assertThat(warehouse.get("/desk/webhooks").status()).isEqualTo(403);
        assertThat(warehouse.get("/desk").text()).doesNotContain("/desk/webhooks");
        assertThat(signIn(AppTest.OPERATOR_KEY)
                        .get("/desk/webhooks?seller=" + seller)
                        .text())
                .contains("/desk/webhooks/" + id);
    }

    private static String fields(String url, String contact) {
        return "url=" + URLEncoder.encode(url, StandardCharsets.UTF_8) + "&description=stock&contact="
                + URLEncoder.encode(contact, StandardCharsets.UTF_8);
    }

    private Http signIn(String key) {
        var form = Http.at(port).get("/desk/sign-in");
        var reply = Http.at(port)
                .with("Cookie", "cm_form=" + form.cookie("cm_form"))
                .form("/desk/sign-in", "key=" + key + "&_csrf=" + field(form.text(), "_csrf"));
        assertThat(reply.status()).isEqualTo(303);
        return Http.at(port).with("Cookie", "cm_desk=" + reply.cookie("cm_desk"));
    }

    /// Each press with a key of its own, as a page that was loaded anew would have.
    private Http.Reply post(Http desk, Http.Reply page, String path, String body) {
        var cookies = page.response().request().headers().firstValue("Cookie").orElse("");
        var hidden = "&_csrf=" + field(page.text(), "_csrf") + "&once=" + UUID.randomUUID();
        return desk.with("Cookie", cookies + "; cm_form=" + page.cookie("cm_form"))
                .form(path, body + hidden);
    }

    private static String field(String page, String name) {
        var found = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }
}
