package dev.countermand.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.accounts.Keys;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// The timeline and the event feed over HTTP.
@AppTest
class EventFeedTests {

    private static final Actor OPERATOR =
            new Actor(Actor.Kind.OPERATOR, "first key", java.util.Set.of(), null, Actor.Channel.API);

    @LocalServerPort
    int port;

    @Autowired
    CaseLog log;

    @Autowired
    SequencerWorker sequencer;

    @Autowired
    FeedStore feed;

    @Autowired
    Keys keys;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Clock clock;

    final SellerId seller = new SellerId("feed-" + UUID.randomUUID());
    final SellerId other = new SellerId("feed-" + UUID.randomUUID());
    Http operator = Http.at(0);
    Http shop = Http.at(0);
    Http neighbor = Http.at(0);

    @BeforeEach
    void open() {
        operator = Http.at(port).as(AppTest.OPERATOR_KEY);
        shop = Http.at(port).as(key(seller, Keys.Role.SELLER));
        neighbor = Http.at(port).as(key(other, Keys.Role.SELLER));
    }

    @Test
    void showsWhatHappenedToAnOrder() {
        var order = order(seller, "#W/1 ü");
        record(order, new CaseHouse.Moved("1", 2));
        record(order, CaseHouse.told("parcel"));
        list();
        var path = "/v1/orders/"
                + URLEncoder.encode(order.number(), StandardCharsets.UTF_8).replace("+", "%20") + "/timeline";
        var timeline = shop.get(path).json();
        assertThat(timeline.at("/events").size()).isEqualTo(2);
        assertThat(timeline.at("/next").asLong()).isEqualTo(2);
        assertThat(timeline.at("/more").asBoolean()).isFalse();
        var first = timeline.at("/events/0");
        assertThat(first.at("/cursor").asLong()).isPositive();
        assertThat(first.at("/seller").asString()).isEqualTo(seller.value());
        assertThat(first.at("/order").asString()).isEqualTo(order.number());
        assertThat(first.at("/orderId").asString()).isEqualTo(order.id().toString());
        assertThat(first.at("/seq").asLong()).isEqualTo(1);
        assertThat(first.at("/kind").asString()).isEqualTo("unit.moved");
        assertThat(first.at("/at").asString())
                .isEqualTo(log.timeline(order.id(), 0, 1).getFirst().at().toString());
        assertThat(first.at("/actor").toString())
                .isEqualTo("{\"kind\":\"seller\",\"name\":\"kors shop\",\"channel\":\"api\"}");
        assertThat(first.at("/data").toString()).isEqualTo("{\"line\":\"1\",\"quantity\":2}");
        assertThat(timeline.at("/events/1/data/recipient/email").asString()).isEqualTo("ada@example.org");
        assertThat(operator.get(path + "?seller=" + seller).json()).isEqualTo(timeline);
    }

    @Test
    void showsATimelineInStretchesAndBeforeItIsListed() {
        var order = order(seller, "W1");
        for (int i = 0; i < 3; i++) {
            record(order, new CaseHouse.Moved("1", i));
        }
        var stretch = shop.get("/v1/orders/W1/timeline?after=1&limit=1").json();
        assertThat(seqs(stretch)).containsExactly(2L);
        assertThat(stretch.at("/next").asLong()).isEqualTo(2);
        assertThat(stretch.at("/more").asBoolean()).isTrue();
        assertThat(seqs(shop.get("/v1/orders/W1/timeline?after=2").json())).containsExactly(3L);
    }

    @Test
    void hidesAnOrderFromEverybodyElse() {
        var order = order(seller, "W1");
        record(order, new CaseHouse.Moved("1", 1));
        var unknown = shop.get("/v1/orders/W2/timeline");
        assertThat(unknown.status()).isEqualTo(404);
        for (var foreign : List.of(
                neighbor.get("/v1/orders/W1/timeline"),
                neighbor.get("/v1/orders/W1/timeline?seller=" + seller),
                operator.get("/v1/orders/W1/timeline?seller=" + other))) {
            assertThat(foreign.status()).isEqualTo(404);
            assertThat(foreign.text()).isEqualTo(unknown.text());
        }
        assertThat(operator.get("/v1/orders/W1/timeline")
                        .json()
                        .at("/errors/0/pointer")
                        .asString())
                .isEqualTo("/seller");
        assertThat(Http.at(port).get("/v1/orders/W1/timeline").status()).isEqualTo(401);
        assertThat(Http.at(port).get("/v1/events").status()).isEqualTo(401);
    }

