package dev.countermand.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.kernel.Actor;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// How people are let in: at the desk by a key, to one order by a link; and that their forms are their
/// own.
@AppTest
@Import(PageDoorTests.Probe.class)
class PageDoorTests extends PageDoor {

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
}
