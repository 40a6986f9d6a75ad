package dev.countermand;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.UUID;
import java.util.regex.Pattern;

/// Somebody at the desk with a browser: signed in by a key, sending forms as the pages have them.
public final class Desk {

    private final Http browser;
    private final String token;

    private Desk(Http browser, String token) {
        this.browser = browser;
        this.token = token;
    }

    public static Desk signedIn(int port, String key) {
        var form = Http.at(port).get("/desk/sign-in");
        var token = field(form.text(), "_csrf");
        var jar = "cm_form=" + form.cookie("cm_form");
        var entered = Http.at(port).with("Cookie", jar).form("/desk/sign-in", "_csrf=" + token + "&key=" + key);
        assertThat(entered.status()).as(entered.text()).isEqualTo(303);
        return new Desk(Http.at(port).with("Cookie", jar + "; cm_desk=" + entered.cookie("cm_desk")), token);
    }

    /// A key of a seller, made by the operator.
    public static String key(int port, String seller, String role) {
        var made = Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .post("/v1/keys", "{\"seller\": \"" + seller + "\", \"role\": \"" + role + "\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json().path("key").asString();
    }

    /// Somebody of a seller with some rights only, by their words.
    public static Desk with(int port, String seller, String... rights) {
        var words = "\"" + String.join("\", \"", rights) + "\"";
        var made = Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .post("/v1/keys", "{\"seller\": \"" + seller + "\", \"rights\": [" + words + "]}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return signedIn(port, made.json().path("key").asString());
    }

    public Http.Reply get(String path) {
        return browser.get(path);
    }

    /// Sends a form that was just opened.
    ///
    /// @param fields names and values in turn
    public Http.Reply post(String path, String... fields) {
        return postAs(UUID.randomUUID().toString(), path, fields);
    }

    /// Sends the same form again when the same `once` is given.
    public Http.Reply postAs(String once, String path, String... fields) {
        var body = new ArrayList<String>();
        body.add("_csrf=" + token);
        body.add("once=" + once);
        for (int i = 0; i < fields.length; i += 2) {
            body.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return browser.form(path, String.join("&", body));
    }

    /// The value of a field of a page's form.
    public static String field(String page, String name) {
        var found = Pattern.compile("name=\"" + Pattern.quote(name) + "\" [^>]*value=\"([^\"]*)\"")
                .matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }
}
