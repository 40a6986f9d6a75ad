package dev.countermand.accounts.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.kernel.Role;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/// Coming in by password, and staying: sessions and their end.
@AppTest
class SignInTests extends Offices {

    /// Tries of one test are forgotten before the next.
    @BeforeEach
    void later() {
        clock.advance(Duration.ofHours(2));
    }

    @Test
    void aPersonSignsInAndOutAndTheCookieIsSafe() {
        var rita = staff().hire(Role.REPRESENTATIVE);
        var reply = browser().signIn(rita.email().toUpperCase(java.util.Locale.ROOT), Staff.PASSWORD);
        assertThat(reply.status()).as(reply.text()).isEqualTo(303);
        assertThat(reply.response().headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("cm_session=cms_")
                        .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=604800"));
        var signedIn = browser().after(reply);
        assertThat(signedIn.get("/desk").text()).contains("Signed in as representative");
        signedIn.post("/desk/sign-out");
        assertThat(signedIn.get("/desk").status())
                .as("the session is gone from the database, too")
                .isEqualTo(303);
    }

    @Test
    void theDatabaseKeepsNoTokenAndNoPassword() {
        var person = staff().hire(Role.REPRESENTATIVE);
        var token = browser()
                .after(browser().signIn(person.email(), Staff.PASSWORD))
                .session();
        var kept = jdbc.sql("select encode(sha256, 'escape') || browser || address from accounts.session")
                .query(String.class)
                .list();
        assertThat(kept).noneMatch(row -> row.contains(token));
        assertThat(store.password(person.id()).orElseThrow())
                .startsWith("{bcrypt}")
                .doesNotContain(Staff.PASSWORD);
    }

    @Test
    void unknownWrongAndDisabledAreAnsweredAlike() {
        var person = staff().hire(Role.REPRESENTATIVE);
        var gone = staff().hire(Role.REPRESENTATIVE);
        store.disable(gone.id(), clock.instant());
        var wrong = browser().signIn(person.email(), "not the password");
        var unknown = browser().signIn("nobody@staff.example", Staff.PASSWORD);
        var disabled = browser().signIn(gone.email(), Staff.PASSWORD);
        for (var reply : new Http.Reply[] {wrong, unknown, disabled}) {
            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.text()).contains("do not belong together");
            assertThat(reply.cookie("cm_session")).isEmpty();
        }
        assertThat(passwords.matches("x", Optional.empty())).isFalse();
    }

    @Test
    void tenWrongPasswordsCloseTheAccountFromThereForAWhile() {
        var person = staff().hire(Role.REPRESENTATIVE);
        var browser = browser();
        for (int i = 0; i < 10; i++) {
            assertThat(browser.signIn(person.email(), "wrong-" + i).status()).isEqualTo(422);
        }
        var refused = browser.signIn(person.email(), Staff.PASSWORD);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("601");
        clock.advance(Duration.ofMinutes(11));
        assertThat(browser.signIn(person.email(), Staff.PASSWORD).status()).isEqualTo(303);
    }

    @Test
    void whoeverGuessesAtManyAccountsIsStoppedByHisAddress() {
        var browser = browser();
        for (int i = 0; i < 20; i++) {
            assertThat(browser.signIn("guess" + i + "@staff.example", "wrong").status())
                    .isEqualTo(422);
        }
        assertThat(browser.signIn("guess@staff.example", "wrong").status()).isEqualTo(429);
    }

    @Test
    void aSessionEndsWhenItRestsAndAtLastAnyway() {
        var resting = browserOf(Role.READ_ONLY);
        clock.advance(Duration.ofHours(7));
        assertThat(resting.get("/desk").status()).isEqualTo(200);
        clock.advance(Duration.ofHours(7));
        assertThat(resting.get("/desk").status()).as("it was used meanwhile").isEqualTo(200);
        clock.advance(Duration.ofHours(8).plusSeconds(1));
        assertThat(resting.get("/desk").status()).isEqualTo(303);
        var busy = browserOf(Role.READ_ONLY);
        for (int i = 0; i < 24; i++) {
            clock.advance(Duration.ofHours(7));
            assertThat(busy.get("/desk").status()).as("7 h × " + i).isEqualTo(i == 23 ? 303 : 200);
        }
    }

    @Test
    void aSessionIsKnownToEveryProcess() {
        var token = staff().sessionOf(Role.READ_ONLY);
        var elsewhere = new Sessions(new SessionStore(jdbc), clock, Duration.ofHours(8), Duration.ofDays(7));
        assertThat(elsewhere.find(token)).isPresent();
        elsewhere.end(token);
        assertThat(browser().with(token).get("/desk").status()).isEqualTo(303);
    }

    @Test
    void onesSessionsAreListedAndEachCanBeEnded() {
        var person = staff().hire(Role.REPRESENTATIVE);
        var here = browser().with(staff().open(person));
        var request = new MockHttpServletRequest();
        request.addHeader("User-Agent", "Lost <b>Phone</b>");
        var phone = browser().with(sessions.open(person.id(), request));
        var page = here.get("/desk/account");
        assertThat(page.text()).contains("Lost &lt;b&gt;Phone", "This browser");
        var lost = sessions.of(person.id()).stream()
                .filter(session -> session.browser().startsWith("Lost"))
                .findFirst()
                .orElseThrow();
        var stranger = browserOf(Role.SUPERVISOR);
        var path = "/desk/account/sessions/" + lost.name() + "/end";
        assertThat(stranger.post(path).status()).isEqualTo(404);
        assertThat(phone.get("/desk").status()).isEqualTo(200);
        assertThat(here.post(path).status()).isEqualTo(303);
        assertThat(phone.get("/desk").status()).isEqualTo(303);
        assertThat(here.get("/desk").status()).isEqualTo(200);
    }

    @Test
    void aNewPasswordSignsOutEverywhereElse() {
        var person = staff().hire(Role.REPRESENTATIVE);
        var here = browser().with(staff().open(person));
        var there = browser().with(staff().open(person));
        var wrong = here.post("/desk/account/password", Map.of("old", "no", "password", "another fine phrase"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text()).contains("not your current password");
        var weak = here.post("/desk/account/password", Map.of("old", Staff.PASSWORD, "password", "short"));
        assertThat(weak.text()).contains("at least 12 characters");
        var done =
                here.post("/desk/account/password", Map.of("old", Staff.PASSWORD, "password", "another fine phrase"));
        assertThat(done.status()).isEqualTo(303);
        assertThat(here.get("/desk").status()).isEqualTo(200);
        assertThat(there.get("/desk").status()).isEqualTo(303);
        assertThat(browser().signIn(person.email(), Staff.PASSWORD).status()).isEqualTo(422);
        assertThat(browser().signIn(person.email(), "another fine phrase").status())
                .isEqualTo(303);
    }

    @Test
    void aKeyStillOpensTheDeskButHasNoAccount() {
        var reply = browser().post("/desk/sign-in", Map.of("key", AppTest.OPERATOR_KEY));
        assertThat(reply.status()).isEqualTo(303);
        var page = Http.at(port)
                .with("Cookie", "cm_desk=" + reply.cookie("cm_desk"))
                .get("/desk/account");
        assertThat(page.text()).contains("You came with an API key");
    }
}
