package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.cases.CaseQueue;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Goods;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What the desk is asked to collect after a change is what is still due, whatever happened since.
@ByHand
class MootDueTests extends Bench {

    private static final Actor OPERATOR = new Actor(Actor.Kind.OPERATOR, "operator", Set.of(), null, Actor.Channel.API);

    @Autowired
    Cancellations cancellations;

    @Autowired
    Goods goods;

    @Autowired
    PlatformTransactionManager transactions;

    /// What is to be collected for the order.
    private List<String> owed(String number) {
        var id = ref(number).id();
        return queue.of(id.value()).stream()
                .filter(item -> item.kind().equals("money") && item.subject().equals(id.toString()))
                .map(CaseQueue.Item::summary)
                .toList();
    }

    private String dearer(int line, int unitPrice) {
        var number = order(1, 1);
        shop.swap(number, "" + line, 1, "S-gold", unitPrice).expect(201);
        return number;
    }

    @Test
    void aCancellationAloneMakesItMoot() {
        var number = dearer(1, 1700);
        assertThat(owed(number)).singleElement().asString().contains("7.00");
        shop.cancel(number, "").expect(201);
        assertThat(owed(number)).isEmpty();
    }

    @Test
    void manyCancellationsTogetherMakeItMootAsWell() {
        var number = dearer(1, 1700);
        var wanted = new Cancellations.Wanted(
                new SellerId(shop.seller),
                number,
                null,
                RequestReason.CHANGED_MIND,
                null,
                null,
                Payout.SOURCE,
                OPERATOR);
        var done = new TransactionTemplate(transactions).execute(status -> cancellations.ask(List.of(wanted)));
        assertThat(done).singleElement().matches(granted -> granted.isPresent());
        assertThat(owed(number)).isEmpty();
    }

    @Test
    void historyMakesItMootAsWell() {
        var number = dearer(1, 1700);
        var ref = ref(number);
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            var order = goods.lock(ref);
            var past = new Cancellations.Past(
                    ref, Map.of("1~1", 1, "2", 1), RequestReason.CHANGED_MIND, null, now(), false);
            assertThat(cancellations.record(List.of(past), Map.of(ref.id(), order), OPERATOR))
                    .singleElement()
                    .matches(granted -> granted.isPresent());
        });
        assertThat(owed(number)).isEmpty();
    }

    @Test
    void aPartLeavesWhatIsStillDue() {
        var number = dearer(1, 5000);
        assertThat(owed(number)).singleElement().asString().contains("40.00");
        shop.cancel(number, "2:1").expect(201);
        assertThat(owed(number)).singleElement().asString().contains("30.00");
    }

    @Test
    void aSecondChangeAsksForBothTogether() {
        var number = dearer(1, 1700);
        shop.swap(number, "2", 1, "S-gold", 1500).expect(201);
        assertThat(owed(number)).singleElement().asString().contains("12.00");
        shop.swap(number, "2~1", 1, "S2", 1000).expect(201);
        assertThat(owed(number)).singleElement().asString().contains("7.00");
    }

    @Test
    void whatIsCollectedOnDeliveryIsNoTask() {
        var number = "W1002";
        shop.send("PUT", "/v1/orders/" + number, """
                {"seller": "%s", "number": "%s", "placedAt": "%s", "currency": "EUR",
                 "customer": {"id": "c1", "name": "Ada Example", "email": "ada@example.org", "locale": "en-GB"},
                 "billingAddress": {"name": "Ada Example", "line1": "1 Test Street", "city": "Berlin",
                                    "postalCode": "10115", "country": "DE"},
                 "lines": [{"line": "1", "sku": "S1", "title": "Thing", "quantity": 2, "unitPrice": 1000}],
                 "payments": [], "amountDue": 2000}
                """.formatted(shop.seller, number, now()), null)
                .expect(201);
        shop.swap(number, "1", 1, "S-gold", 1700).expect(201);
        assertThat(owed(number)).isEmpty();
        shop.cancel(number, "1:1").expect(201);
        assertThat(owed(number)).isEmpty();
    }
}
