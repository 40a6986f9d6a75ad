package dev.countermand.policies.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import dev.countermand.accounts.Keys;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Snapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/// Terms and options over HTTP.
@AppTest
class TermsAndOptionsTests {

    private static final Actor OPERATOR =
            new Actor(Actor.Kind.OPERATOR, "first key", Set.of(), null, Actor.Channel.API);

    @LocalServerPort
    int port;

    @Autowired
    Keys keys;

    @Autowired
    Orders orders;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    MutableClock clock;

    final SellerId seller = new SellerId("terms-" + UUID.randomUUID());
    final String terms = "/v1/sellers/" + seller + "/terms";
    Http operator = Http.at(0);
    Http shop = Http.at(0);
    Http warehouse = Http.at(0);
    Http neighbor = Http.at(0);

    @BeforeEach
    void open() {
        operator = Http.at(port).as(AppTest.OPERATOR_KEY);
        shop = Http.at(port).as(key(seller, Keys.Role.SELLER));
        warehouse = Http.at(port).as(key(seller, Keys.Role.WAREHOUSE));
        neighbor = Http.at(port).as(key(new SellerId("terms-" + UUID.randomUUID()), Keys.Role.SELLER));
    }

    @Test
    void aSellerBeginsWithTheBuiltInTerms() {
        var read = shop.get(terms);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text())
                .isEqualTo("{\"seller\":\"" + seller + "\",\"inForce\":{\"version\":\"default-1\",\"terms\":{"
                        + "\"open\":\"allowed\",\"released\":\"allowed\",\"personKinds\":[],\"refusedKinds\":[],"
                        + "\"deadline\":\"PT24H\",\"silence\":\"unable\",\"shipping\":\"with_last_unit\","
                        + "\"fees\":\"with_last_unit\",\"tenderOrder\":[],\"storeCredit\":\"never\",\"reasons\":[],"
                        + "\"exceptions\":[]}},"
                        + "\"earlier\":[]}");
    }

    @Test
    void newTermsAreInForceFromNowAndTheEarlierOnesStayReadable() {
        var now = clock.instant();
        var first = shop.put(terms, "{\"window\":\"PT30M\"}");
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().at("/inForce/version").asString()).isEqualTo(seller + "-1");
        assertThat(first.json().at("/inForce/inForceFrom").asString()).isEqualTo(now.toString());
        assertThat(first.json().at("/inForce/terms/window").asString()).isEqualTo("PT30M");
        clock.advance(Duration.ofSeconds(1));
        var second = operator.put(terms, "{\"released\":\"never\"}");
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json().at("/inForce/version").asString()).isEqualTo(seller + "-2");
        assertThat(second.json().at("/inForce/terms/window").isMissingNode()).isTrue();
        var earlier = new ArrayList<String>();
        second.json()
                .at("/earlier")
                .forEach(version -> earlier.add(version.at("/version").asString()));
        assertThat(earlier).containsExactly(seller + "-1", "default-1");
        assertThat(warehouse.get(terms).json()).isEqualTo(second.json());
        var again = shop.put(terms, "{\"released\":\"never\"}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(second.json());
    }

    @Test
    void theSameKeyPublishesOnce() {
        var first = shop.with("Idempotency-Key", "t1").put(terms, "{\"deadline\":\"PT1H\"}");
        shop.put(terms, "{}");
        var replay = shop.with("Idempotency-Key", "t1").put(terms, "{\"deadline\":\"PT1H\"}");
        assertThat(replay.status()).isEqualTo(201);
        assertThat(replay.text()).isEqualTo(first.text());
        assertThat(shop.get(terms).json().at("/inForce/version").asString()).isEqualTo(seller + "-2");
        assertThat(shop.with("Idempotency-Key", "t1")
                        .put(terms, "{\"deadline\":\"PT2H\"}")
                        .code())
                .isEqualTo("key_reused");
    }

    @Test
    void termsAreTheSellersAndTheOperatorsBusinessOnly() {
        assertThat(warehouse.put(terms, "{}").status()).isEqualTo(403);
        assertThat(neighbor.put(terms, "{}").status()).isEqualTo(404);
        assertThat(neighbor.get(terms).status()).isEqualTo(404);
        assertThat(Http.at(port).put(terms, "{}").status()).isEqualTo(401);
        assertThat(operator.get("/v1/sellers/nobody-" + seller + "/terms").status())
                .isEqualTo(404);
        assertThat(operator.get("/v1/sellers/no%20name/terms").status()).isEqualTo(404);
        assertThat(shop.get(terms).json().at("/inForce/version").asString()).isEqualTo("default-1");
    }

    @Test
    void theOperatorMaySetTermsBeforeTheFirstOrder() {
        var early = "/v1/sellers/early-" + seller + "/terms";
        assertThat(operator.put(early, "{\"open\":\"person\"}").status()).isEqualTo(201);
        assertThat(operator.get(early).json().at("/inForce/terms/open").asString())
                .isEqualTo("person");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            # body                   | status | code      | pointer
            {"deadline": "PT0S"}     | 422    | invalid   | /deadline
            {"deadlines": "PT1H"}    | 422    | invalid   | /deadlines
            {"open": "no"}           | 422    | invalid   | /open
            {"open": "never"         | 400    | malformed |
            nonsense                 | 400    | malformed |
            """)
    void wrongTermsChangeNothing(
            String body, int status, String code, @org.jspecify.annotations.Nullable String pointer) {
        var reply = shop.put(terms, body);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.json().at("/errors/0/pointer").asString()).isEqualTo(pointer == null ? "" : pointer);
        assertThat(shop.get(terms).json().at("/inForce/version").asString()).isEqualTo("default-1");
    }

    @Test
    void thereIsAlwaysAPersonToTalkTo() {
        take("#W1");
        var options = shop.get("/v1/orders/%23W1/options");
        assertThat(options.status()).isEqualTo(200);
        assertThat(options.json().at("/order").asString()).isEqualTo("#W1");
        var all = new ArrayList<String>();
        options.json()
                .at("/options")
                .forEach(option -> all.add(option.at("/remedy").asString()));
        assertThat(all).endsWith("contact");
        var contact = options.json().at("/options").get(all.size() - 1);
        assertThat(contact.toString())
                .isEqualTo("{\"remedy\":\"contact\",\"decision\":\"granted\",\"how\":\"at_once\",\"quantity\":4,"
                        + "\"sentence\":\"Talk to a person of the shop about this order.\","
                        + "\"rule\":\"default-1/contact\"}");
        assertThat(operator.get("/v1/orders/%23W1/options?seller=" + seller).json())
                .isEqualTo(options.json());
    }

    @Test
    void optionsNameTheTermsOfTheTimeTheOrderWasPlaced() {
        take("W1");
        shop.put(terms, "{\"window\":\"PT1S\"}");
        assertThat(rules("W1")).allMatch(rule -> rule.startsWith("default-1/"));
    }

    @Test
    void optionsOfUnknownAndForeignOrdersAreTheSameAnswer() {
        take("W1");
        var unknown = shop.get("/v1/orders/W2/options");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(neighbor.get("/v1/orders/W1/options").text()).isEqualTo(unknown.text());
        assertThat(neighbor.get("/v1/orders/W1/options?seller=" + seller).text())
                .isEqualTo(unknown.text());
        assertThat(operator.get("/v1/orders/W1/options").status()).isEqualTo(422);
    }

    private List<String> rules(String number) {
        var rules = new ArrayList<String>();
        shop.get("/v1/orders/" + number + "/options")
                .json()
                .at("/options")
                .forEach(option -> rules.add(option.at("/rule").asString()));
        return rules;
    }

    private void take(String number) {
        transaction.executeWithoutResult(
                status -> orders.take(seller, number, Snapshots.example(), Actor.system("test")));
    }

    private String key(SellerId whose, Keys.Role role) {
        return keys.create(OPERATOR, whose, role, "test").key();
    }
}
