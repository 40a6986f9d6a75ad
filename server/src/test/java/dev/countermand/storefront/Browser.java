package dev.countermand.storefront;

import dev.countermand.Http;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// A browser as far as cookies and forms go.
public final class Browser {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final Http http;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    public Browser(Http http) {
        this.http = http;
    }

    public Browser speaking(String languages) {
        return new Browser(http.with("Accept-Language", languages));
    }

    /// One page; cookies are kept, redirects are not followed.
    public Http.Reply get(String path) {
        return kept(sending().get(path));
    }

    /// The page behind any redirects.
    public Http.Reply open(String path) {
        var reply = get(path);
        for (int hops = 0; reply.status() == 303 && hops < 5; hops++) {
            reply = get(reply.header("Location"));
        }
        return reply;
    }

    /// Sends a form of the page, with its token.
    public Http.Reply press(Http.Reply page, String action, String fields) {
        var token = CSRF.matcher(page.text());
        if (!token.find()) {
            throw new AssertionError("the page has no form");
        }
        var body = "_csrf=" + token.group(1) + (fields.isEmpty() ? "" : "&" + fields);
        return kept(sending().form(action, body));
    }

    private Http sending() {
        var header = new StringBuilder();
        cookies.forEach((name, value) -> header.append(header.isEmpty() ? "" : "; ")
                .append(name)
                .append('=')
                .append(value));
        return header.isEmpty() ? http : http.with("Cookie", header.toString());
    }

    private Http.Reply kept(Http.Reply reply) {
        for (var set : reply.response().headers().allValues("Set-Cookie")) {
            var pair = set.substring(0, set.indexOf(';')).split("=", 2);
            if (pair[1].isEmpty()) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
        return reply;
    }
}
