package dev.countermand.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Desk;
import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.OrderRef;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// An order at the desk: found, noted on, released, shipped, printed. Line 1 has three units, line 2 one.
@AppTest
class DeskOrderTests {

    @LocalServerPort
    int port;

    @Autowired
    Orders orders;

    @Autowired
    CaseLog log;

    @Autowired
    JdbcClient jdbc;

    private Calls shop = new Calls(0, "");
    private Desk desk;
    private String base = "";

    @BeforeEach
    void anOrder() {
        shop = new Calls(port, "desk-" + UUID.randomUUID());
        shop.put("D1", Snapshots.example());
        desk = Desk.signedIn(port, Desk.key(port, shop.seller().value(), "warehouse"));
        base = "/desk/orders/" + order().id();
    }

    private OrderRef order() {
        return orders.ref(shop.seller(), "D1").orElseThrow();
    }

    @Test
    void whatIsTypedIsSuggestedWithWhyItWasFound() {
        assertThat(desk.get("/desk/orders/suggest?q=d1").text())
                .contains("role=\"option\"", "href=\"" + base + "\"", "1 order found");
        assertThat(desk.get("/desk/orders/suggest?q=30s").text()).contains("SKU 30S4 · Jet Set tote");
        assertThat(desk.get("/desk/orders/suggest?q=030%20123456").text()).contains("Phone +4930123456");
        assertThat(desk.get("/desk/orders/suggest?q=zz").text()).contains("Nothing begins like this");
        assertThat(desk.get("/desk/orders/suggest?q=%07%3Cb%3E").status()).isEqualTo(200);
        assertThat(desk.get("/desk/orders/suggest").status()).isEqualTo(200);
        assertThat(desk.get("/desk/orders?q=EXAMPLE").text()).contains("Ada Example", base);
        var other = Desk.signedIn(port, Desk.key(port, "desk-other", "seller"));
        assertThat(other.get("/desk/orders/suggest?q=d1").text()).doesNotContain(base);
        assertThat(other.get("/desk/orders?q=D1").text()).doesNotContain(base);
    }

    @Test
    void aNoteIsAFactWithItsAuthorForStaffOnly() {
        var done = desk.postAs("note-1", base + "/notes", "text", " Called Ada.\r\nShe wants <b>black</b>. ");
        assertThat(done.header("Location")).isEqualTo(base + "?done=orders.noted");
        desk.postAs("note-1", base + "/notes", "text", " Called Ada.\r\nShe wants <b>black</b>. ");
        var notes = log.latest(order().id(), "order.noted", 10);
        assertThat(notes).hasSize(1);
        assertThat(notes.getFirst().body().path("text").asString()).isEqualTo("Called Ada.\nShe wants <b>black</b>.");
        var page = desk.get(base).text();
        assertThat(page)
                .contains(
                        "She wants &lt;b&gt;black&lt;/b&gt;.", notes.getFirst().actorName());
        assertThat(page).contains("A note was written");
        assertThat(jdbc.sql("select body from cases.fact where order_id = :id and kind = 'order.noted'")
                        .param("id", order().id().value())
                        .query(String.class)
                        .single())
                .as("sealed, not readable in the table")
                .doesNotContain("Ada");
    }

