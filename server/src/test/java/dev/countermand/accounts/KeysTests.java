package dev.countermand.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import dev.countermand.kernel.SellerId;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@AppTest
class KeysTests {

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MutableClock clock;

    @Autowired
    AccountStore store;

    @Autowired
    Sellers sellers;

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer wrong", "Basic dXNlcjpwdw==", "bearer  nope", "Bearer ä"})
    void refusesAMissingOrWrongKey(String header) {
        var reply = header.isEmpty()
                ? http().get("/v1/keys")
                : http().with("Authorization", header).get("/v1/keys");
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.code()).isEqualTo("unauthenticated");
        assertThat(reply.json().path("status").asInt()).isEqualTo(401);
    }

    @Test
    void refusesEvenUnknownAddressesWithoutAKey() {
        assertThat(http().get("/v1/nothing/here").status()).isEqualTo(401);
        assertThat(operator().get("/v1/nothing/here").status()).isEqualTo(404);
    }

    @Test
    void theOperatorMakesASellersKeyAndWithItTheSeller() {
        var reply = operator().post("/v1/keys", """
                {"seller": "keys-new", "role": "seller", "name": "shop"}""");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().path("seller").asString()).isEqualTo("keys-new");
        assertThat(reply.json().path("role").asString()).isEqualTo("seller");
        assertThat(reply.json().path("id").asString()).startsWith("key_");
        assertThat(sellers.exists(new SellerId("keys-new"))).isTrue();
        var mine = http().as(reply.json().path("key").asString()).get("/v1/keys");
        assertThat(mine.status()).isEqualTo(200);
        assertThat(mine.json().path("keys").size()).isEqualTo(1);
        assertThat(mine.text()).doesNotContain(reply.json().path("key").asString());
    }

    @Test
    void aSellerMakesKeysForHisOwnWarehouseOnly() {
        var seller = http().as(key("keys-own", "seller"));
        assertThat(seller.post("/v1/keys", "{\"role\": \"warehouse\"}").status())
                .isEqualTo(201);
        assertThat(seller.post("/v1/keys", "{\"role\": \"seller\"}").code()).isEqualTo("forbidden");
        var others = seller.post("/v1/keys", "{\"seller\": \"keys-other\", \"role\": \"warehouse\"}");
        assertThat(others.status()).isEqualTo(404);
        var warehouse = http().as(key("keys-own", "warehouse"));
        assertThat(warehouse.post("/v1/keys", "{\"role\": \"warehouse\"}").status())
                .isEqualTo(403);
        assertThat(warehouse.get("/v1/keys").status()).isEqualTo(403);
    }

    @Test
    void anothersKeyIsAsUnknownAsNone() {
        var mine = operator().post("/v1/keys", "{\"seller\": \"keys-mine\"}").json();
        var other = http().as(key("keys-their", "seller"));
        assertThat(other.delete("/v1/keys/" + mine.path("id").asString()).text())
                .isEqualTo(other.delete("/v1/keys/key_00000000000000010000000000000001")
                        .text());
        assertThat(other.get("/v1/keys?seller=keys-mine").status()).isEqualTo(404);
        assertThat(other.get("/v1/keys").text()).doesNotContain("keys-mine");
        assertThat(other.delete("/v1/keys/nonsense").status()).isEqualTo(404);
    }

    @Test
    void aRevokedKeyIsRefusedAtOnce() {
        var made = operator().post("/v1/keys", "{\"seller\": \"keys-gone\"}").json();
        var holder = http().as(made.path("key").asString());
        assertThat(holder.get("/v1/keys").status()).isEqualTo(200);
        assertThat(operator().delete("/v1/keys/" + made.path("id").asString()).status())
                .isEqualTo(204);
        assertThat(holder.get("/v1/keys").status()).isEqualTo(401);
        assertThat(operator().delete("/v1/keys/" + made.path("id").asString()).status())
                .isEqualTo(204);
        var listed =
                operator().get("/v1/keys?seller=keys-gone").json().path("keys").get(0);
        assertThat(listed.path("revokedAt").isString()).isTrue();
    }

    @Test
    void aKeyRevokedByAnotherProcessIsRefusedWithinFiveSeconds() {
        var made = operator().post("/v1/keys", "{\"seller\": \"keys-far\"}").json();
        var holder = http().as(made.path("key").asString());
        assertThat(holder.get("/v1/keys").status()).isEqualTo(200);
        jdbc.sql("update accounts.api_key set revoked_at = created_at where seller = 'keys-far'")
                .update();
        clock.advance(Duration.ofSeconds(5));
        assertThat(holder.get("/v1/keys").status()).isEqualTo(401);
    }

    @Test
    void theFirstKeyCannotBeRevokedByItself() {
        var reply = operator().delete("/v1/keys/" + Keys.KeyId.FIRST);
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("first_key");
        assertThat(operator().get("/v1/keys").status()).isEqualTo(200);
    }

    @Test
    void useIsStampedAtMostOnceAMinute() {
        var made = operator().post("/v1/keys", "{\"seller\": \"keys-stamp\"}").json();
        var holder = http().as(made.path("key").asString());
        var times = new java.util.ArrayList<String>();
        for (int second = 0; second < 3; second++) {
            assertThat(holder.get("/v1/keys").status()).isEqualTo(200);
            times.add(lastUsed("keys-stamp"));
            clock.advance(Duration.ofSeconds(25));
        }
        assertThat(times).containsOnly(times.getFirst());
        clock.advance(Duration.ofMinutes(1));
        holder.get("/v1/keys");
        assertThat(lastUsed("keys-stamp")).isGreaterThan(times.getFirst());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"seller\": \"no spaces\"}",
                "{\"seler\": \"typo\"}",
                "{}",
                "{\"seller\": \"s\", \"role\": \"operator\"}",
                "{\"seller\": \"s\", \"role\": \"boss\"}",
                "{\"seller\": \"s\", \"name\": \"line\\nbreak\"}",
                "{\"seller\": \"s\", \"name\": \"nul\\u0000\"}",
                "[]"
            })
    void wrongBodiesAreNamed(String body) {
        var reply = operator().post("/v1/keys", body);
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("errors").get(0).path("message").asString())
                .isNotBlank();
    }

    @Test
    void aGuesserIsSlowedDownButAShopAtWorkIsNot() {
        var guesser = http();
        var shop = http().as(key("keys-work", "seller"));
        assertThat(shop.get("/v1/keys").status()).isEqualTo(200);
        int status = 0;
        for (int tries = 0; tries < 200 && status != 429; tries++) {
            var reply = guesser.as("guess-" + tries).get("/v1/keys");
            status = reply.status();
            if (status == 429) {
                assertThat(reply.code()).isEqualTo("too_many_tries");
                assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 61);
            }
        }
        assertThat(status).isEqualTo(429);
        assertThat(shop.get("/v1/keys").status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(2));
        assertThat(guesser.as("guess").get("/v1/keys").status()).isEqualTo(401);
    }

    private String lastUsed(String seller) {
        return jdbc.sql("select last_used_at::text from accounts.api_key where seller = :seller")
                .param("seller", seller)
                .query(String.class)
                .single();
    }

    private String key(String seller, String role) {
        return operator()
                .post("/v1/keys", "{\"seller\": \"" + seller + "\", \"role\": \"" + role + "\"}")
                .json()
                .path("key")
                .asString();
    }

    private Http http() {
        return Http.at(port);
    }

    private Http operator() {
        return http().as(AppTest.OPERATOR_KEY);
    }
}
