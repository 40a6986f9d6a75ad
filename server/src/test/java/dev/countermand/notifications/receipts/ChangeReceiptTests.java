package dev.countermand.notifications.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.notifications.proof.ReceiptCheck;
import dev.countermand.promises.Promises;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What was asked of a change, decided about it and came of it, each with its signed receipt.
@AppTest
class ChangeReceiptTests extends ReceiptBench {

    private static final String BLUE =
            "{\"reason\":\"changed_mind\",\"lines\":[{\"line\":\"2\",\"quantity\":1,\"sku\":\"BLUE\",\"title\":\"Blue one\"%s}]}";

    private static final String ADDRESS = """
            {"reason": "wrong_address", "shippingAddress": {"name": "Ada Example", "line1": "2 New Street", "city": "Hamburg",
             "postalCode": "20095", "country": "DE"}}""";

    @Autowired
    Promises promises;

    @Test
    void itSaysWhatMadePlaceWhatCameAndWhatIsToBePaid() {
        var order = order();
        var changed = post(order, "changes", BLUE.formatted(",\"unitPrice\":999900"));
        assertThat(changed.status()).as(changed.text()).isEqualTo(201);
        var receipt = receipts(order).getLast();
        assertThat(receipt.kind()).isEqualTo("change.changed");
        assertThat(receipt.thing()).isEqualTo(changed.json().path("id").asString());
        var says = receipt.claims();
        assertThat(says.path("change").asString()).isEqualTo(receipt.thing());
        assertThat(says.has("cancellation")).isFalse();
        assertThat(says.path("sentence").asString()).isEqualTo("Order changed");
        assertThat(says.path("reason").asString()).isEqualTo("changed_mind");
        assertThat(says.path("lines").toString())
                .contains(
                        "\"line\":\"2\"",
                        "\"outcome\":\"replaced\"",
                        "\"title\":\"Blue one\",\"quantity\":1,\"outcome\":\"came\"");
        assertThat(says.path("money").path("more").longValue())
                .isPositive()
                .isEqualTo(changed.json().path("more").longValue());
        assertThat(says.path("money").path("total").longValue())
                .isEqualTo(changed.json().path("money").path("total").longValue());

        var page = shopper(order).get("/r/" + receipt.id());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains(
                        "Order changed", "Blue one (BLUE)", "comes in its place", "makes place", "more is to be paid");
        assertThat(new String(pdf(receipt), StandardCharsets.ISO_8859_1)).startsWith("%PDF");
        var read = operator().get("/v1/receipts/" + receipt.id()).json();
        assertThat(read.path("change").asString()).isEqualTo(receipt.thing());
        assertThat(read.has("cancellation")).isFalse();
        var checked = ReceiptCheck.file(receipt.jws().getBytes(StandardCharsets.US_ASCII), keys.toCheck());
        assertThat(checked.isUnchanged()).isTrue();
        assertThat(bytes(receipts.check(receipt).getRawPath() + "?"
                                + receipts.check(receipt).getRawQuery())
                        .body())
                .asString(StandardCharsets.UTF_8)
                .contains("Order changed");
    }

    @Test
    void theRequestTheVerdictAndARefusalHaveTheirOwnAndTheChangeShowsTheNewest() {
        var order = order();
        post(order, "releases", "{}");
        var asked = post(order, "changes", BLUE.formatted(""));
        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        var id = asked.json().path("id").asString();
        operator().post("/v1/cancellations/" + id + "/answer", "{\"outcome\":\"stopped\"}");
        var again = post(order, "changes", BLUE.formatted(""));
        assertThat(again.status()).as(again.text()).isEqualTo(409);
        follow(order);
        var made = receipts(order);
        assertThat(made)
                .extracting(Receipt::kind)
                .containsExactly("change.attempting", "change.successful", "change.refused");
        assertThat(made.getLast().claims().path("lines").toString())
                .contains("\"outcome\":\"unchanged\"", "\"outcome\":\"wanted\"");
        var newest = operator().get("/v1/changes/" + id).json().path("receipt");
        assertThat(newest.path("kind").asString()).isEqualTo("change.successful");
        assertThat(shopper(order).get("/c/" + id).text())
                .contains("/r/" + newest.path("id").asString());
        assertThat(shopper(order).get("/o/" + order.id()).text())
                .contains(
                        "/r/" + newest.path("id").asString(),
                        "We were able to change your order",
                        "Attempting to change the order");
    }

    @Test
    void theNewAddressIsInItAndTheReceiptAgreesWithTheLog() {
        var order = order();
        var changed = post(order, "changes", ADDRESS);
        assertThat(changed.status()).as(changed.text()).isEqualTo(201);
        var refused = post(order, "changes", BLUE.formatted("").replace("changed_mind", "x"));
        assertThat(refused.status()).isEqualTo(422);
        var receipt = receipts(order).getLast();
        assertThat(receipt.claims().path("address").path("line1").asString()).isEqualTo("2 New Street");
        assertThat(shopper(order).get("/r/" + receipt.id()).text())
                .contains("Goes to", "Ada Example, 2 New Street, 20095, Hamburg, DE");
        var found = new ArrayList<String>();
        promises.check(new Promises.Scope(null, order), new Promises.Watcher() {
            @Override
            public void found(Promises.Found each) {
                found.add(each.finding().toString());
            }

            @Override
            public void at(Promises.Progress progress) {}
        });
        assertThat(found).noneMatch(each -> each.contains("receipt"));
    }
}