    @Test
    void aNoteThatCannotBeKeptIsExplainedAndStays() {
        var empty = desk.post(base + "/notes", "text", "  \n ");
        assertThat(empty.status()).isEqualTo(422);
        assertThat(empty.text()).contains("Write something first.");
        var tooLong = desk.post(base + "/notes", "text", "x".repeat(2001));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.text()).contains("at most 2,000 characters", "x".repeat(2001) + "</textarea>");
        assertThat(desk.post(base + "/notes", "text", "a\u0007b").status()).isEqualTo(422);
        assertThat(log.count(order().id(), "order.noted")).isZero();
    }

    @Test
    void aParcelThatWouldTakeCanceledUnitsIsRestatedAtOnce() {
        var form = desk.get(base + "/ship").text();
        assertThat(Desk.field(form, "q0")).isEqualTo("3");
        shop.post(
                "D1",
                "cancellations",
                "{\"reason\": \"changed_mind\", \"lines\": [{\"line\": \"1\", \"quantity\": 2}]}");
        var all = new String[] {"parcel", "P1", "carrier", "DHL", "tracking", "T-77", "q0", "3", "q1", "1"};
        var refused = desk.postAs("parcel-1", base + "/ship", all);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text())
                .contains("were canceled meanwhile", "Nothing was moved.", "value=\"DHL\"", "value=\"T-77\"")
                .contains("1 possible", "2 canceled");
        assertThat(Desk.field(refused.text(), "q0")).isEqualTo("3");
        assertThat(shop.order("D1").units("1")).isEqualTo("open=1 canceled=2");

        var filled = desk.post(base + "/ship", append(all, "fill", "1"));
        assertThat(Desk.field(filled.text(), "q0")).isEqualTo("1");
        var restated = new String[] {"parcel", "P1", "carrier", "DHL", "tracking", "T-77", "q0", "1", "q1", "1"};
        var done = desk.postAs("parcel-2", base + "/ship", restated);
        assertThat(done.header("Location")).isEqualTo(base + "?done=orders.claimed");
        assertThat(desk.postAs("parcel-2", base + "/ship", restated).status()).isEqualTo(303);
        assertThat(shop.order("D1").units("1")).isEqualTo("canceled=2 shipped=1");
        assertThat(desk.get("/desk/orders/suggest?q=t-7").text()).contains("Tracking number T-77");
    }

    @Test
    void whatIsWrongWithAParcelIsNamedAndWhatWasTypedStays() {
        var reply = desk.post(base + "/ship", "parcel", "", "carrier", "", "tracking", "T1", "q0", "many", "q1", "2");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text())
                .contains("href=\"#parcel\"", "href=\"#carrier\"", "href=\"#q0\"", "href=\"#q1\"")
                .contains("value=\"T1\"", "value=\"many\"");
        assertThat(desk.post(base + "/ship", "parcel", "P1", "carrier", "DHL").text())
                .contains("Name at least one unit.");
        assertThat(desk.post(base + "/ship", "parcel", "a\nb\u0007", "carrier", "x".repeat(500), "q0", "1")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void unitsAreReleasedShippedAndDelivered() {
        assertThat(desk.post(base + "/release", "q0", "2", "q1", "").header("Location"))
                .isEqualTo(base + "?done=orders.released");
        assertThat(shop.order("D1").units("1")).isEqualTo("open=1 released=2");
        assertThat(desk.post(base + "/release", "q0", "3").header("Location"))
                .isEqualTo(base + "?done=orders.released_some");
        assertThat(desk.post(base + "/release", "q0", "x").status()).isEqualTo(422);
        assertThat(desk.post(base + "/release", "all", "1").header("Location"))
                .isEqualTo(base + "?done=orders.released");
        desk.post(base + "/ship", "parcel", "P1", "carrier", "DHL", "q0", "3", "q1", "1");
        var parcel = Desk.field(desk.get(base).text(), "shipment");
        assertThat(desk.post(base + "/parcel", "shipment", parcel, "status", "in_transit")
                        .header("Location"))
                .isEqualTo(base + "?done=orders.tracked");
        assertThat(desk.post(base + "/parcel", "shipment", parcel, "status", "stolen")
                        .status())
                .isEqualTo(422);
        assertThat(desk.post(base + "/parcel", "shipment", parcel, "status", "delivered")
                        .header("Location"))
                .isEqualTo(base + "?done=orders.arrived");
        assertThat(shop.order("D1").units("1")).isEqualTo("delivered=3");
    }

    @Test
    void thePackingListLeavesOutWhatIsCanceledOrBeingStoppedAndSaysSo() {
        shop.post("D1", "releases", "{\"lines\": [{\"line\": \"1\", \"quantity\": 2}]}");
        shop.post(
                "D1",
                "cancellations",
                "{\"reason\": \"changed_mind\", \"lines\": [{\"line\": \"1\", \"quantity\": 2}]}");
        shop.post(
                "D1",
                "cancellations",
                "{\"reason\": \"changed_mind\", \"lines\": [{\"line\": \"2\", \"quantity\": 1}]}");
        var paper = desk.get(base + "/packing").text();
        assertThat(paper).contains("1 × Belt (B7): canceled, do not pack", "Left out of this list");
        assertThat(paper).contains("Jet Set tote (30S4): being stopped", "1 Test Street");
        assertThat(paper).doesNotContain("€");
        assertThat(desk.get(base + "/sheet").text())
                .contains("Order sheet", "1 canceled")
                .doesNotContain("€");
    }

    @Test
    void anothersOrderIsUnknownOnEveryPage() {
        var other = Desk.signedIn(port, Desk.key(port, "desk-other", "seller"));
        for (var page : new String[] {"", "/ship", "/release", "/notes", "/packing", "/sheet"}) {
            assertThat(other.get(base + page).status()).as(page).isEqualTo(404);
        }
        for (var form : new String[] {"/ship", "/release", "/notes", "/parcel"}) {
            assertThat(other.post(base + form, "all", "1", "text", "x").status())
                    .as(form)
                    .isEqualTo(404);
        }
        assertThat(shop.order("D1").units("1")).isEqualTo("open=3");
        var operator = Desk.signedIn(port, AppTest.OPERATOR_KEY);
        assertThat(operator.get(base).text()).contains("€428.45");
        assertThat(desk.get(base).text())
                .as("the warehouse knows nothing of money")
                .doesNotContain("€");
    }

    @Test
    void whoOnlyReadsIsDrawnNoButtonAndNoFormTakesHim() {
        var reader = Desk.with(port, shop.seller().value(), "see_orders");
        var page = reader.get(base).text();
        assertThat(page).contains("Jet Set tote", "Packing list", "No notes yet.");
        assertThat(page)
                .doesNotContain(base + "/cancel")
                .doesNotContain(base + "/ship\"")
                .doesNotContain(base + "/release")
                .doesNotContain("action=\"" + base)
                .doesNotContain("€");
        for (var form : new String[] {"/ship", "/release", "/notes", "/parcel", "/cancel"}) {
            assertThat(reader.post(base + form, "all", "1", "text", "x", "q0", "1", "reason", "other")
                            .status())
                    .as(form)
                    .isEqualTo(403);
        }
        for (var form : new String[] {"/ship", "/release", "/cancel"}) {
            assertThat(reader.get(base + form).status()).as(form).isEqualTo(403);
        }
        var ships = Desk.with(port, shop.seller().value(), "see_orders", "ship");
        assertThat(ships.get(base).text()).contains(base + "/ship").doesNotContain(base + "/cancel");
        assertThat(Desk.with(port, shop.seller().value(), "note").get(base).status())
                .isEqualTo(403);
        assertThat(Desk.with(port, shop.seller().value(), "note")
                        .get("/desk/orders/suggest?q=D1")
                        .status())
                .isEqualTo(403);
        assertThat(shop.order("D1").units("1")).isEqualTo("open=3");
    }

    private static String[] append(String[] fields, String... more) {
        var all = new java.util.ArrayList<>(java.util.List.of(fields));
        all.addAll(java.util.List.of(more));
        return all.toArray(String[]::new);
    }
}
