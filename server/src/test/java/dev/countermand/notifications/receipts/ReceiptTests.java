package dev.countermand.notifications.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.cancellations.CancellationFact;
import dev.countermand.cases.Recipient;
import dev.countermand.kernel.Actor;
import dev.countermand.notifications.proof.ReceiptCheck;
import dev.countermand.payments.MoneyBack;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// From the committed fact to the signed receipt, and to somebody else's software that checks it.
@AppTest
class ReceiptTests extends ReceiptBench {

    @Test
    void everyRequestVerdictAndMessageOfTheStoreHasExactlyOne() {
        var order = order();
        post(order, "releases", "{\"lines\":[{\"line\":\"1\",\"quantity\":2}]}");
        var attempt =
                post(order, "cancellations", "{\"reason\":\"too_slow\",\"lines\":[{\"line\":\"1\",\"quantity\":2}]}");
        assertThat(attempt.status()).as(attempt.text()).isIn(201, 202);
        post(order, "cancellations", "{\"reason\":\"out_of_stock\",\"lines\":[{\"line\":\"2\",\"quantity\":1}]}");
        var refused =
                post(order, "cancellations", "{\"reason\":\"other\",\"lines\":[{\"line\":\"2\",\"quantity\":1}]}");
        assertThat(refused.status()).isEqualTo(409);
        follow(order);
        follow(order);

        var made = receipts(order);
        assertThat(made)
                .extracting(Receipt::number)
                .doesNotHaveDuplicates()
                .first()
                .isEqualTo(number(1));
        assertThat(made.getLast().number()).isEqualTo(number(made.size()));
        var told = log.timeline(order.id(), 0, 100).stream()
                .filter(entry -> Receipts.has(entry.kind()))
                .toList();
        assertThat(made)
                .extracting(Receipt::seq)
                .containsExactlyElementsOf(told.stream().map(e -> e.seq()).toList());
        assertThat(made)
                .extracting(Receipt::kind)
                .contains("cancellation.store_canceled", "cancellation.refused")
                .containsAnyOf("cancellation.attempting", "cancellation.canceled");
    }

    @Test
    void theVerdictHasItsOwnAndTheCancellationShowsTheNewest() {
        var order = order();
        post(order, "releases", "{}");
        var id = cancel(order).json().path("id").asString();
        assertThat(operator().get("/v1/cancellations/" + id).json().has("receipt"))
                .isFalse();
        follow(order);
        var asked = operator().get("/v1/cancellations/" + id).json().path("receipt");
        assertThat(asked.path("kind").asString()).isEqualTo("cancellation.attempting");
        operator().post("/v1/cancellations/" + id + "/answer", "{\"outcome\":\"stopped\"}");
        follow(order);
        var verdict = operator().get("/v1/cancellations/" + id).json().path("receipt");
        assertThat(verdict.path("kind").asString()).isEqualTo("cancellation.successful");
        assertThat(verdict.path("page").asString())
                .endsWith("/r/" + verdict.path("id").asString());
        var listed = operator().get("/v1/orders/" + order.number() + "/receipts?seller=" + seller);
        assertThat(listed.json().path("receipts").size()).isEqualTo(2);
    }

