package dev.countermand.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.cancellations.Cancellation;
import dev.countermand.cancellations.Cancellations;
import dev.countermand.cancellations.Payout;
import dev.countermand.cancellations.RequestReason;
import dev.countermand.cases.CaseLog;
import dev.countermand.cases.Entry;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Goods;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Snapshots;
import dev.countermand.orders.Stage;
import dev.countermand.payments.Payments;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/// Many at once must leave what each alone would have left.
@AppTest
class SameAsOneByOneTests {

    private static final Actor ACTOR = new Actor(Actor.Kind.OPERATOR, "test", Set.of(), null, Actor.Channel.API);
    private static final Goods.Cause CAUSE = new Goods.Cause("import", "imp_x");
    private static final List<List<Stage>> WAYS = List.of(
            List.of(), List.of(Stage.RELEASED), List.of(Stage.SHIPPED, Stage.DELIVERED), List.of(Stage.CANCELED));

    @Autowired
    Orders orders;

    @Autowired
    Cancellations cancellations;

    @Autowired
    Payments payments;

    @Autowired
    CaseLog log;

    @Autowired
    Goods goods;

    @Autowired
    Clock clock;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void ordersInEveryStage() {
        var together = new ArrayList<Orders.Given>();
        for (int i = 0; i < WAYS.size(); i++) {
            var past = new Orders.Past(WAYS.get(i), CAUSE);
            var alone = snapshot(i);
            inTransaction(() -> orders.takeImported(new SellerId("alone"), number(alone), alone, past, ACTOR));
            together.add(new Orders.Given(new SellerId("together"), number(alone), snapshot(i), past, false));
        }
        var takings = inTransaction(() -> orders.takeImported(together, ACTOR));
        assertThat(takings).allMatch(taking -> taking.outcome() == Orders.Outcome.TAKEN);
        for (int i = 0; i < WAYS.size(); i++) {
            var number = number(snapshot(i));
            assertThat(picture("together", number)).isEqualTo(picture("alone", number));
        }
        var again = inTransaction(() -> orders.takeImported(together, ACTOR));
        assertThat(again).allMatch(taking -> taking.outcome() == Orders.Outcome.IDENTICAL);
        for (var known : List.of("30s4", "example a", "030 123456", "ada")) {
            assertThat(found("together", known)).as(known).hasSameSizeAs(WAYS).isEqualTo(found("alone", known));
        }
    }

    private List<String> found(String seller, String known) {
        return orders.list(new Orders.Search(List.of(new SellerId(seller)), null, known, null, 50)).orders().stream()
                .map(order -> order.ref().number())
                .sorted()
                .toList();
    }

    @Test
    void oneOrderSeveralTimesInABatchAndOneThatContradicts() {
        var seller = new SellerId("batch");
        var past = new Orders.Past(List.of(), CAUSE);
        var other = snapshot(1).put("currency", "USD");
        var later = snapshot(0);
        later.withObject("customer").put("name", "Somebody Else");
        var takings = inTransaction(() -> orders.takeImported(
                List.of(
                        new Orders.Given(seller, "B1", named("B1"), past, false),
                        new Orders.Given(seller, "B1", named("B1"), past, false),
                        new Orders.Given(seller, "B1", later.put("number", "B1"), past, false),
                        new Orders.Given(seller, "B1", other.put("number", "B1"), past, false),
                        new Orders.Given(seller, "B2", named("B2").put("nonsense", 1), past, false)),
                ACTOR));
        assertThat(takings.stream().map(Orders.Taking::outcome))
                .containsExactly(
                        Orders.Outcome.TAKEN,
                        Orders.Outcome.IDENTICAL,
                        Orders.Outcome.AMENDED,
                        Orders.Outcome.REFUSED,
                        Orders.Outcome.REFUSED);
    }

