package dev.countermand.connectors.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import java.util.regex.Pattern;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// Forms of a demo server, sent as a browser sends them.
@AppTest
@TestPropertySource(properties = "countermand.demo=true")
public abstract class PagesBench {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @LocalServerPort
    protected int port;

    private String desk = "";

    protected void signIn() {
        var form = Http.at(port).get("/desk/sign-in");
        var reply = Http.at(port)
                .with("Cookie", "cm_form=" + form.cookie("cm_form"))
                .form("/desk/sign-in", "_csrf=" + token(form) + "&key=" + AppTest.OPERATOR_KEY + "&to=%2Fdesk");
        assertThat(reply.status()).as(reply.text()).isEqualTo(303);
        desk = "cm_desk=" + reply.cookie("cm_desk");
    }

    protected Http.Reply get(String path) {
        return Http.at(port).with("Cookie", desk.isEmpty() ? "tz=UTC" : desk).get(path);
    }

    /// Sends a form of the page.
    protected Http.Reply post(Http.Reply page, String path, String form) {
        var cookies = (desk.isEmpty() ? "" : desk + "; ") + "cm_form=" + page.cookie("cm_form");
        return Http.at(port).with("Cookie", cookies).form(path, "_csrf=" + token(page) + "&" + form);
    }

    private static String token(Http.Reply page) {
        var found = TOKEN.matcher(page.text());
        assertThat(found.find()).as(page.text()).isTrue();
        return found.group(1);
    }
}
