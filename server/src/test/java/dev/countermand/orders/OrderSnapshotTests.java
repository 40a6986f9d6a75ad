package dev.countermand.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.cases.Entry;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@AppTest
class OrderSnapshotTests extends SnapshotDoor {

    @Test
    void takesANewOrderAndAnswersItAsGetDoes() {
        var put = shop.put("W1", Snapshots.example());
        assertThat(put.status()).isEqualTo(201);
        assertThat(put.raw().headers().firstValue("Location")).contains("/v1/orders/W1?seller=snapshots");
        assertThat(put.text()).isEqualTo(shop.order("W1").text());
        assertThat(put.units("1")).isEqualTo("open=3");
        assertThat(put.json().at("/lines/0/units").size()).isEqualTo(Stage.values().length);
        var id = OrderId.parse(put.json().path("id").asString()).orElseThrow();
        assertThat(put.json().at("/payments/0/publicId").asString())
                .isEqualTo(Ids.text("pay", Ids.derive(id, "pay", "pay1")));
        assertThat(kinds(id)).containsExactly("order.taken");
    }

    @Test
    void takesTheExampleOfTheContractWordByWord() {
        var example = Snapshots.parse("""
                {"seller": "snapshots", "number": "W1001", "version": 1, "placedAt": "2026-11-20T10:15:00Z",
                 "currency": "EUR", "taxIncluded": true,
                 "customer": {"id": "c1", "name": "Ada Example", "email": "ada@example.org", "phone": "+4930123456",
                              "locale": "en-GB", "country": "DE"},
                 "billingAddress": {"name": "Ada Example", "line1": "1 Test Street", "city": "Berlin",
                                    "postalCode": "10115", "country": "DE"}, "shippingAddress": null,
                 "lines": [{"line": "1", "sku": "30S4", "title": "Jet Set tote", "quantity": 3, "unitPrice": 12950,
                            "discount": 500, "tax": 6123, "kind": "physical", "attributes": {"color": "black"}}],
                 "shipping": 495, "shippingTax": 79, "discount": 0,
                 "payments": [{"id": "pay1", "tender": "card", "gateway": "manual", "amount": 38845,
                               "captured": false}], "amountDue": 0}
                """);
        assertThat(shop.put("W1001", example).status()).isEqualTo(201);
    }

    @Test
    void theSameSnapshotAgainIs200AndChangesNothing() {
        var first = shop.put("W2", Snapshots.example());
        var second = shop.put("W2", Snapshots.example());
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(facts("W2")).hasSize(1);
    }

    @Test
    void numbersThatSayTheSameOtherwiseWrittenAreIdentical() {
        var snapshot = Snapshots.example();
        ((ObjectNode) snapshot.at("/lines/0/attributes")).put("weight", 1.50).put("length", 100);
        shop.put("W3", snapshot);
        var text = snapshot.toString()
                .replace("\"weight\":1.5", "\"weight\":15e-1")
                .replace("100}", "1.0e2}");
        assertThat(shop.put("W3", text).status()).isEqualTo(200);
        assertThat(facts("W3")).hasSize(1);
    }

    @Test
    void whatWasAcceptedCannotBeChangedByASnapshot() {
        shop.put("W4", Snapshots.example());
        var changed = Snapshots.example();
        line(changed, 0).put("quantity", 2).put("discount", 0).put("tax", 1);
        line(changed, 1).put("line", "3");
        changed.put("currency", "USD");
        changed.put("amountDue", 25900 + 4000 + 495 - 42845 + 42845);
        changed.set("payments", Snapshots.parse("{\"p\": []}").path("p"));
        var reply = shop.put("W4", changed);
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("snapshot_conflict");
        assertThat(reply.faults())
                .extracting(fault -> fault.substring(0, fault.indexOf(' ')))
                .containsExactlyInAnyOrder(
                        "/currency",
                        "/lines/0/quantity",
                        "/lines/0/discount",
                        "/lines/0/tax",
                        "/lines",
                        "/lines/1",
                        "/payments");
        assertThat(shop.order("W4").units("1")).isEqualTo("open=3");
        assertThat(facts("W4")).hasSize(1);
    }

    @Test
    void anOlderVersionIsStaleAndANewerOneIsTaken() {
        var snapshot = Snapshots.example().put("version", 5);
        shop.put("W5", snapshot);
        assertThat(shop.put("W5", snapshot.put("version", 4)).code()).isEqualTo("stale");
        assertThat(shop.put("W5", snapshot.put("version", 4)).status()).isEqualTo(409);
        assertThat(shop.put("W5", snapshot.put("version", 6))
                        .json()
                        .path("version")
                        .intValue())
                .isEqualTo(6);
        snapshot.remove("version");
        assertThat(shop.put("W5", snapshot).json().path("version").intValue()).isEqualTo(6);
    }

    @Test
    void contactDataMayChange() {
        shop.put("W6", Snapshots.example());
        var moved = Snapshots.example();
        ((ObjectNode) moved.path("customer")).put("email", "ada@elsewhere.example");
        moved.set("shippingAddress", moved.path("billingAddress").deepCopy());
        ((ObjectNode) moved.path("shippingAddress")).put("line1", "2 Other Street");
        var reply = shop.put("W6", moved);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/shippingAddress/line1").asString()).isEqualTo("2 Other Street");
        assertThat(facts("W6")).extracting(Entry::kind).containsExactly("order.taken", "order.amended");
        assertThat(shop.order("W6").json().at("/customer/email").asString()).isEqualTo("ada@elsewhere.example");
    }

    @Test
    void paymentsMayBeAddedAndCaptured() {
        var due = Snapshots.example();
        payment(due, 0).put("amount", 40000);
        due.put("amountDue", 2845);
        shop.put("W7", due);
        var paid = Snapshots.example();
        payment(paid, 0).put("amount", 40000).put("captured", true);
        ((ArrayNode) paid.path("payments"))
                .addObject()
                .put("id", "pay2")
                .put("tender", "gift_card")
                .put("amount", 2845);
        var reply = shop.put("W7", paid);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/payments/0/captured").booleanValue()).isTrue();
        assertThat(reply.json().path("payments").size()).isEqualTo(2);
        var fact = facts("W7").stream()
                .filter(f -> f.kind().equals("order.amended"))
                .findFirst()
                .orElseThrow()
                .body();
        assertThat(fact.at("/paymentsAdded/0/id").asString()).isEqualTo("pay2");
        assertThat(fact.at("/paymentsCaptured/0/id").asString()).isEqualTo("pay1");
        payment(paid, 0).put("captured", false);
        assertThat(shop.put("W7", paid).faults()).containsExactly("/payments/0/captured snapshot_conflict");
    }

    @Test
    void digitalGoodsMayBeToldAccessedLater() {
        shop.put("W8", Snapshots.example());
        var accessed = Snapshots.example();
        line(accessed, 0).put("accessedAt", "2026-11-20T10:10:00.123456789+01:00");
        var reply = shop.put("W8", accessed);
        assertThat(reply.json().at("/lines/0/accessedAt").asString()).isEqualTo("2026-11-20T09:10:00.123456Z");
        assertThat(shop.put("W8", Snapshots.example()).faults())
                .containsExactly("/lines/0/accessedAt snapshot_conflict");
    }

    @Test
    void personalDataOfTheFactsIsMarked() {
        shop.put("W21", Snapshots.example());
        var fact = facts("W21").getFirst();
        assertThat(fact.body().at("/customer/name").asString()).isEqualTo("Ada Example");
        assertThat(fact.body().path("total").longValue()).isEqualTo(42845);
    }
}
