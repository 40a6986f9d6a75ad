package dev.countermand.cancellations;

import dev.countermand.cases.CaseQueue;
import dev.countermand.cases.Entry;
import dev.countermand.cases.spi.FactListener;
import dev.countermand.kernel.Money;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.payments.Payments;
import dev.countermand.policies.Due;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Terms;
import dev.countermand.site.Said;
import dev.countermand.site.Texts;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
        on(List.of(entry));
    }

    @Override
    public void on(List<Entry> entries) {
        var started = entries.stream()
                .filter(entry -> entry.kind().equals("payment.planned"))
                .map(Entry::body)
                .filter(body -> body.path("causeKind").asString("").equals("cancellation"))
                .filter(body -> goesBack(body.path("effects")))
                .flatMap(body -> CancellationId.parse(body.path("cause").asString("")).stream())
                .distinct()
                .toList();
        if (!started.isEmpty()) {
            store.start(started);
        }
    }

    /// What was only held is not charged: nothing has to come back.
    private static boolean goesBack(JsonNode effects) {
        return effects.valueStream()
                .anyMatch(effect -> !effect.path("kind").asString("").equals("void"));
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
        var found = cancellations.find(running.cancellation()).orElseThrow();
        var money = payments.of(found.order());
        long open = RefundClock.open(money, found.id());
        var law = open == 0 || running.law() != null ? running.law() : law(found);
        if (open == 0 || law == null) {
            queue.close(found.order(), KIND, found.id().toString());
            store.looked(running, null, at);
            return;
        }
        var known = running.with(law, running.warnedAt(), running.missedAt());
        var amount = new Money(open, money.currency());
        known.standing()
                .ifPresentOrElse(
                        pause -> stands(found, known, pause, amount, at), () -> runs(found, known, law, amount, at));
    }

    private void stands(Cancellation found, RefundClock known, RefundPause pause, Money amount, Instant at) {
        var asked = pause.beganAt().plus(RefundClock.STANDING);
        if (at.isBefore(asked)) {
            store.looked(known, asked, null);
            return;
        }
        var said = new Said(
                "cancellations.queue.refund_clock.standing." + pause.because().word(), Map.of("amount", amount));
        queue.open(new CaseQueue.Item(found.order(), KIND, found.id().toString(), "seller", said, texts, at, null));
        store.looked(known, at.plus(RefundClock.STANDING), null);
    }

    private void runs(Cancellation found, RefundClock known, Due law, Money amount, Instant at) {
        var due = known.dueAt().orElseThrow();
        if (at.isBefore(known.warnsAt(due))) {
            store.looked(known, known.warnsAt(due), null);
            return;
        }
        boolean late = at.isAfter(due);
        var said = new Said(
                "cancellations.queue.refund_clock" + (late ? ".late" : ""),
                Map.of("amount", amount, "law", law.source()));
        queue.open(new CaseQueue.Item(found.order(), KIND, found.id().toString(), "seller", said, texts, at, due));
        var again = at.plus(RefundClock.AGAIN);
        store.looked(
                known.with(
                        law,
                        known.warnedAt() == null ? at : known.warnedAt(),
                        late && known.missedAt() == null ? at : known.missedAt()),
                late || again.isBefore(due) ? again : due.plusMillis(1),
                null);
    }

    /// By when a law wants it; null when none does.
    @Nullable
    Due law(Cancellation found) {
        var order = order(found);
        var lines = found.lines().stream().map(Cancellation.Line::line).toList();
        return policies.refundDue(order, terms(order), lines, found.askedAt()).orElse(null);
    }

    /// Whether the law that wants it lets the shop wait for the goods.
    boolean waitsForGoods(Cancellation found, Due law) {
        return policies.waitsForGoods(terms(order(found)), law);
    }

    private Order order(Cancellation found) {
        return orders.find(found.order().id()).orElseThrow();
    }

    private Terms terms(Order order) {
        return policies.inForce(order.ref().seller(), order.boundAt());
    }
}
