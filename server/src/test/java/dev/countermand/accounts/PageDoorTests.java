package dev.countermand.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// How people are let in: at the desk by a key, to one order by a link; and that their forms are their
/// own.
@AppTest
@Import(PageDoorTests.Probe.class)
class PageDoorTests {

    private static final SellerId SELLER = new SellerId("page-door");

    @LocalServerPort
    int port;

    @Autowired
    OrderLinks links;

    @Autowired
    MutableClock clock;

    @RestController
    static class Probe {

        @GetMapping("/o/{id}/probe")
        Map<String, String> order(Actor actor, @PathVariable String id) {
            return told(actor);
        }

        @GetMapping("/desk/probe")
        Map<String, String> desk(Actor actor) {
            return told(actor);
        }

        @PostMapping("/probe")
        Map<String, String> form() {
            return Map.of("done", "yes");
        }

        private static Map<String, String> told(Actor actor) {
            return Map.of(
                    "kind", actor.kind().name(),
                    "channel", actor.channel().name(),
                    "order", String.valueOf(actor.order()),
                    "sellers", actor.sellers().toString());
        }
    }

    @Test
    void aLinkOpensItsOrderInThisBrowserAndLeavesTheAddressBar() {
        var order = order("W1");
        var link = links.open(order);
        assertThat(link.toString()).startsWith("http://localhost:" + port + "/o/ord_");
        var reply = http().get(path(link));
        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.header("Location")).isEqualTo("/o/" + order.id());
        assertThat(reply.response().headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("cm_orders=")
                        .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=7776000"));
        var seen = with("cm_orders", reply.cookie("cm_orders")).get("/o/" + order.id() + "/probe");
        assertThat(seen.json().path("kind").asString()).isEqualTo("SHOPPER");
        assertThat(seen.json().path("channel").asString()).isEqualTo("PAGE");
        assertThat(seen.json().path("order").asString()).isEqualTo(order.id().toString());
        assertThat(seen.json().path("sellers").asString()).isEqualTo("[page-door]");
    }

    @Test
    void severalLinksAddUpAndOpenNothingElse() {
        var one = order("W2");
        var two = order("W3");
        String cookie = http().get(path(links.open(one))).cookie("cm_orders");
        cookie = with("cm_orders", cookie).get(path(links.open(two))).cookie("cm_orders");
        assertThat(with("cm_orders", cookie).get("/o/" + one.id() + "/probe").status())
                .isEqualTo(200);
        assertThat(with("cm_orders", cookie).get("/o/" + two.id() + "/probe").status())
                .isEqualTo(200);
        var other = with("cm_orders", cookie).get("/o/" + order("W4").id() + "/probe");
        assertThat(other.status()).isEqualTo(401);
        assertThat(with("cm_orders", cookie).get("/desk/probe").status()).isEqualTo(303);
    }

    @Test
    void twentyOneLinksDropTheFirst() {
        var first = order("first");
        String cookie = http().get(path(links.open(first))).cookie("cm_orders");
        for (int i = 0; i < 20; i++) {
            cookie = with("cm_orders", cookie)
                    .get(path(links.open(order("W-" + i))))
                    .cookie("cm_orders");
        }
        assertThat(cookie.length()).isLessThan(4000);
        assertThat(with("cm_orders", cookie).get("/o/" + first.id() + "/probe").status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"0, other", "1, zzzzzz", "2, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "2, ''", "0, ''", "1, ''"})
    void aForgedLinkOpensNothing(int field, String forged) {
        var order = order("W5");
        String[] fields = links.open(order).getQuery().substring(2).split("~");
        fields[field] = forged;
        var reply = http().get("/o/" + order.id() + "?k=" + String.join("~", fields));
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("Content-Type")).startsWith("text/html");
        assertThat(reply.cookie("cm_orders")).isEmpty();
    }

    @Test
    void aLinkOpensNoOtherOrder() {
        String token = links.open(order("W6")).getQuery();
        var reply = http().get("/o/" + order("W7").id() + "?" + token);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.cookie("cm_orders")).isEmpty();
    }

