package dev.countermand.sellers.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import dev.countermand.cases.CaseQueue;
import dev.countermand.kernel.Money;
import dev.countermand.kernel.OrderRef;
import dev.countermand.orders.Calls;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Snapshots;
import dev.countermand.site.Said;
import dev.countermand.site.Texts;
import dev.countermand.storefront.Browser;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/// What waits is told to everybody in his own language.
@AppTest
class QueueWordsTests {

    private static final Said REFUND = new Said(
            "payments.queue.refund",
            Map.of("amount", new Money(12950, "EUR"), "payment", "p1", "tender", new Said("payments.tender.card")));

    @LocalServerPort
    int port;

    @Autowired
    MutableClock clock;

    @Autowired
    CaseQueue queue;

    @Autowired
    Orders orders;

    @Autowired
    Texts texts;

    @Autowired
    TransactionTemplate transaction;

    private String seller = "";
    private OrderRef order;

    @BeforeEach
    void anOrder() {
        seller = "words-" + UUID.randomUUID();
        var shop = new Calls(port, seller);
        shop.put("QW-1", Snapshots.example());
        order = orders.ref(shop.seller(), "QW-1").orElseThrow();
    }

    private void waits(CaseQueue.Item item) {
        transaction.executeWithoutResult(status -> queue.open(item));
    }

    private CaseQueue.Item item(String subject, Said said) {
        return new CaseQueue.Item(order, "money", subject, "seller", said, texts, clock.instant(), null);
    }

    @Test
    void aSentenceIsKeptOnceAndSaidInTheReadersLanguageWithItsMoney() {
        waits(item("eff_1", REFUND));
        var kept = queue.of(order.id().value()).getFirst();
        assertThat(kept.said()).isEqualTo(REFUND);
        assertThat(kept.summary()).isEqualTo("Send back €129.50 to payment p1 (card), then report it.");
        assertThat(kept.summary(texts.in(Locale.GERMANY)))
                .isEqualTo("Senden Sie 129,50\u00a0€ an die Zahlung p1 (Karte) zurück und melden Sie es dann.");
        assertThat(kept.summary(texts.in(Locale.FRANCE))).contains("129,50").doesNotContain("Send back");
    }

    @Test
    void theDeskReadsGermanWhereSomebodyDoesAndOldItemsAsTheyWereWritten() {
        waits(item("eff_1", REFUND));
        waits(new CaseQueue.Item(order, "attempt", "can_1", "warehouse", "Stop 2 units.", clock.instant(), null));
        var desk = new Browser(Http.at(port)).speaking("de-DE");
        var door = desk.get("/desk/sign-in");
        desk.press(door, "/desk/sign-in", "key=" + AppTest.OPERATOR_KEY);
        for (var page : new String[] {"/desk?seller=", "/desk/queue/print?seller="}) {
            assertThat(desk.get(page + seller).text()).contains("Senden Sie 129,50", "Stop 2 units.");
        }
    }

    @Test
    void whatWasSaidLastStands() {
        waits(item("eff_1", REFUND));
        var later = new Said("payments.queue.silent", REFUND.values());
        waits(item("eff_1", later));
        assertThat(queue.of(order.id().value()))
                .extracting(CaseQueue.Item::said)
                .containsExactly(later);
    }
}
