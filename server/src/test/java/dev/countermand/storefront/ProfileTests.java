package dev.countermand.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// How a seller looks and where he is reached: by API, and as his customers see it.
@AppTest
class ProfileTests {

    private static final String WHOLE = """
            {"name": "Donau & Söhne", "locale": "de-AT", "zone": "Europe/Vienna",
             "contact": {"phone": "+43 1 234567", "email": "hilfe@donau.example", "website": "https://donau.example/hilfe",
                         "hours": [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "until": "17:30"}]},
             "theme": {"accent": "#8a1538", "band": "#8a1538", "font": "serif"}}
            """;

    @LocalServerPort
    int port;

    @Autowired
    MutableClock clock;

    @Test
    void aProfileIsPutReadAndSeenByCustomers() {
        var put = api().put("/v1/sellers/profile-a/profile", WHOLE);
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.json().path("theme").path("accent").asString()).isEqualTo("#8a1538");
        assertThat(api().get("/v1/sellers/profile-a/profile").json()).isEqualTo(put.json());

        var page = Http.at(port).get("/contact/profile-a");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("<html lang=\"de-AT\">", "Kontakt zu Donau &amp; Söhne", "href=\"tel:+431234567\"")
                .contains(
                        "mailto:hilfe@donau.example",
                        "09:00",
                        "17:30",
                        put.json().path("style").asString());
        var english = Http.at(port).with("Accept-Language", "en-GB").get("/contact/profile-a");
        assertThat(english.text()).contains("<html lang=\"en-GB\">", "Contact Donau &amp; Söhne");

