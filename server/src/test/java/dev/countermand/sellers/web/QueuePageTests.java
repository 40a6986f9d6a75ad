package dev.countermand.sellers.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Desk;
import dev.countermand.MutableClock;
import dev.countermand.cases.CaseQueue;
import dev.countermand.kernel.OrderRef;
import dev.countermand.orders.Calls;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Snapshots;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/// The queue as people see it: the most urgent first, with its clock; only what is theirs.
@AppTest
class QueuePageTests {

    private static final Pattern NEXT = Pattern.compile("href=\"(/desk\\?[^\"]*after=[^\"]*)\" rel=\"next\"");

    @LocalServerPort
    int port;

    @Autowired
    MutableClock clock;

    @Autowired
    CaseQueue queue;

    @Autowired
    Orders orders;

    @Autowired
    TransactionTemplate transaction;

    private String seller = "";
    private OrderRef order;

    @BeforeEach
    void anOrder() {
        seller = "queue-" + UUID.randomUUID();
        order = order(seller, "QP-1");
    }

    private OrderRef order(String of, String number) {
        var shop = new Calls(port, of);
        shop.put(number, Snapshots.example());
        return orders.ref(shop.seller(), number).orElseThrow();
    }

    private void waits(OrderRef about, String kind, String subject, String whom, @Nullable Duration due) {
        var now = clock.instant();
        var item = new CaseQueue.Item(
                about, kind, subject, whom, "Sentence of " + subject, now, due == null ? null : now.plus(due));
        transaction.executeWithoutResult(status -> queue.open(item));
    }

    private Desk as(String role) {
        return Desk.signedIn(port, Desk.key(port, seller, role));
    }

    @Test
    void showsTheMostUrgentFirstWithClocksAndCounts() {
        waits(order, "message_failed", "m1", "seller", null);
        waits(order, "attempt", "can_later", "warehouse", Duration.ofHours(3));
        waits(order, "attempt", "can_late", "warehouse", Duration.ofMinutes(-5));
        var page = as("seller").get("/desk").text();
        assertThat(page).containsSubsequence("Sentence of can_late", "Sentence of can_later", "Sentence of m1");
        assertThat(page).contains("1 overdue", "3 items wait", "5 minutes ago", "in 3 hours", "no deadline");
        assertThat(page).containsPattern("class=\"clock late\"[\\s\\S]{0,400}?Overdue");
        assertThat(page).contains("Stop it <span class=\"count\">2</span>");
        assertThat(page).contains("href=\"/desk/cancellations/can_late/answer?outcome=stopped&back=%2Fdesk\"");
    }

    @Test
    void filtersByKindAndByWhoMustAct() {
        waits(order, "approval", "can_a", "seller", Duration.ofHours(1));
        waits(order, "attempt", "can_b", "warehouse", Duration.ofHours(2));
        var shop = as("seller");
        assertThat(shop.get("/desk?kind=approval").text())
                .contains("Sentence of can_a")
                .doesNotContain("Sentence of can_b");
        assertThat(shop.get("/desk?who=warehouse").text())
                .contains("Sentence of can_b")
                .doesNotContain("Sentence of can_a");
        assertThat(as("warehouse").get("/desk?who=able").text())
                .contains("Sentence of can_b")
                .doesNotContain("Sentence of can_a");
        assertThat(shop.get("/desk?kind=late_stop").text()).contains("Nothing of this kind waits", "Show everything");
        assertThat(shop.get("/desk?kind=nonsense&who=nobody&seller=%2F%2F").status())
                .isEqualTo(200);
    }

