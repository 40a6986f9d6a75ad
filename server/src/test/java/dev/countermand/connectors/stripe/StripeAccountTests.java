package dev.countermand.connectors.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Desk;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import dev.countermand.accounts.OrderLinks;
import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/// Keys of Stripe: they go in, are used, and never come out.
@AppTest
class StripeAccountTests {

    private static final String SELLER = "stripe-keys";
    private static final String DOOR = "/v1/sellers/" + SELLER + "/stripe";
    private static final String PAGE = "/desk/partners/" + SELLER + "/stripe";
    private static final String LIVE = "rk_live_abcdefghijklmnop1234";
    private static final String TEST = "sk_test_abcdefghijklmnop5678";
    private static final String HOOK = "whsec_abcdefghijklmnopqrstuv";

    @LocalServerPort
    int port;

    @Autowired
    StripeAccounts accounts;

    @Autowired
    StripeAccountStore store;

    @Autowired
    Sellers sellers;

    @Autowired
    OrderLinks links;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MutableClock clock;

    private Http api;

    @BeforeEach
    void aSellerWithoutKeys() {
        api = Http.at(port).as(Desk.key(port, SELLER, "seller"));
        api.delete(DOOR);
    }

    private Http.Reply put(String key, String hook) {
        return api.put(DOOR, "{\"key\": \"%s\", \"webhookSecret\": \"%s\"}".formatted(key, hook));
    }

    @Test
    void isSetUpByTheApiAndShownWithoutItsSecrets() {
        assertThat(api.get(DOOR).json().path("connected").asBoolean()).isFalse();
        var set = put(LIVE, HOOK);
        assertThat(set.status()).as(set.text()).isEqualTo(200);
        var shown = api.get(DOOR);
        assertThat(shown.json().path("mode").asString()).isEqualTo("live");
        assertThat(shown.json().path("key").asString()).isEqualTo("rk_live_…1234");
        assertThat(shown.json().path("webhookUrl").asString()).endsWith("/v1/gateways/stripe/notices/" + SELLER);
        assertThat(set.text() + shown.text()).doesNotContain(LIVE, HOOK);
        assertThat(accounts.key(SELLER)).contains(LIVE);
        assertThat(accounts.hookSecrets(new SellerId(SELLER), clock.instant())).containsExactly(HOOK);
        assertThat(api.delete(DOOR).status()).isEqualTo(204);
        assertThat(accounts.key(SELLER)).isEmpty();
    }

    @Test
    void whatIsLeftOutStays() {
        put(LIVE, HOOK);
        assertThat(api.put(DOOR, "{\"key\": \"" + TEST + "\"}")
                        .json()
                        .path("mode")
                        .asString())
                .isEqualTo("test");
        assertThat(accounts.hookSecrets(new SellerId(SELLER), clock.instant())).containsExactly(HOOK);
        var other = api.put(DOOR, "{\"webhookSecret\": \"whsec_anotherOneThatIsLong\"}");
        assertThat(other.json().has("oldWebhookSecretUntil")).isTrue();
        assertThat(accounts.key(SELLER)).contains(TEST);
        assertThat(accounts.hookSecrets(new SellerId(SELLER), clock.instant()))
                .containsExactly("whsec_anotherOneThatIsLong", HOOK);
    }

    @Test
    void whatIsNoKeyIsRefusedAndNotRepeated() {
        var wrong = put("pk_live_thisMovesNoMoney", "not-a-secret");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text())
                .contains("publishable_key", "/webhookSecret")
                .doesNotContain("thisMovesNoMoney", "not-a-secret");
        assertThat(put("nonsense", HOOK).text()).contains("not_a_key").doesNotContain("nonsense");
        assertThat(api.put(DOOR, "{}").text()).contains("\"code\":\"missing\"");
        assertThat(api.put(DOOR, "{\"keys\": 1}").status()).isEqualTo(422);
        assertThat(accounts.key(SELLER)).isEmpty();
    }

    @Test
    void anotherSellersAccountIsNotThere() {
        put(LIVE, HOOK);
        var other = Http.at(port).as(Desk.key(port, "stripe-other", "seller"));
        assertThat(other.get(DOOR).status()).isEqualTo(404);
        assertThat(other.put(DOOR, "{\"key\": \"" + TEST + "\"}").status()).isEqualTo(404);
        assertThat(other.delete(DOOR).status()).isEqualTo(404);
        assertThat(other.post(DOOR + "/trial", "").status()).isEqualTo(404);
        assertThat(Http.at(port).get(DOOR).status()).isEqualTo(401);
        assertThat(accounts.key(SELLER)).contains(LIVE);
    }

    @Test
    void whoMayNotManageSettingsMayNotSeeIt() {
        put(LIVE, HOOK);
        var made = Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .post("/v1/keys", "{\"seller\": \"" + SELLER + "\", \"rights\": [\"see_orders\", \"see_money\"]}");
        var agent = Http.at(port).as(made.json().path("key").asString());
        assertThat(agent.get(DOOR).status()).isEqualTo(403);
        assertThat(agent.post(DOOR + "/trial", "").status()).isEqualTo(403);
    }

    @Test
    void standsSealedInTheDatabase() {
        put(LIVE, HOOK);
        var stored = jdbc.sql("select a::text from stripe.account a where seller = :seller")
                .param("seller", SELLER)
                .query(String.class)
                .single();
        assertThat(stored)
                .contains("rk_live_…1234")
                .doesNotContain(LIVE, HOOK, hex("abcdefghijklmnop"), hex("rk_live_abcd"));
        var elsewhere = new StripeAccounts(
                store, sellers, links, "another secret that is long enough to be one", "", transactions, clock);
        assertThat(elsewhere.key(SELLER)).isEmpty();
        var admin = new Actor(Actor.Kind.SELLER, "their key", Set.of(new SellerId(SELLER)), null, Actor.Channel.API);
        assertThat(elsewhere.find(new SellerId(SELLER), admin).orElseThrow().readable())
                .isFalse();
        assertThat(accounts.find(new SellerId(SELLER), admin).orElseThrow().readable())
                .isTrue();
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void isEnteredAndForgottenAtTheDesk() {
        var desk = Desk.signedIn(port, Desk.key(port, SELLER, "seller"));
        assertThat(desk.get("/desk/partners/" + SELLER).text()).contains(PAGE);
        assertThat(desk.get(PAGE).text()).contains("Nothing was entered yet", "charge.dispute.created");
        var wrong = desk.post(PAGE, "key", "pk_test_thisMovesNoMoney", "webhookSecret", "");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text()).contains("publishable key").doesNotContain("thisMovesNoMoney");
        assertThat(desk.post(PAGE, "key", TEST, "webhookSecret", HOOK).header("Location"))
                .isEqualTo(PAGE + "?done=stripe.saved");
        var page = desk.get(PAGE).text();
        assertThat(page).contains("test mode", "sk_test_…5678").doesNotContain(TEST, HOOK);
        desk.post(PAGE, "key", LIVE, "webhookSecret", "");
        assertThat(desk.get(PAGE).text()).contains("live mode", "This key moves real money");
        desk.post(PAGE + "/forget");
        assertThat(desk.get(PAGE).text()).contains("Nothing was entered yet");
        assertThat(desk.get("/desk/partners/nobody-here/stripe").status()).isEqualTo(404);
        var agent = Desk.with(port, SELLER, "see_orders", "see_money");
        assertThat(agent.get(PAGE).status()).isEqualTo(403);
    }
}