    @Test
    void itSaysWhatTheFactSays() {
        var order = order(snapshot -> {});
        post(order, "releases", "{\"lines\":[{\"line\":\"1\",\"quantity\":1}]}");
        var asked = post(
                order,
                "cancellations",
                "{\"reason\":\"wrong_address\",\"note\":\"Ich bin umgezogen\",\"ifUnable\":\"refuse\"}");
        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        var says = receipts(order).getFirst().claims();
        assertThat(says.path("number").asString()).isEqualTo(number(1));
        assertThat(says.path("seller").path("id").asString()).isEqualTo(seller);
        assertThat(says.path("order").asString()).isEqualTo(order.number());
        assertThat(says.path("status").asString()).isEqualTo("attempting");
        assertThat(says.path("sentence").asString()).isEqualTo("Attempting to Cancel");
        assertThat(says.path("language").asString()).isEqualTo("en-GB");
        assertThat(says.path("at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(says.path("zone").asString()).isEqualTo("Europe/London");
        assertThat(says.path("by").path("channel").asString()).isEqualTo("api");
        assertThat(says.path("customer").asString()).isEqualTo("Ada Example");
        assertThat(says.path("note").asString()).isEqualTo("Ich bin umgezogen");
        assertThat(says.path("ifUnable").asString()).isEqualTo("refuse");
        assertThat(says.path("terms").asString())
                .isEqualTo(asked.json().path("policyVersion").asString());
        assertThat(says.path("lines").toString())
                .contains("\"quantity\":2,\"outcome\":\"canceled\"", "\"quantity\":1,\"outcome\":\"stopping\"");
        var money = asked.json().path("money");
        assertThat(says.path("money").path("total").longValue())
                .isEqualTo(money.path("total").longValue());
        assertThat(says.path("money").path("tenders").get(0).path("amount").longValue())
                .isEqualTo(money.path("tenders").get(0).path("amount").longValue());
        assertThat(says.toString()).doesNotContain("ada@example.org", "+4930123456");
    }

    @Test
    void anothersJoseVerifiesItWithThePublishedKeyAlsoAfterARotation() throws Exception {
        var before = receipt();
        var rotation = operator().post("/v1/receipt-keys/rotate", "{}");
        assertThat(rotation.status()).as(rotation.text()).isEqualTo(200);
        assertThat(rotation.json().path("retired").toString()).contains(before.kid());
        var after = receipt();
        assertThat(after.kid())
                .isEqualTo(rotation.json().path("kid").asString())
                .isNotEqualTo(before.kid());

        var published = Http.at(port).get("/.well-known/jwks.json");
        assertThat(published.header("Content-Type")).startsWith("application/jwk-set+json");
        assertThat(published.text()).doesNotContain("\"d\"");
        var theirs = JWKSet.parse(published.text());
        for (var receipt : new Receipt[] {before, after}) {
            var object = JWSObject.parse(receipt.jws());
            var key = theirs.getKeyByKeyId(object.getHeader().getKeyID());
            assertThat(object.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
            assertThat(object.getPayload().toJSONObject()).containsEntry("number", receipt.number());
        }
    }

    @Test
    void onlyTheOperatorRotates() {
        var made = operator().post("/v1/keys", "{\"seller\":\"%s\",\"role\":\"seller\"}".formatted(order().seller()));
        var sellers = Http.at(port).as(made.json().path("key").asString());
        assertThat(sellers.post("/v1/receipt-keys/rotate", "{}").status()).isEqualTo(403);
    }

    @Test
    void theWarehouseReadsNoMoneyAndSoNoReceipt() {
        var receipt = receipt();
        var made = operator().post("/v1/keys", "{\"seller\":\"%s\",\"role\":\"warehouse\"}".formatted(seller));
        var warehouse = Http.at(port).as(made.json().path("key").asString());
        assertThat(warehouse.get("/v1/receipts/" + receipt.id()).status()).isEqualTo(403);
    }

    @Test
    void whenThePersonIsErasedTheNumberAndTheHashRemainAndTheHoldersCopyIsStillGood() {
        var receipt = receipt();
        assertThat(sealedBytes(receipt)).doesNotContain("Ada Example");
        inTransaction(() -> log.erase(receipt.order()));

        var left = receipts.find(receipt.id()).orElseThrow();
        assertThat(left.jws()).isNull();
        assertThat(left.number()).isEqualTo(receipt.number());
        assertThat(left.sha256()).isEqualTo(receipt.sha256());
        var json = operator().get("/v1/receipts/" + receipt.id());
        assertThat(json.status()).isEqualTo(200);
        assertThat(json.json().has("jws")).isFalse();
        assertThat(operator().get("/v1/receipts/" + receipt.id() + ".pdf").code())
                .isEqualTo("erased");
        assertThat(shopper(receipt.order()).get("/r/" + receipt.id()).text())
                .contains("The content of this receipt was erased", receipt.sha256());

        var held = ReceiptCheck.file(receipt.jws().getBytes(StandardCharsets.US_ASCII), keys.toCheck());
        assertThat(held.isUnchanged()).isTrue();
        assertThat(receipts.isKnown(held)).isTrue();
    }

    private String sealedBytes(Receipt receipt) {
        return jdbc.sql("select sealed from notifications.receipt where seller = :seller")
                .param("seller", receipt.order().seller().value())
                .query((row, n) -> new String(row.getBytes(1), StandardCharsets.UTF_8))
                .single();
    }

    @Test
    void aPersonErasedBeforeTheFollowerCameStillGetsANumber() {
        var order = order();
        cancel(order);
        inTransaction(() -> log.erase(order));
        var made = receipts(order);
        assertThat(made).extracting(Receipt::number).containsExactly(number(1));
        assertThat(made.getFirst().jws()).isNull();
    }

    @Test
    void unknownAndAnothersLookTheSame() {
        var receipt = receipt();
        var unknown = "/r/rcp_" + "0".repeat(32);
        var stranger = Http.at(port);
        for (var ending : new String[] {"", ".pdf", ".jws", ".json"}) {
            var theirs = stranger.get("/r/" + receipt.id() + ending);
            assertThat(theirs.status()).isEqualTo(401);
            assertThat(theirs.text().replace(receipt.id(), "ID"))
                    .isEqualTo(stranger.get(unknown + ending).text().replace("rcp_" + "0".repeat(32), "ID"));
        }
        var other = shopper(order());
        assertThat(other.get("/r/" + receipt.id()).status()).isEqualTo(401);
        var made = operator().post("/v1/keys", "{\"seller\":\"neighbor\",\"role\":\"seller\"}");
        var neighbor = Http.at(port).as(made.json().path("key").asString());
        assertThat(neighbor.get("/v1/receipts/" + receipt.id()).status()).isEqualTo(404);
        assertThat(neighbor.get("/v1/receipts/" + receipt.id() + ".pdf").status())
                .isEqualTo(404);
        assertThat(neighbor.get("/v1/receipts/rcp_" + "0".repeat(32)).status()).isEqualTo(404);
        assertThat(Http.at(port).get("/v1/receipts/" + receipt.id()).status()).isEqualTo(401);
    }

    @Test
    void theShopperReadsItBehindHisLinkAndFindsItOnHisPages() {
        var receipt = receipt();
        var shopper = shopper(receipt.order());
        var page = shopper.get("/r/" + receipt.id());
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.text())
                .contains("Receipt " + receipt.number(), "3 × Jet Set tote", receipt.kid(), "/verify?r=eyJ", "<svg");
        assertThat(shopper.get("/o/" + receipt.order().id()).text()).contains("Receipt " + receipt.number());
        assertThat(shopper.get("/c/" + receipt.thing()).text()).contains("Receipt " + receipt.number());
        assertThat(shopper.get("/r/" + receipt.id() + ".jws").text()).isEqualTo(receipt.jws());
        var json = shopper.get("/r/" + receipt.id() + ".json").text().getBytes(StandardCharsets.UTF_8);
        assertThat(ReceiptCheck.file(json, keys.toCheck()).isUnchanged()).isTrue();
    }

    @Test
    void theLinkOfAMailOpensItInAFreshBrowser() {
        var receipt = receipt();
        var query = links.open(receipt.order()).getRawQuery();
        var opened = Http.at(port).get("/r/" + receipt.id() + "?" + query);
        assertThat(opened.status()).isEqualTo(303);
        var browser = Http.at(port).with("Cookie", "cm_orders=" + opened.cookie("cm_orders"));
        assertThat(browser.get(opened.header("Location")).text()).contains("Receipt " + receipt.number());
        assertThat(Http.at(port).get("/r/" + receipt.id() + "?" + query + "x").status())
                .isEqualTo(401);
    }

    @Test
    void theShopsOwnWaitingRequestIsNotForTheCustomersEyes() {
        var order = order();
        var asked = new CancellationFact.Waiting(
                "can_" + "0".repeat(32),
                new Recipient("Ada Example", "ada@example.org", null, "en-GB"),
                List.of(new CancellationFact.Item("2", "B7", "Belt", 1)),
                List.of(),
                List.of(),
                "price_error",
                true,
                null,
                "kind_needs_person",
                "seller",
                null,
                clock.instant(),
                "unable",
                MoneyBack.nothing("EUR", 42845),
                "default-1");
        inTransaction(() -> log.record(order, Actor.system("test"), asked));
        var waiting = receipts(order).getFirst();
        assertThat(waiting.shopOnly()).isTrue();
        assertThat(operator().get("/v1/receipts/" + waiting.id()).status()).isEqualTo(200);
        var shopper = shopper(order);
        assertThat(shopper.get("/r/" + waiting.id()).status()).isEqualTo(401);
        assertThat(shopper.get("/r/" + waiting.id() + ".pdf").status()).isEqualTo(401);
        assertThat(shopper.get("/o/" + order.id()).text()).doesNotContain(waiting.id(), waiting.number());
    }
}
