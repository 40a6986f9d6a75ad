package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Desk;
import dev.countermand.kernel.OrderRef;
import dev.countermand.orders.Calls;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Snapshots;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Canceling and answering at the desk: consequences first, once however often it is sent, and only by who
/// may. Line 1 has three units, line 2 one.
@AppTest
class DeskCancelTests {

    @LocalServerPort
    int port;

    @Autowired
    Orders orders;

    private Calls shop = new Calls(0, "");
    private Desk desk;
    private String base = "";

    @BeforeEach
    void anOrder() {
        shop = new Calls(port, "desk-" + UUID.randomUUID());
        shop.put("D1", Snapshots.example());
        desk = Desk.signedIn(port, Desk.key(port, shop.seller().value(), "seller"));
        base = "/desk/orders/" + order().id();
    }

    private OrderRef order() {
        return orders.ref(shop.seller(), "D1").orElseThrow();
    }

    private String units(String line) {
        return shop.order("D1").units(line);
    }

    @Test
    void theStoreCancelsALineAfterReadingWhatFollowsAndWhatIsTold() {
        var choose = desk.get(base + "/cancel?line=2").text();
        assertThat(choose).contains("Out of stock", "I changed my mind");
        assertThat(Desk.field(choose, "q1")).isEqualTo("1");
        assertThat(Desk.field(choose, "q0")).isEmpty();
        var meaning = desk.post(base + "/cancel/preview", "q0", "", "q1", "1", "reason", "out_of_stock");
        assertThat(meaning.status()).isEqualTo(200);
        assertThat(meaning.text())
                .contains("ada@example.org", "part by the seller: order D1", "We do not have these items any more.")
                .contains("€40.00")
                .contains("cannot be taken back");
        assertThat(units("2")).isEqualTo("open=1");

        var form = new String[] {"q0", "", "q1", "1", "reason", "out_of_stock"};
        var done = desk.postAs("key-1", base + "/cancel", form);
        assertThat(done.status()).isEqualTo(303);
        assertThat(done.header("Location")).startsWith(base + "?done=cancellations.asked_canceled#can_");
        assertThat(desk.postAs("key-1", base + "/cancel", form).header("Location"))
                .as("a stale page sent again changes nothing")
                .isEqualTo(done.header("Location"));
        assertThat(units("1")).isEqualTo("open=3");
        assertThat(units("2")).isEqualTo("canceled=1");
    }

