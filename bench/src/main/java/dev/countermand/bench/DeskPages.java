package dev.countermand.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// The desk as a browser of staff sees it: signed in once, by the operator's key.
final class DeskPages implements AutoCloseable {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final URI base;
    private final HttpClient browser = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();

    private DeskPages(URI base) {
        this.base = base;
    }

    /// Empty where the desk does not take the key.
    static Optional<DeskPages> signIn(URI base, String key) throws InterruptedException {
        var desk = new DeskPages(base);
        try {
            var form = TOKEN.matcher(desk.get("/desk/sign-in"));
            var body = "to=&key=" + key + (form.find() ? "&_csrf=" + encode(form.group(1)) : "");
            desk.browser.send(
                    HttpRequest.newBuilder(base.resolve("/desk/sign-in"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.discarding());
            desk.get("/desk/orders");
            return Optional.of(desk);
        } catch (IOException | IllegalStateException closed) {
            desk.close();
            return Optional.empty();
        }
    }

    /// A page. Fails when there is none.
    String get(String path) throws IOException, InterruptedException {
        var answer = browser.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + answer.statusCode());
        }
        return answer.body();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        browser.shutdownNow();
    }
}