    @Test
    void tellsASellerHisOwnEventsAndTheOperatorEverybodys() {
        var end =
                operator.get("/v1/events?limit=1000&after=" + Integer.MAX_VALUE).json();
        assertThat(end.at("/events").isEmpty()).isTrue();
        assertThat(end.at("/next").asLong()).isEqualTo(Integer.MAX_VALUE);
        var mine = order(seller, "W1");
        var theirs = order(other, "W1");
        record(mine, new CaseHouse.Moved("1", 1));
        record(theirs, new CaseHouse.Moved("1", 1));
        record(mine, new CaseHouse.Moved("1", 2));
        list();
        var own = shop.get("/v1/events").json();
        assertThat(seqs(own)).containsExactly(1L, 2L);
        assertThat(own.at("/next").asLong())
                .isEqualTo(own.at("/events/1/cursor").asLong());
        assertThat(shop.get("/v1/events?seller=" + seller).json()).isEqualTo(own);
        assertThat(shop.get("/v1/events?seller=" + other).status()).isEqualTo(404);
        assertThat(Http.at(port)
                        .as(key(seller, Keys.Role.WAREHOUSE))
                        .get("/v1/events")
                        .json())
                .isEqualTo(own);
        assertThat(operator.get("/v1/events?seller=" + seller).json()).isEqualTo(own);
        var from = own.at("/events/0/cursor").asLong();
        var all = operator.get("/v1/events?limit=3&after=" + (from - 1)).json();
        assertThat(all.at("/events/0/orderId")).isEqualTo(own.at("/events/0/orderId"));
        assertThat(all.at("/events/1/cursor").asLong()).isEqualTo(from + 1);
        var stretch = shop.get("/v1/events?limit=1").json();
        assertThat(stretch.at("/more").asBoolean()).isTrue();
        assertThat(seqs(shop.get("/v1/events?after=" + stretch.at("/next").asLong())
                        .json()))
                .containsExactly(2L);
    }

    @Test
    void waitsForTheNextEventWhenAsked() throws Exception {
        var order = order(seller, "W1");
        var waiting = CompletableFuture.supplyAsync(() -> shop.get("/v1/events?wait=25"));
        record(order, new CaseHouse.Moved("1", 1));
        list();
        assertThat(seqs(waiting.get(25, TimeUnit.SECONDS).json())).containsExactly(1L);
        var nothing = shop.get("/v1/events?wait=1&after=" + Integer.MAX_VALUE);
        assertThat(nothing.status()).isEqualTo(200);
        assertThat(seqs(nothing.json())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # parameters         | what is named
            after=x              | /after
            after=-1             | /after
            after=1.5            | /after
            after=               | /after
            after=9223372036854775808 | /after
            limit=0              | /limit
            limit=1001           | /limit
            limit=-5&after=y     | /after,/limit
            """)
    void namesParametersThatCannotBe(String query, String pointers) {
        order(seller, "W1");
        for (var path : List.of("/v1/events?", "/v1/orders/W1/timeline?")) {
            var reply = shop.get(path + query);
            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.code()).isEqualTo("invalid");
            var named = new ArrayList<String>();
            reply.json()
                    .at("/errors")
                    .forEach(error -> named.add(error.at("/pointer").asString()));
            assertThat(String.join(",", named)).isEqualTo(pointers);
        }
        assertThat(shop.get("/v1/events?wait=31").json().at("/errors/0/pointer").asString())
                .isEqualTo("/wait");
    }

    @Test
    void theDoorInsistsOnATransaction() {
        var order = order(seller, "W1");
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> log.record(order, CaseHouse.SHOP, new CaseHouse.Moved("1", 1)))
                .isInstanceOf(IllegalTransactionStateException.class);
        record(order, new CaseHouse.Moved("1", 1));
        assertThat(log.verify(order.id())).isEmpty();
    }

    private OrderRef order(SellerId whose, String number) {
        int part = Ids.part(whose, number);
        var order = new OrderRef(new OrderId(Ids.mint(part, clock.instant())), whose, number);
        transaction.executeWithoutResult(status -> log.open(order));
        return order;
    }

    private void record(OrderRef order, Fact fact) {
        transaction.executeWithoutResult(status -> log.record(order, CaseHouse.SHOP, fact));
    }

    /// Lists what is committed, though the server's own clockwork may be at it at this very moment.
    private void list() {
        do {
            sequencer.tick();
        } while (feed.hasUnlisted());
    }

    private String key(SellerId whose, Keys.Role role) {
        return keys.create(OPERATOR, whose, role, "test").key();
    }

    private static List<Long> seqs(JsonNode stretch) {
        var seqs = new ArrayList<Long>();
        stretch.at("/events").forEach(event -> seqs.add(event.at("/seq").asLong()));
        return seqs;
    }
}