    @Test
    void whatIsWrongIsNamedAndWhatWasTypedStays() {
        var reply = desk.post(base + "/cancel/preview", "q0", "two", "q1", "5", "note", "She called <twice>");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text())
                .contains("href=\"#q0\"", "href=\"#q1\"", "href=\"#reason\"", "value=\"two\"")
                .contains("She called &lt;twice&gt;</textarea>");
        var again = desk.post(base + "/cancel/preview", "q0", "2", "reason", "recall", "again", "1");
        assertThat(again.status()).isEqualTo(200);
        assertThat(Desk.field(again.text(), "q0")).isEqualTo("2");
        assertThat(again.text()).contains("value=\"recall\" selected");
    }

    @Test
    void whatWasShippedMeanwhileIsRefusedWithAWayOn() {
        shop.post("D1", "shipments", "{\"id\": \"p1\", \"carrier\": \"dhl\"}");
        assertThat(desk.get(base + "/cancel").text()).contains("Nothing of this order can be canceled any more");
        var late = desk.post(base + "/cancel", "q0", "3", "reason", "price_error");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("Nothing was changed.", base);
    }

    @Test
    void anAnswerIsAskedAboutFirstAndLeadsBackToTheQueue() {
        var attempt = attempt();
        var path = "/desk/cancellations/" + attempt + "/answer";
        var question = desk.get(path + "?outcome=stopped&back=%2Fdesk%3Fkind%3Dattempt");
        assertThat(question.text())
                .contains("Order D1: stopped?", "Jet Set tote", "A verdict never changes", "Yes, stopped")
                .contains("name=\"back\" value=\"/desk?kind=attempt\"");
        assertThat(units("1")).isEqualTo("stopping=3");
        var done = desk.post(path, "outcome", "stopped", "back", "/desk?kind=attempt", "q0", "3");
        assertThat(done.header("Location")).isEqualTo("/desk?kind=attempt&done=cancellations.stopped");
        assertThat(units("1")).isEqualTo("canceled=3");
        var contrary = desk.post(path, "outcome", "too_late", "back", "/desk");
        assertThat(contrary.status()).isEqualTo(409);
        assertThat(contrary.text()).contains("This contradicts what was decided", "Nothing was moved.");
        assertThat(desk.get(path + "?outcome=too_late").text()).contains("Nobody is asked any more");
    }

    @Test
    void aPartIsAnsweredAndTheRestWaits() {
        var path = "/desk/cancellations/" + attempt() + "/answer";
        assertThat(desk.post(path, "outcome", "stopped", "q0", "4").text()).contains("Only 3 are waiting.");
        assertThat(desk.post(path, "outcome", "stopped", "q0", "0").status()).isEqualTo(422);
        var part = new String[] {"outcome", "stopped", "q0", "1"};
        assertThat(desk.postAs("part", path, part).status()).isEqualTo(303);
        assertThat(desk.postAs("part", path, part).status()).isEqualTo(303);
        assertThat(units("1")).isEqualTo("stopping=2 canceled=1");
        assertThat(desk.post(path, "outcome", "stopped", "q0", "1").status()).isEqualTo(303);
        assertThat(units("1")).isEqualTo("stopping=1 canceled=2");
    }

    @Test
    void whatStillWaitsIsWithdrawn() {
        var path = "/desk/cancellations/" + attempt() + "/withdraw";
        assertThat(desk.get(path + "?back=" + base).text())
                .contains("withdraw the request?", "A change of mind afterwards");
        var done = desk.post(path, "back", base);
        assertThat(done.header("Location")).isEqualTo(base + "?done=cancellations.withdrawn");
        assertThat(units("1")).isEqualTo("released=3");
    }

    @Test
    void aFormLeadsBackToTheDeskAndNowhereElse() {
        var attempt = attempt();
        var path = "/desk/cancellations/" + attempt + "/answer";
        for (var elsewhere : new String[] {"https://evil.example", "//evil.example", "/desk/../o/x", "/deskx"}) {
            assertThat(desk.get(path + "?outcome=stopped&back=" + elsewhere).text())
                    .contains("name=\"back\" value=\"/desk/cancellations/" + attempt + "\"");
        }
    }

    @Test
    void anothersOrderIsUnknownAndTheWarehouseCancelsNothing() {
        var attempt = attempt();
        var other = Desk.signedIn(port, Desk.key(port, "desk-other", "seller"));
        for (var path : new String[] {
            base + "/cancel",
            "/desk/cancellations/" + attempt + "/answer?outcome=stopped",
            "/desk/cancellations/" + attempt + "/withdraw"
        }) {
            assertThat(other.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(other.post(base + "/cancel", "q1", "1", "reason", "other").status())
                .isEqualTo(404);
        assertThat(other.post("/desk/cancellations/" + attempt + "/answer", "outcome", "stopped")
                        .status())
                .isEqualTo(404);

        var warehouse = Desk.signedIn(port, Desk.key(port, shop.seller().value(), "warehouse"));
        assertThat(warehouse.get(base + "/cancel").status()).isEqualTo(403);
        assertThat(warehouse
                        .post(base + "/cancel", "q1", "1", "reason", "out_of_stock")
                        .status())
                .isEqualTo(403);
        assertThat(warehouse
                        .post("/desk/cancellations/" + attempt + "/withdraw")
                        .status())
                .isEqualTo(403);
        assertThat(warehouse
                        .get("/desk/cancellations/" + attempt + "/answer?outcome=approved")
                        .status())
                .isEqualTo(403);
        assertThat(warehouse
                        .get("/desk/cancellations/" + attempt + "/answer?outcome=stopped")
                        .text())
                .contains("Yes, stopped")
                .doesNotContain("goes back");
        assertThat(units("2")).isEqualTo("open=1");
    }

    @Test
    void whoCancelsForCustomersHasNoReasonOfTheStore() {
        var caller = Desk.with(port, shop.seller().value(), "see_orders", "cancel");
        assertThat(caller.get(base + "/cancel").text())
                .contains("I changed my mind")
                .doesNotContain("Out of stock");
        assertThat(caller.post(base + "/cancel", "q1", "1", "reason", "out_of_stock")
                        .status())
                .isEqualTo(403);
        var meaning = caller.post(base + "/cancel/preview", "q1", "1", "reason", "other");
        assertThat(meaning.text()).contains("Cancel 1 item").doesNotContain("€");
        assertThat(caller.post(base + "/cancel", "q1", "1", "reason", "other").status())
                .isEqualTo(303);
        var attempt = attempt();
        var page = caller.get(base).text();
        assertThat(page)
                .contains("/desk/cancellations/" + attempt + "/withdraw")
                .doesNotContain("/desk/cancellations/" + attempt + "/answer");
        assertThat(caller.post("/desk/cancellations/" + attempt + "/answer", "outcome", "stopped")
                        .status())
                .isEqualTo(403);
        assertThat(units("1")).isEqualTo("stopping=3");
    }

    /// Line 1 is with the warehouse, which is asked to stop it.
    private String attempt() {
        shop.post("D1", "releases", "{\"lines\": [{\"line\": \"1\", \"quantity\": 3}]}");
        var asked = shop.post(
                "D1",
                "cancellations",
                "{\"reason\": \"changed_mind\", \"lines\": [{\"line\": \"1\", \"quantity\": 3}]}");
        assertThat(asked.status()).isEqualTo(202);
        return asked.json().path("id").asString();
    }
}
