package dev.countermand.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Import;

/// A link opens one order in one browser, for ninety days; a forged one opens nothing.
@AppTest
@Import(PageDoorTests.Probe.class)
class LinkDoorTests extends PageDoor {

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
}