        var css = Http.at(port).get(put.json().path("style").asString());
        assertThat(css.header("Content-Type")).startsWith("text/css");
        assertThat(css.header("Cache-Control")).contains("immutable");
        assertThat(css.text())
                .contains("--accent: light-dark(#8a1538, #", ".masthead { background: #8a1538", "Georgia");
    }

    @Test
    void whatCannotBeReadIsRefusedWithAColorThatCan() {
        var reply = api().put("/v1/sellers/profile-b/profile", "{\"theme\":{\"accent\":\"#ffcc00\"}}");
        assertThat(reply.status()).isEqualTo(422);
        var fault = reply.json().path("errors").path(0);
        assertThat(fault.path("pointer").asString()).isEqualTo("/theme/accent");
        assertThat(fault.path("code").asString()).isEqualTo("contrast_too_low");
        assertThat(fault.path("message").asString()).contains("1.3:1", "4.5:1", " would do.");
    }

    @Test
    void everythingWrongIsToldAtOnce() {
        var reply = api().put("/v1/sellers/profile-b/profile", """
                {"name": "", "locale": "xx", "zone": "Nowhere",
                 "contact": {"phone": "call me", "email": "no", "website": "http://plain.example",
                             "hours": [{"days": ["someday"], "from": "9", "until": "08:00"}]},
                 "theme": {"accent": "red", "accentDark": "#000000", "font": "Comic Sans"}}
                """);
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("errors").findValuesAsString("pointer"))
                .contains("/name", "/locale", "/zone", "/contact/phone", "/contact/email", "/contact/website")
                .contains("/contact/hours/0/days", "/theme/accent", "/theme/accentDark", "/theme/font");
        assertThat(api().put("/v1/sellers/profile-b/profile", "{\"colour\":\"red\"}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aLogoIsDrawnAnewAndNothingButAPngIsTaken() throws IOException {
        var picture = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(120, 40, BufferedImage.TYPE_INT_RGB), "png", picture);
        picture.write("<script>alert(1)</script>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        var reply = logo("profile-c", picture.toByteArray(), "image/png");
        assertThat(reply.statusCode()).isEqualTo(200);
        var address =
                api().get("/v1/sellers/profile-c/profile").json().path("logo").asString();
        var served = bytes(address);
        assertThat(served.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(new String(served.body(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("script");
        assertThat(ImageIO.read(new ByteArrayInputStream(served.body())).getWidth())
                .isEqualTo(120);

        assertThat(logo("profile-c", "<svg/>".getBytes(java.nio.charset.StandardCharsets.UTF_8), "image/png")
                        .statusCode())
                .isEqualTo(422);
        assertThat(logo("profile-c", picture.toByteArray(), "image/svg+xml").statusCode())
                .isEqualTo(415);
        assertThat(logo("profile-c", new byte[300_000], "image/png").statusCode())
                .isEqualTo(413);
        var bomb = picture.toByteArray();
        bomb[16] = 0x7f;
        assertThat(logo("profile-c", bomb, "image/png").statusCode()).isEqualTo(422);
        assertThat(api().delete("/v1/sellers/profile-c/logo").status()).isEqualTo(204);
        assertThat(Http.at(port).get(address).status()).isEqualTo(404);
    }

    @Test
    void anotherSellersProfileIsNobodysBusinessAndAWarehouseSetsNothing() {
        api().put("/v1/sellers/profile-d/profile", "{}");
        api().put("/v1/sellers/profile-e/profile", "{}");
        var seller = Http.at(port).as(key("profile-e", "seller"));
        assertThat(seller.put("/v1/sellers/profile-d/profile", "{}").status()).isEqualTo(404);
        assertThat(seller.get("/v1/sellers/profile-d/profile").status()).isEqualTo(404);
        assertThat(seller.put("/v1/sellers/profile-e/profile", "{\"name\":\"Emil\"}")
                        .status())
                .isEqualTo(200);
        var warehouse = Http.at(port).as(key("profile-e", "warehouse"));
        assertThat(warehouse.put("/v1/sellers/profile-e/profile", "{}").status())
                .isEqualTo(403);
        assertThat(Http.at(port).get("/contact/no-such-seller").status()).isEqualTo(404);
    }

    @Test
    void theDesksFormSavesAndShowsWhatIsWrong() {
        api().put("/v1/sellers/profile-f/profile", "{}");
        var desk = new Browser(Http.at(port));
        var door = desk.get("/desk/sign-in");
        desk.press(door, "/desk/sign-in", "key=" + AppTest.OPERATOR_KEY);
        var form = desk.get("/desk/settings/profile-f");
        assertThat(form.status()).isEqualTo(200);
        var wrong = desk.press(
                form, "/desk/settings/profile-f", "name=Frieda&locale=en-US&zone=UTC&accent=%23eeeeee&font=system");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text()).contains("This color cannot be read well enough", "value=\"#eeeeee\"");
        var right = desk.press(
                wrong,
                "/desk/settings/profile-f",
                "name=Frieda&locale=en-US&zone=Europe/Berlin&font=system&monFrom1=09:00&monUntil1=12:00&monFrom2=14:00&monUntil2=18:30");
        assertThat(right.status()).isEqualTo(303);
        assertThat(Http.at(port).get("/contact/profile-f").text()).contains("Contact Frieda", "9:00", "12:00", "6:30");
    }

    @Test
    void aDayMayBeClosedAtNoon() {
        var path = "/desk/settings/profile-noon";
        api().put("/v1/sellers/profile-noon/profile", "{}");
        var desk = new Browser(Http.at(port));
        desk.press(desk.get("/desk/sign-in"), "/desk/sign-in", "key=" + AppTest.OPERATOR_KEY);
        var plain =
                "name=Frieda&locale=de-DE&zone=UTC&font=system&tueFrom1=09:00&tueUntil1=12:30&tueFrom2=%s&tueUntil2=18:00";
        var overlap = desk.press(desk.get(path), path, plain.formatted("12:00"));
        assertThat(overlap.status()).isEqualTo(422);
        assertThat(overlap.text()).contains("Two stretches of a day overlap", "value=\"12:00\"", "value=\"18:00\"");
        var backwards = desk.press(overlap, path, plain.formatted("18:30"));
        assertThat(backwards.text()).contains("the later one last", "value=\"18:30\"");
        assertThat(desk.press(backwards, path, plain.formatted("14:00")).status())
                .isEqualTo(303);
        assertThat(Http.at(port)
                        .with("Accept-Language", "de")
                        .get("/contact/profile-noon")
                        .text())
                .contains("09:00 – 12:30, 14:00 – 18:00");
        assertThat(desk.get(path).text())
                .contains("name=\"tueFrom2\" type=\"time\" value=\"14:00\"", "name=\"tueFrom3\"")
                .doesNotContain("name=\"monFrom3\"");
    }

    @Test
    void aDayHasAtMostThreeStretches() {
        var four = "{\"days\":[\"mon\"],\"from\":\"0%d:00\",\"until\":\"0%d:30\"}";
        var hours = java.util.stream.IntStream.range(1, 5)
                .mapToObj(i -> four.formatted(i, i))
                .collect(java.util.stream.Collectors.joining(","));
        var reply = api().put("/v1/sellers/profile-four/profile", "{\"contact\":{\"hours\":[" + hours + "]}}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("errors").path(0).path("code").asString()).isEqualTo("too_many_a_day");
    }

    private String key(String seller, String role) {
        return api().post("/v1/keys", "{\"seller\":\"%s\",\"role\":\"%s\"}".formatted(seller, role))
                .json()
                .path("key")
                .asString();
    }

    private HttpResponse<String> logo(String seller, byte[] picture, String type) throws IOException {
        return send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/sellers/" + seller + "/logo"))
                        .header("Authorization", "Bearer " + AppTest.OPERATOR_KEY)
                        .header("Content-Type", type)
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(picture))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<byte[]> bytes(String path) throws IOException {
        return send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) throws IOException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, body);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Http api() {
        return Http.at(port).as(AppTest.OPERATOR_KEY);
    }
}