    @Test
    void linksAndTheirCookiesEndAfterNinetyDays() {
        var order = order("W8");
        String path = path(links.open(order));
        clock.advance(Duration.ofDays(89));
        String cookie = http().get(path).cookie("cm_orders");
        assertThat(with("cm_orders", cookie).get("/o/" + order.id() + "/probe").status())
                .isEqualTo(200);
        clock.advance(Duration.ofDays(1));
        var expired = http().get(path);
        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.text()).contains("This link has expired").contains("href=\"/\"");
        assertThat(with("cm_orders", cookie).get("/o/" + order.id() + "/probe").status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "x~y", "ord_1:zz:page-door~AAAA", "%%%", "a|b|c~"})
    void forgedCookiesAreNobody(String value) {
        assertThat(with("cm_orders", value)
                        .get("/o/" + order("W9").id() + "/probe")
                        .status())
                .isEqualTo(401);
        assertThat(with("cm_desk", value).get("/desk/probe").status()).isEqualTo(303);
    }

    @Test
    void aChangedLetterInACookieMakesItWorthless() {
        var order = order("W10");
        String cookie = http().get(path(links.open(order))).cookie("cm_orders");
        String changed = cookie.replace("page-door", "page-doos");
        assertThat(changed).isNotEqualTo(cookie);
        assertThat(with("cm_orders", changed).get("/o/" + order.id() + "/probe").status())
                .isEqualTo(401);
    }

    @Test
    void theDeskAsksForAKeyAndGoesOnWhereItWasAsked() {
        var asked = http().get("/desk/probe?a=1&b=2");
        assertThat(asked.status()).isEqualTo(303);
        assertThat(asked.header("Location")).isEqualTo("/desk/sign-in?to=%2Fdesk%2Fprobe%3Fa%3D1%26b%3D2");
        var form = http().get(asked.header("Location"));
        var reply = signIn(form, AppTest.OPERATOR_KEY, "%2Fdesk%2Fprobe%3Fa%3D1%26b%3D2");
        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.header("Location")).isEqualTo("/desk/probe?a=1&b=2");
        assertThat(reply.response().headers().allValues("Set-Cookie"))
                .anySatisfy(cookie ->
                        assertThat(cookie).startsWith("cm_desk=").contains("HttpOnly", "SameSite=Lax", "Path=/"));
        var seen = with("cm_desk", reply.cookie("cm_desk")).get("/desk/probe");
        assertThat(seen.json().path("kind").asString()).isEqualTo("OPERATOR");
        assertThat(seen.json().path("channel").asString()).isEqualTo("DESK");
        assertThat(with("cm_desk", reply.cookie("cm_desk"))
                        .get("/o/" + order("W11").id() + "/probe")
                        .json()
                        .path("kind")
                        .asString())
                .isEqualTo("OPERATOR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example", "//evil.example", "/desk/../x", "/desk//evil", "/deskx", "/desk\\evil"})
    void neverGoesElsewhereAfterSigningIn(String to) {
        var form = http().get("/desk/sign-in");
        var encoded = java.net.URLEncoder.encode(to, java.nio.charset.StandardCharsets.UTF_8);
        var reply = signIn(form, AppTest.OPERATOR_KEY, encoded);
        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.header("Location")).startsWith("/desk").doesNotContain("evil.example");
    }

    @Test
    void aSessionDiesWithItsKeyAndWithTime() {
        var made = http().as(AppTest.OPERATOR_KEY)
                .post("/v1/keys", "{\"seller\": \"page-door\"}")
                .json();
        var form = http().get("/desk/sign-in");
        String cookie = signIn(form, made.path("key").asString(), "%2Fdesk").cookie("cm_desk");
        assertThat(with("cm_desk", cookie)
                        .get("/desk/probe")
                        .json()
                        .path("kind")
                        .asString())
                .isEqualTo("SELLER");
        clock.advance(Duration.ofHours(11));
        var later = with("cm_desk", cookie).get("/desk/probe");
        assertThat(later.status()).isEqualTo(200);
        String renewed = later.cookie("cm_desk");
        clock.advance(Duration.ofHours(2));
        assertThat(with("cm_desk", cookie).get("/desk/probe").status()).isEqualTo(303);
        assertThat(with("cm_desk", renewed).get("/desk/probe").status()).isEqualTo(200);
        http().as(AppTest.OPERATOR_KEY).delete("/v1/keys/" + made.path("id").asString());
        assertThat(with("cm_desk", renewed).get("/desk/probe").status()).isEqualTo(303);
    }

    @Test
    void signingOutForgets() {
        var form = http().get("/desk/sign-in");
        String desk = signIn(form, AppTest.OPERATOR_KEY, "%2Fdesk").cookie("cm_desk");
        var reply = http().with("Cookie", "cm_form=" + form.cookie("cm_form") + "; cm_desk=" + desk)
                .form("/desk/sign-out", "_csrf=" + token(form));
        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.response().headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie).startsWith("cm_desk=;").contains("Max-Age=0"));
        assertThat(http().get(reply.header("Location")).text()).contains("You are signed out.");
    }

    @Test
    void aWrongKeyIsAskedForAgainAndTenAreEnough() {
        var form = http().get("/desk/sign-in");
        var missing = signIn(form, "", "%2Fdesk");
        assertThat(missing.status()).isEqualTo(422);
        for (int i = 0; i < 10; i++) {
            var wrong = signIn(form, "wrong-" + i, "%2Fdesk");
            assertThat(wrong.status()).isEqualTo(422);
            assertThat(wrong.text()).contains("href=\"#key\"").doesNotContain("wrong-" + i);
        }
        var refused = signIn(form, AppTest.OPERATOR_KEY, "%2Fdesk");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("601");
        clock.advance(Duration.ofMinutes(11));
        assertThat(signIn(form, AppTest.OPERATOR_KEY, "%2Fdesk").status()).isEqualTo(303);
    }

    @Test
    void aFormNeedsTheTokenOfItsOwnBrowser() {
        var form = http().get("/desk/sign-in");
        String cookie = form.cookie("cm_form");
        assertThat(form.response().headers().allValues("Set-Cookie"))
                .anySatisfy(set -> assertThat(set).startsWith("cm_form=").contains("HttpOnly", "SameSite=Lax"));
        assertThat(with("cm_form", cookie)
                        .form("/probe", "_csrf=" + token(form))
                        .status())
                .isEqualTo(200);
        var without = with("cm_form", cookie).form("/probe", "a=b");
        assertThat(without.status()).isEqualTo(403);
        assertThat(without.header("Content-Type")).startsWith("text/html");
        assertThat(http().form("/probe", "_csrf=" + token(form)).status()).isEqualTo(403);
        var anothers = http().get("/desk/sign-in");
        assertThat(with("cm_form", cookie)
                        .form("/probe", "_csrf=" + token(anothers))
                        .status())
                .isEqualTo(403);
        assertThat(with("cm_form", cookie).form("/probe", "_csrf=" + cookie).status())
                .describedAs("the cookie's own value is no token")
                .isEqualTo(403);
    }

    @Test
    void anApiKeyOpensNoPageAndACookieNoApi() {
        assertThat(http().as(AppTest.OPERATOR_KEY).get("/desk/probe").status()).isEqualTo(303);
        var form = http().get("/desk/sign-in");
        String desk = signIn(form, AppTest.OPERATOR_KEY, "%2Fdesk").cookie("cm_desk");
        assertThat(with("cm_desk", desk).get("/v1/keys").status()).isEqualTo(401);
    }

    private Http.Reply signIn(Http.Reply form, String key, String to) {
        return with("cm_form", form.cookie("cm_form"))
                .form("/desk/sign-in", "_csrf=" + token(form) + "&key=" + key + "&to=" + to);
    }

    private static String token(Http.Reply form) {
        var field = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(form.text());
        assertThat(field.find()).isTrue();
        return field.group(1);
    }

    private static OrderRef order(String number) {
        int part = Ids.part(SELLER, number);
        return new OrderRef(new OrderId(Ids.mint(part, Instant.EPOCH)), SELLER, number);
    }

    private static String path(URI link) {
        return link.getRawPath() + "?" + link.getRawQuery();
    }

    private Http with(String cookie, String value) {
        return http().with("Cookie", cookie + "=" + value);
    }

    private Http http() {
        return Http.at(port);
    }
}
