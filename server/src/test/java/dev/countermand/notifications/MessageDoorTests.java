package dev.countermand.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.AppTest;
import dev.countermand.Http;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Who reads what was told, and the button that tells it again.
@AppTest
class MessageDoorTests extends Letters {

    @Test
    void messagesAreTheShopsBusinessOnly() {
        var order = canceledOrder("ada@example.org");
        tellAll(order);
        var id = told(order).path("id").asString();
        var made = operator().post("/v1/keys", "{\"seller\":\"neighbor-of-tell\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        var neighbor = Http.at(port).as(made.json().path("key").asString());
        assertThat(neighbor.get("/v1/orders/" + order.number() + "/messages").status())
                .isEqualTo(404);
        assertThat(neighbor.post("/v1/messages/" + id + "/resend", "").status()).isEqualTo(404);
        assertThat(Http.at(port)
                        .get("/v1/orders/" + order.number() + "/messages")
                        .status())
                .isEqualTo(401);
        assertThat(operator().post("/v1/messages/msg_0/resend", "").status()).isEqualTo(404);
        assertThatThrownBy(() -> messages.resend(id)).hasMessageContaining("transaction");
    }

    @Test
    void theDesksButtonSendsItAgainOnceHoweverOftenItIsPressed() {
        var order = canceledOrder("ada@example.org");
        tellAll(order);
        var handed = new AtomicInteger();
        var worker = worker(new Fake(letter -> handed.incrementAndGet()));
        worker.drain();

        var form = Http.at(port).get("/desk/sign-in");
        var signedIn = Http.at(port)
                .with("Cookie", "cm_form=" + form.cookie("cm_form"))
                .form("/desk/sign-in", "key=" + AppTest.OPERATOR_KEY + "&_csrf=" + field(form.text(), "_csrf"));
        var desk = "cm_desk=" + signedIn.cookie("cm_desk");
        var page = Http.at(port).with("Cookie", desk).get("/desk/orders/" + order.id());
        assertThat(page.text()).contains("What the customer was told", "Canceled: order " + order.number());
        assertThat(page.text()).contains("[link]").doesNotContain("?k=");

        var button = "/desk/messages/" + told(order).path("id").asString() + "/resend";
        var body = "_csrf=" + field(page.text(), "_csrf") + "&once=" + field(page.text(), "once");
        var pressing = Http.at(port).with("Cookie", desk + "; cm_form=" + page.cookie("cm_form"));
        assertThat(pressing.form(button, body).header("Location")).endsWith("?done=notifications.resent");
        worker.drain();
        assertThat(pressing.form(button, body).status()).isEqualTo(303);
        worker.drain();
        assertThat(handed).hasValue(2);
        assertThat(Http.at(port).form(button, body).status()).isIn(303, 403);
        worker.drain();
        assertThat(handed).hasValue(2);
    }

    private static String field(String page, String name) {
        var found = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }
}
