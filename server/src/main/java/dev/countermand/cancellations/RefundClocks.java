package dev.countermand.cancellations;

import dev.countermand.cases.CaseQueue;
import dev.countermand.cases.Entry;
import dev.countermand.cases.spi.FactListener;
import dev.countermand.kernel.Money;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.payments.Payments;
import dev.countermand.policies.Policies;
import dev.countermand.site.Said;
import dev.countermand.site.Texts;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// Sees to it that money is back by the day that a law sets: a clock starts when a refund is promised for a
/// cancellation by a consumer, and somebody of the shop is told in time when the money is still out.
@Component
class RefundClocks implements FactListener {

    static final String KIND = "refund_clock";
    private static final int BATCH = 100;
    private static final long POLL_MINUTES = 1;

    private final RefundClockStore store;
    private final Cancellations cancellations;
    private final Orders orders;
    private final Policies policies;
    private final Payments payments;
    private final CaseQueue queue;
    private final Texts texts;
    private final TransactionTemplate transaction;
    private final Clock clock;

    RefundClocks(
            RefundClockStore store,
            Cancellations cancellations,
            Orders orders,
            Policies policies,
            Payments payments,
            CaseQueue queue,
            Texts texts,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.store = store;
        this.cancellations = cancellations;
        this.orders = orders;
        this.policies = policies;
        this.payments = payments;
        this.queue = queue;
        this.texts = texts;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "refund-clocks";
    }

    @Override
    public boolean startsAtEnd() {
        return true;
    }

    @Override
    public void on(Entry entry) {
        var body = entry.body();
        if (entry.kind().equals("payment.planned")
                && body.path("causeKind").asString("").equals("cancellation")
                && goesBack(body.path("effects"))) {
            CancellationId.parse(body.path("cause").asString(""))
                    .flatMap(cancellations::find)
                    .filter(found -> !found.reason().isStores())
                    .ifPresent(found -> orders.find(found.order().id()).ifPresent(order -> start(order, found)));
        }
    }

    /// What was only held is not charged: nothing has to come back.
    private static boolean goesBack(JsonNode effects) {
        return effects.valueStream()
                .anyMatch(effect -> !effect.path("kind").asString("").equals("void"));
    }

    private void start(Order order, Cancellation found) {
        var terms = policies.inForce(order.ref().seller(), order.boundAt());
        var lines = found.lines().stream().map(Cancellation.Line::line).toList();
        policies.refundDue(order, terms, lines, found.askedAt())
                .ifPresent(due ->
                        store.start(new RefundClock(found.id(), order.ref().id(), due, found.askedAt(), null, null)));
    }

    /// Looks at all clocks whose time has come.
    @Scheduled(fixedDelay = POLL_MINUTES, timeUnit = TimeUnit.MINUTES)
    void tick() {
        int looked;
        do {
            var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
            looked = Objects.requireNonNull(transaction.execute(_ -> look(at)));
        } while (looked == BATCH);
    }

    private int look(Instant at) {
        var due = store.toLookAt(at, BATCH);
        due.forEach(each -> look(each, at));
        return due.size();
    }

    private void look(RefundClock running, Instant at) {
        var ref = cancellations.find(running.cancellation()).orElseThrow().order();
        var money = payments.of(ref);
        long open = RefundClock.open(money, running.cancellation());
        var subject = running.cancellation().toString();
        if (open == 0) {
            queue.close(ref, KIND, subject);
            store.looked(running.cancellation(), null, running.warnedAt(), running.missedAt(), at);
            return;
        }
        var by = running.due().at();
        boolean late = at.isAfter(by);
        var said = new Said(
                "cancellations.queue.refund_clock" + (late ? ".late" : ""),
                Map.of(
                        "amount",
                        new Money(open, money.currency()),
                        "law",
                        running.due().source()));
        queue.open(new CaseQueue.Item(ref, KIND, subject, "seller", said, texts, at, by));
        store.looked(
                running.cancellation(),
                late || at.plus(RefundClock.AGAIN).isBefore(by) ? at.plus(RefundClock.AGAIN) : by.plusMillis(1),
                running.warnedAt() == null ? at : running.warnedAt(),
                late && running.missedAt() == null ? at : running.missedAt(),
                null);
    }
}
