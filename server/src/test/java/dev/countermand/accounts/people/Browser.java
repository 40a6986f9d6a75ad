package dev.countermand.accounts.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.Http;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/// A browser at the desk: keeps its form token and the session it was given.
final class Browser {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final Http http;
    private final String form;
    private final String token;
    private final String session;

    private Browser(Http http, String form, String token, String session) {
        this.http = http;
        this.form = form;
        this.token = token;
        this.session = session;
    }

    /// Nobody known.
    static Browser at(int port) {
        var http = Http.at(port);
        var page = http.get("/desk/forgotten");
        var token = TOKEN.matcher(page.text());
        assertThat(token.find()).isTrue();
        return new Browser(http, page.cookie("cm_form"), token.group(1), "");
    }

    /// The same with another session; empty for none.
    Browser with(String other) {
        return new Browser(http, form, token, other);
    }

    /// The same after a reply that may have set the session.
    Browser after(Http.Reply reply) {
        return with(reply.cookie("cm_session"));
    }

    String session() {
        return session;
    }

    Http.Reply get(String path) {
        return cookies().get(path);
    }

    Http.Reply post(String path, Map<String, String> fields) {
        var body = new StringJoiner("&").add("_csrf=" + encode(token));
        fields.forEach((name, value) -> body.add(encode(name) + "=" + encode(value)));
        return cookies().form(path, body.toString());
    }

    Http.Reply post(String path) {
        return post(path, Map.of());
    }

    Http.Reply signIn(String email, String password) {
        return post("/desk/sign-in", Map.of("email", email, "password", password));
    }

    private Http cookies() {
        return http.with("Cookie", "cm_form=" + form + "; cm_session=" + session);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
