package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.accounts.Keys;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Order;
import dev.countermand.payments.reconcile.OpenDifference;
import dev.countermand.payments.reconcile.Reconciliations;
import dev.countermand.site.Json;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// A settlement file beside our journal: every difference is one case while it stands, and no money moves for
/// it.
class ReconcileTests extends Shop {

    private static final String NAMES = "at,kind,payment,order,reference,key,amount,currency,state\n";

    @LocalServerPort
    int port;

    @Autowired
    Reconciliations reconciliations;

    @Autowired
    Keys keys;

    private String line(Order order, String kind, String reference, String key, String amount) {
        return "%s,%s,card,%s,%s,%s,%s,EUR,done\n"
                .formatted(clock.instant(), kind, order.ref().number(), reference, key, amount);
    }

    /// Sends a file and answers its summary.
    private JsonNode compare(String lines, String more) {
        var reply = Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .send("POST", "/v1/reconcile?seller=" + SELLER + more, "text/csv", NAMES + lines);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        var last = reply.text().strip().lines().toList().getLast();
        return Json.tree(last);
    }

    private JsonNode compare(String lines) {
        return compare(lines, "&to=" + clock.instant().plusSeconds(60));
    }

    private List<String> differing(Order order) {
        return reconciliations.open(order.ref()).stream()
                .map(open -> open.difference().kind().word())
                .toList();
    }

    private Order refunded(String reference) {
        var order = take("[" + card(4000, true) + "]");
        cancel(order, 1);
        worker.tick();
        report(order, PaymentEvent.Type.REFUNDED, 1000L, effect(order, 0).id());
        if (!reference.isEmpty()) {
            report(order, PaymentEvent.Type.REFUNDED, 500L, reference);
        }
        return order;
    }

    private static String reference() {
        return "re_" + UUID.randomUUID();
    }

    @Test
    void whatBothSayIsNoDifference() {
        var reference = reference();
        var order = refunded(reference);
        var summary = compare(line(order, "captured", "ch_" + reference, "", "40.00")
                + line(order, "refunded", reference(), effect(order, 0).id(), "10.00")
                + line(order, "refunded", reference, "", "5.00"));
        assertThat(summary.path("differences").asInt()).as("%s", summary).isZero();
        assertThat(differing(order)).isEmpty();
    }

    @Test
    void aRefundThatNobodyToldUsIsOneCaseUntilItIsReported() {
        var order = refunded("");
        var elsewhere = reference();
        var lines = line(order, "refunded", reference(), effect(order, 0).id(), "10.00")
                + line(order, "refunded", elsewhere, "", "7.00");
        assertThat(compare(lines).path("opened").asInt()).isEqualTo(1);
        var again = compare(lines);
        assertThat(again.path("opened").asInt()).isZero();
        assertThat(again.path("differences").asInt()).isEqualTo(1);
        assertThat(differing(order)).containsExactly("missing_here");
        assertThat(waiting(order)).singleElement().satisfies(item -> {
            assertThat(item.subject()).startsWith("dif_");
            assertThat(item.summary()).contains("€7.00", elsewhere, "No money was moved");
        });
        assertThat(facts(order).stream().filter(fact -> fact.equals("payment.difference_found")))
                .hasSize(1);
        assertThat(payment(order).refunded()).as("nothing was booked for it").isEqualTo(1000);

        report(order, PaymentEvent.Type.REFUNDED, 700L, elsewhere);
        assertThat(compare(lines).path("cured").asInt()).isEqualTo(1);
        assertThat(differing(order)).isEmpty();
        assertThat(waiting(order)).isEmpty();
        assertThat(facts(order)).endsWith("payment.difference_gone");
    }

    @Test
    void verifyNamesWhatDiffersUntilBothAgree() {
        var order = refunded("");
        var elsewhere = reference();
        var lines = line(order, "refunded", reference(), effect(order, 0).id(), "10.00")
                + line(order, "refunded", elsewhere, "", "7.00");
        compare(lines);
        assertThat(verified(order)).singleElement().satisfies(finding -> {
            assertThat(finding.path("check").asString()).isEqualTo("provider_differs");
            assertThat(finding.path("found").asString()).contains("missing_here", elsewhere, "here nothing");
            assertThat(finding.path("expected").asString()).contains("700 EUR");
        });
        jdbc.sql("delete from payments.difference where order_id = :order")
                .param("order", order.ref().id().value())
                .update();
        assertThat(verified(order))
                .extracting(finding -> finding.path("check").asString())
                .containsExactly("difference_lost");
    }

    @Test
    void verifyIsSilentOnceBothAgree() {
        var order = refunded("");
        var elsewhere = reference();
        var lines = line(order, "refunded", reference(), effect(order, 0).id(), "10.00")
                + line(order, "refunded", elsewhere, "", "7.00");
        compare(lines);
        report(order, PaymentEvent.Type.REFUNDED, 700L, elsewhere);
        compare(lines);
        assertThat(verified(order)).isEmpty();
    }