    @Test
    void cancellationsOfWhatIsOpen() {
        var past = new Orders.Past(List.of(), CAUSE);
        for (var seller : List.of("ask", "record")) {
            inTransaction(() -> orders.takeImported(new SellerId(seller), "C1", named("C1"), past, ACTOR));
        }
        var asked = find("ask", "C1");
        var at = clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MICROS);
        var one = inTransaction(() -> cancellations.ask(
                new Cancellations.Request(
                        asked.ref(), Map.of("1", 2), RequestReason.STORE_OTHER, "n", null, Payout.SOURCE),
                ACTOR));
        var recorded = find("record", "C1");
        var many = inTransaction(() -> cancellations.record(
                List.of(new Cancellations.Past(
                        recorded.ref(), Map.of("1", 2), RequestReason.STORE_OTHER, "n", at, false)),
                Map.of(
                        recorded.ref().id(),
                        goods.lock(List.of(recorded.ref().id())).getFirst()),
                ACTOR));
        var same = many.getFirst().orElseThrow();
        assertThat(units(same)).isEqualTo(units(one));
        assertThat(same.policyVersion()).isEqualTo(one.policyVersion());
        assertThat(same.facts()).isEqualTo(one.facts());
        assertThat(same.money().total()).isEqualTo(one.money().total());
        assertThat(same.money().lines()).isEqualTo(one.money().lines());
        assertThat(same.money().remaining()).isEqualTo(one.money().remaining());
        // The money has gone back already; nothing is promised.
        assertThat(same.money().already())
                .isEqualTo(one.money().refunded() + one.money().notCharged());
        assertThat(payments.of(recorded.ref()).payments())
                .allMatch(p -> p.effects().isEmpty());
        assertThat(cancellations.find(same.id())).contains(same);
        assertThat(units(find("record", "C1"))).isEqualTo(units(find("ask", "C1")));
        assertThat(kinds(recorded.ref())).contains("cancellation.store_canceled");
        assertThat(log.verify(recorded.ref().id())).isEmpty();
        var fact = log.timeline(recorded.ref().id(), 0, 100).getLast();
        assertThat(fact.body().path("recipient").isObject()).isFalse();
        // What is not open is not granted, and nothing of it is written.
        var more = inTransaction(() -> cancellations.record(
                List.of(new Cancellations.Past(
                        recorded.ref(), Map.of("1", 3), RequestReason.STORE_OTHER, null, at, false)),
                Map.of(
                        recorded.ref().id(),
                        goods.lock(List.of(recorded.ref().id())).getFirst()),
                ACTOR));
        assertThat(more.getFirst()).isEmpty();
    }

    private record Picture(Map<String, Object> lines, List<String> facts, Object money, boolean whole) {}

    /// Everything that does not carry an identifier.
    private Picture picture(String seller, String number) {
        var order = find(seller, number);
        var money = payments.of(order.ref());
        return new Picture(
                Map.of("lines", order.lines(), "payments", order.payments(), "customer", order.customer()),
                kinds(order.ref()),
                List.of(
                        money.lines(),
                        money.total(),
                        money.remaining(),
                        money.refunded(),
                        money.voided(),
                        money.payments().stream()
                                .map(p -> p.events().stream()
                                        .map(e -> e.type() + e.amount())
                                        .toList())
                                .toList()),
                log.verify(order.ref().id()).isEmpty());
    }

    private static List<String> units(Cancellation cancellation) {
        return cancellation.lines().stream().map(Record::toString).toList();
    }

    private static List<String> units(Order order) {
        return order.lines().stream().map(line -> line.line() + line.units()).toList();
    }

    private List<String> kinds(OrderRef order) {
        return log.timeline(order.id(), 0, 100).stream().map(Entry::kind).toList();
    }

    private Order find(String seller, String number) {
        return orders.find(new SellerId(seller), number).orElseThrow();
    }

    private static ObjectNode snapshot(int i) {
        return named("S" + i);
    }

    private static ObjectNode named(String number) {
        var snapshot = Snapshots.example().put("number", number);
        snapshot.remove("seller");
        return snapshot;
    }

    private static String number(ObjectNode snapshot) {
        return snapshot.path("number").asString();
    }

    private <T> T inTransaction(Supplier<T> work) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