    @Test
    void pagesWithoutGapOrRepetitionAndKeepsItsFilter() {
        for (int i = 0; i < 120; i++) {
            waits(order, "attempt", "can_%03d".formatted(i), "warehouse", Duration.ofMinutes(i));
        }
        var desk = as("seller");
        var path = "/desk?kind=attempt";
        int seen = 0;
        int pages = 0;
        while (!path.isEmpty()) {
            var page = desk.get(path).text();
            seen += page.split("Sentence of can_", -1).length - 1;
            pages++;
            assertThat(page).contains("Sentence of can_%03d".formatted(seen - 1));
            var next = NEXT.matcher(page);
            path = next.find() ? next.group(1).replace("&amp;", "&") : "";
            assertThat(path.isEmpty() || path.contains("kind=attempt")).isTrue();
        }
        assertThat(seen).isEqualTo(120);
        assertThat(pages).isEqualTo(3);
        var paper = desk.get("/desk/queue/print?kind=attempt").text();
        assertThat(paper.split("Sentence of can_", -1)).hasSize(121);
        assertThat(desk.get("/desk?after=forged").status()).isEqualTo(422);
    }

    @Test
    void anothersWorkIsNotShownHoweverItIsAskedFor() {
        var other = order("queue-" + UUID.randomUUID(), "QP-2");
        waits(other, "attempt", "can_other", "warehouse", Duration.ofHours(1));
        var desk = as("seller");
        for (var path : new String[] {
            "/desk",
            "/desk?seller=" + other.seller().value(),
            "/desk/queue/print?seller=" + other.seller().value()
        }) {
            assertThat(desk.get(path).text()).doesNotContain("can_other");
        }
        var operator = Desk.signedIn(port, AppTest.OPERATOR_KEY);
        assertThat(operator.get("/desk?seller=" + other.seller().value()).text())
                .contains("can_other");
        assertThat(operator.get("/desk?seller=" + seller).text()).doesNotContain("can_other");
    }

    @Test
    void whoKnowsNothingOfMoneyIsNotShownWhatIsToBeDoneAboutIt() {
        waits(order, "money", "eff_1", "seller", null);
        waits(order, "approval", "can_c", "seller", null);
        var warehouse = as("warehouse").get("/desk").text();
        assertThat(warehouse)
                .contains("Sentence of can_c")
                .doesNotContain("Sentence of eff_1")
                .doesNotContain("outcome=approved");
        assertThat(as("seller").get("/desk").text()).contains("Sentence of eff_1", "outcome=approved");
    }

    @Test
    void whoTakesAnItemHasItUntilHeGivesItBack() {
        waits(order, "attempt", "can_d", "warehouse", Duration.ofHours(1));
        waits(order, "attempt", "can_e", "warehouse", Duration.ofHours(1));
        var ada = as("seller");
        var grace = as("warehouse");
        var item = new String[] {
            "order", order.id().toString(), "kind", "attempt", "subject", "can_d", "back", "/desk?who=mine"
        };
        assertThat(ada.post("/desk/queue/take", item).header("Location"))
                .isEqualTo("/desk?who=mine&done=sellers.taken");
        assertThat(ada.get("/desk?who=mine").text())
                .contains("Sentence of can_d", "You have it", "Give back")
                .doesNotContain("Sentence of can_e");
        assertThat(grace.get("/desk?who=mine").text()).doesNotContain("Sentence of can_d");
        assertThat(grace.get("/desk").text()).contains("Sentence of can_d").doesNotContain("Give back");
        assertThat(grace.post("/desk/queue/take", item).header("Location")).endsWith("done=sellers.not_taken");
        waits(order, "attempt", "can_d", "warehouse", Duration.ofHours(2));
        assertThat(ada.get("/desk?who=mine").text()).as("news leave it taken").contains("Sentence of can_d");

        var other = Desk.signedIn(port, Desk.key(port, "queue-other", "seller"));
        assertThat(other.post("/desk/queue/take", item).status()).isEqualTo(404);
        var back = java.util.Arrays.copyOf(item, item.length + 2);
        back[item.length] = "release";
        back[item.length + 1] = "true";
        assertThat(grace.post("/desk/queue/take", back).header("Location")).endsWith("done=sellers.not_taken");
        assertThat(ada.post("/desk/queue/take", back).header("Location")).endsWith("done=sellers.given_back");
        assertThat(grace.post("/desk/queue/take", item).header("Location")).endsWith("done=sellers.taken");
    }
}