    /// What `./countermand verify` finds about the order's money: its units were taken back by nobody.
    private List<JsonNode> verified(Order order) {
        var reply = Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .post("/v1/verify?seller=" + SELLER + "&order=" + order.ref().number(), "");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.text()
                .strip()
                .lines()
                .map(Json::tree)
                .filter(line -> line.path("type").asString("").equals("finding"))
                .filter(finding -> !finding.path("promise").asString("").equals("P1"))
                .toList();
    }

    @Test
    void amountsAndStatesThatDifferAreSaidWithBothSides() {
        var less = refunded("");
        var failed = refunded("");
        compare(line(less, "refunded", reference(), effect(less, 0).id(), "9.99")
                + line(failed, "refund_failed", reference(), effect(failed, 0).id(), "10.00"));
        assertThat(reconciliations.open(less.ref())).singleElement().satisfies(open -> {
            assertThat(open.difference().ours()).isEqualTo(1000);
            assertThat(open.difference().theirs()).isEqualTo(999);
        });
        assertThat(differing(less)).containsExactly("amount_differs");
        assertThat(differing(failed)).containsExactly("state_differs");
    }

    @Test
    void whatTheirFileShouldHaveAndHasNotIsMissingThere() {
        clock.advance(Duration.ofHours(1));
        var from = clock.instant().minusSeconds(1);
        var order = refunded("");
        var window = "&gateway=manual&from=" + from + "&to=" + clock.instant().plusSeconds(60);
        compare("", window);
        assertThat(differing(order)).containsExactly("missing_there");
        compare(line(order, "refunded", reference(), effect(order, 0).id(), "10.00"), window);
        assertThat(differing(order)).isEmpty();
    }

    @Test
    void whatIsOfNoOrderOfOursIsNoCaseUnlessItCarriesAKeyOfOurs() {
        var order = refunded("");
        var foreign = "%s,refunded,pi_other,,%s,,12.00,EUR,done\n".formatted(clock.instant(), reference());
        var ofUs = "%s,refunded,pi_gone,,%s,eff_%s,12.00,EUR,done\n"
                .formatted(clock.instant(), reference(), effect(order, 0).id().substring(4, 28) + "deadbeef");
        assertThat(compare(foreign).path("differences").asInt()).isZero();
        assertThat(compare(foreign + ofUs).path("opened").asInt()).isEqualTo(1);
        assertThat(reconciliations.open(Set.of(SELLER), 100))
                .filteredOn(open -> open.order() == null)
                .extracting(open -> open.difference().payment())
                .contains("pi_gone");
    }

    @Test
    void aFaultyFileComparesNothingAndAStrangerIsRefused() {
        var operator = Http.at(port).as(AppTest.OPERATOR_KEY);
        assertThat(operator.send("POST", "/v1/reconcile?seller=" + SELLER, "text/csv", "a,b\n1,2\n")
                        .status())
                .isEqualTo(422);
        var nowhere = "2026-11-20,refunded,card,NO-SUCH,re_x,,1.00,EUR,done\n";
        assertThat(operator.send("POST", "/v1/reconcile?seller=" + SELLER, "text/csv", NAMES + nowhere)
                        .text())
                .contains("unknown_order", "/2");
        var hostile = "2026-11-20,refunded,card,A\u0000B,re_x,,1.00,EUR,done\n";
        assertThat(operator.send("POST", "/v1/reconcile?seller=" + SELLER, "text/csv", NAMES + hostile)
                        .text())
                .contains("invalid_characters", "/2");
        assertThat(operator.send("POST", "/v1/reconcile", "text/csv", NAMES).status())
                .isEqualTo(422);
        var admin = new Actor(Actor.Kind.OPERATOR, "test", Set.of(), null, Actor.Channel.API);
        var other = keys.create(admin, new SellerId("other-desk"), Keys.Role.SELLER, "theirs")
                .key();
        assertThat(Http.at(port)
                        .as(other)
                        .send("POST", "/v1/reconcile?seller=" + SELLER, "text/csv", NAMES)
                        .status())
                .isEqualTo(404);
        assertThat(Http.at(port)
                        .as(other)
                        .get("/v1/reconcile")
                        .json()
                        .path("differences")
                        .size())
                .isZero();
        var packs = keys.create(admin, SELLER, Keys.Role.WAREHOUSE, "packs").key();
        assertThat(Http.at(port).as(packs).get("/v1/reconcile").status()).isEqualTo(403);
    }

    @Test
    void theDeskReadsWhatDiffers() {
        var order = refunded("");
        var elsewhere = reference();
        compare(line(order, "refunded", elsewhere, "", "7.00"));
        var open = reconciliations.open(order.ref()).stream()
                .map(OpenDifference::id)
                .findFirst()
                .orElseThrow();
        assertThat(Http.at(port)
                        .as(AppTest.OPERATOR_KEY)
                        .get("/v1/reconcile?seller=" + SELLER)
                        .text())
                .contains(open, "missing_here", elsewhere);
    }
}
