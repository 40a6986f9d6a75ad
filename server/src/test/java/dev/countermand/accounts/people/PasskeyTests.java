package dev.countermand.accounts.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.kernel.Role;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Coming in by a passkey.
@AppTest
class PasskeyTests extends Offices {

    @BeforeEach
    void later() {
        clock.advance(Duration.ofHours(2));
    }

    private Authenticator device() throws Exception {
        return new Authenticator("http://localhost:" + port, "localhost");
    }

    private static String challenge(Http.Reply options) {
        assertThat(options.status()).as(options.text()).isEqualTo(200);
        return options.json().path("challenge").asString();
    }

    private String asked() {
        return challenge(browser().post("/desk/passkey/request"));
    }

    private Http.Reply enter(String credential) {
        return browser().post("/desk/passkey/sign-in", Map.of("credential", credential));
    }

    private void add(Browser desk, Authenticator device) throws Exception {
        var made = device.make(challenge(desk.post("/desk/account/passkeys/options")));
        var reply = desk.post("/desk/account/passkeys", Map.of("credential", made, "name", "My <phone>"));
        assertThat(reply.status()).as(reply.text()).isEqualTo(303);
    }

    @Test
    void aPasskeyIsAddedSignsInAndIsRemoved() throws Exception {
        var person = staff().hire(Role.REPRESENTATIVE);
        var desk = browser().with(staff().open(person));
        var device = device();
        add(desk, device);
        assertThat(desk.get("/desk/account").text()).contains("My &lt;phone&gt;");
        var entered = enter(device.sign(asked()));
        assertThat(entered.status()).as(entered.text()).isEqualTo(303);
        assertThat(browser().after(entered).get("/desk/account").text()).contains(person.email());
        assertThat(enter(device.sign(asked())).status()).as("and again").isEqualTo(303);
        var page = desk.get("/desk/account").text();
        int from = page.indexOf("/desk/account/passkeys/pky_");
        var remove = page.substring(from, page.indexOf('"', from));
        assertThat(browserOf(Role.OPERATOR).post(remove).status()).isEqualTo(404);
        assertThat(desk.post(remove).status()).isEqualTo(303);
        assertThat(enter(device.sign(asked())).status()).isEqualTo(422);
    }

    @Test
    void anAnswerCountsOnceAndOnlyToOurOwnFreshQuestion() throws Exception {
        var device = device();
        add(browserOf(Role.REPRESENTATIVE), device);
        var signed = device.sign(asked());
        assertThat(enter(signed).status()).isEqualTo(303);
        assertThat(enter(signed).status()).as("the same again").isEqualTo(422);
        assertThat(enter(device.sign("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"))
                        .status())
                .isEqualTo(422);
        var late = device.sign(asked());
        clock.advance(Duration.ofMinutes(5));
        assertThat(enter(late).status()).isEqualTo(422);
    }

    @Test
    void anUnverifiedMisledOrUnknownDeviceIsRefused() throws Exception {
        var device = device();
        add(browserOf(Role.REPRESENTATIVE), device);
        assertThat(enter(device.signUnverified(asked())).status()).isEqualTo(422);
        assertThat(enter(device().sign(asked())).status()).as("unknown").isEqualTo(422);
        var desk = browserOf(Role.REPRESENTATIVE);
        var misled = device.misledTo("https://evil.example");
        var made = misled.make(challenge(desk.post("/desk/account/passkeys/options")));
        assertThat(desk.post("/desk/account/passkeys", Map.of("credential", made))
                        .status())
                .isEqualTo(422);
        for (var nonsense : new String[] {"", "{}", "null", "[1]", "{\"id\":1}"}) {
            assertThat(enter(nonsense).status()).as(nonsense).isIn(400, 422);
        }
    }

    @Test
    void anothersQuestionAddsNothing() throws Exception {
        var one = browserOf(Role.REPRESENTATIVE);
        var two = browserOf(Role.REPRESENTATIVE);
        var made = device().make(challenge(one.post("/desk/account/passkeys/options")));
        assertThat(two.post("/desk/account/passkeys", Map.of("credential", made))
                        .status())
                .isEqualTo(422);
        assertThat(browser().post("/desk/account/passkeys/options").status()).isEqualTo(303);
    }

    @Test
    void aDisabledPersonsPasskeyOpensNothing() throws Exception {
        var person = staff().hire(Role.REPRESENTATIVE);
        var device = device();
        add(browser().with(staff().open(person)), device);
        store.disable(person.id(), clock.instant());
        assertThat(enter(device.sign(asked())).status()).isEqualTo(422);
    }
}
