package dev.countermand.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.MutableClock;
import dev.countermand.cases.CaseLog;
import dev.countermand.cases.Entry;
import dev.countermand.kernel.OrderId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.node.ObjectNode;

@AppTest
class OrderListTests {

    @LocalServerPort
    int port;

    @Autowired
    MutableClock clock;

    @Autowired
    Orders orders;

    @Autowired
    CaseLog log;

    @Test
    void listsNewestFirstPageByPageWithoutGapOrRepetition() {
        var shop = new Calls(port, "list-pages");
        var placed = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            shop.put("L" + i, Snapshots.example());
            placed.addFirst("L" + i);
            // Two of each time: the cursor must tell them apart.
            clock.advance(Duration.ofMillis(i % 2));
        }
        assertThat(pages(shop, "limit=3")).containsExactlyInAnyOrderElementsOf(placed);
        assertThat(pages(shop, "limit=3").getFirst()).isIn("L6", "L5");
    }

    @Test
    void listsOrdersWithUnitsInAStage() {
        var shop = new Calls(port, "list-stages");
        for (int i = 0; i < 5; i++) {
            shop.put("S" + i, Snapshots.example());
        }
        shop.post("S1", "releases", "{\"lines\": [{\"line\": \"1\", \"quantity\": 1}]}");
        shop.post("S3", "releases", "");
        assertThat(pages(shop, "stage=released&limit=1")).containsExactlyInAnyOrder("S1", "S3");
        assertThat(pages(shop, "stage=open")).containsExactlyInAnyOrder("S0", "S1", "S2", "S4");
        assertThat(pages(shop, "stage=lost")).isEmpty();
        assertThat(pages(shop, "stage=open&q=S1")).containsExactly("S1");
    }

    @Test
    void findsByTheBeginningOfNumberAddressOrNameEachOrderOnce() {
        var shop = new Calls(port, "list-words");
        shop.put("ada-1", person("Ada Lovelace", "ada@example.org"));
        shop.put("B2", person("Ada Byron", "countess@example.org"));
        shop.put("C3", person("Grace Hopper", "Ada.Grace@example.org"));
        shop.put("D4", person("Grace 100%", null));
        assertThat(pages(shop, "q=ada&limit=1")).containsExactly("ada-1", "C3", "B2");
        assertThat(pages(shop, "q=ADA.GRACE")).containsExactly("C3");
        assertThat(pages(shop, "q=grace")).containsExactly("D4", "C3");
        assertThat(pages(shop, "q=grace%20100%25")).containsExactly("D4");
        assertThat(pages(shop, "q=%25")).isEmpty();
        assertThat(pages(shop, "q=b2")).containsExactly("B2");
    }

    @Test
    void findsBySurnameTelephoneArticleAndParcelEachOrderOnce() {
        var shop = new Calls(port, "list-ways");
        shop.put("#F1", person("Ada King Lovelace", null));
        var reached = person("Grace Hopper", null);
        ((ObjectNode) reached.path("customer")).put("phone", "+49 (30) 555-1234");
        shop.put("F2", reached);
        var article = Snapshots.example();
        ((ObjectNode) article.at("/lines/0")).put("sku", "Zebra-9");
        ((ObjectNode) article.at("/lines/1")).put("sku", "zebra-10");
        shop.put("F3", article);
        shop.post("F3", "shipments", "{\"id\": \"p1\", \"carrier\": \"dhl\", \"tracking\": \"1Z 999 AA\"}");
        shop.put("F4", article);
        new Calls(port, "list-ways-2").put("F5", article);
        assertThat(pages(shop, "q=love")).containsExactly("#F1");
        assertThat(pages(shop, "q=f1")).containsExactly("#F1");
        assertThat(pages(shop, "q=%23F1")).containsExactly("#F1");
        assertThat(pages(shop, "q=%2B49%2030%20555")).containsExactly("F2");
        assertThat(pages(shop, "q=0049305")).containsExactly("F2");
        assertThat(pages(shop, "q=030%20555%201234")).containsExactly("F2");
        assertThat(pages(shop, "q=51234")).containsExactly("F2");
        assertThat(pages(shop, "q=ZEBRA&limit=1")).containsExactlyInAnyOrder("F3", "F4");
        assertThat(pages(shop, "q=1z999a")).containsExactly("F3");
        assertThat(pages(shop, "q=1Z%20999%20AA&stage=open")).isEmpty();
        assertThat(pages(shop, "q=zebra&stage=open")).containsExactly("F4");
    }

    @Test
    void theOperatorSeesAllSellersAndASellerHisOwn() {
        new Calls(port, "list-one").put("unique-number-1", Snapshots.example());
        new Calls(port, "list-two").put("unique-number-2", Snapshots.example());
        var operator = new Calls(port, AppTest.OPERATOR_KEY, "");
        assertThat(pages(operator, "q=unique-number")).containsExactly("unique-number-1", "unique-number-2");
        assertThat(pages(operator, "limit=200")).contains("unique-number-1", "unique-number-2");
        assertThat(pages(new Calls(port, "list-one"), "q=unique-number")).containsExactly("unique-number-1");
    }

    @Test
    void refusesParametersThatAreNone() {
        var shop = new Calls(port, "list-bad");
        assertThat(shop.get("/v1/orders?stage=opened").faults()).containsExactly("stage value");
        assertThat(shop.get("/v1/orders?limit=0").faults()).containsExactly("limit range");
        assertThat(shop.get("/v1/orders?limit=201").faults()).containsExactly("limit range");
        for (var cursor : List.of("x", "OQ", "AAAA", "%20", "OWZmZmZmZmZmLWZmZmYtZmZmZi1mZmZmLWZmZmZmZmZmZmZmZm5vdw")) {
            assertThat(shop.get("/v1/orders?after=" + cursor).faults()).containsExactly("after bad_cursor");
        }
        shop.put("B1", Snapshots.example());
        clock.advance(Duration.ofMillis(1));
        shop.put("B2", Snapshots.example());
        var cursor = shop.get("/v1/orders?limit=1").json().path("next").asString();
        assertThat(shop.get("/v1/orders?q=B&after=" + cursor).faults()).containsExactly("after bad_cursor");
    }

    @Test
    void theLinkGoesToWhoeverKnowsNumberAndAddressOnceAMinute() {
        var shop = new Calls(port, "list-links");
        shop.put("find-me", person("Ada", "Ada@Example.org"));
        shop.put("find-me-not", person("Grace", "grace@example.org"));
        orders.requestLink(" find-me ", "aDA@example.ORG ");
        orders.requestLink("find-me", "ada@example.org");
        orders.requestLink("find-me", "grace@example.org");
        orders.requestLink("nobody's", "ada@example.org");
        orders.requestLink("\0", "\0");
        assertThat(links(shop, "find-me")).isEqualTo(1);
        assertThat(links(shop, "find-me-not")).isZero();
        clock.advance(Duration.ofMinutes(1));
        orders.requestLink("find-me", "ada@example.org");
        assertThat(links(shop, "find-me")).isEqualTo(2);
    }

    private long links(Calls shop, String number) {
        var id = OrderId.parse(shop.order(number).json().path("id").asString()).orElseThrow();
        return log.timeline(id, 0, 100).stream()
                .map(Entry::kind)
                .filter("order.link_requested"::equals)
                .count();
    }

    private static List<String> pages(Calls shop, String query) {
        var numbers = new ArrayList<String>();
        String after = "";
        do {
            var page = shop.get("/v1/orders?" + query + after);
            assertThat(page.status()).isEqualTo(200);
            page.json().path("orders").forEach(o -> numbers.add(o.path("number").asString()));
            var next = page.json().path("next").asString("");
            after = next.isEmpty() ? "" : "&after=" + next;
        } while (!after.isEmpty());
        return numbers;
    }

    private static ObjectNode person(String name, @Nullable String email) {
        var snapshot = Snapshots.example();
        var customer = snapshot.putObject("customer").put("name", name);
        if (email != null) {
            customer.put("email", email);
        }
        return snapshot;
    }
}
