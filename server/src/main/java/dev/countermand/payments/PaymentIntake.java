package dev.countermand.payments;

import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.orders.Goods;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.orders.spi.OrderConsequence;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Freezes the shares and writes the tenders when an order is taken, and follows later snapshots.
///
/// Units that are canceled already when an order is taken (an imported one) count as given back:
/// what they cost was settled before us, so it is written as released or refunded by the snapshot
/// and nothing is planned.
@Component
class PaymentIntake implements OrderConsequence {

    private static final RefundTerms SETTLED_BEFORE = new RefundTerms(RefundTerms.WITH_LAST_UNIT);

    /// In the order that stands without terms.
    private static final RefundTerms TO_THE_SOURCE = SETTLED_BEFORE;

    private final BillStore bills;
    private final BulkMoneyStore many;
    private final PaymentStore payments;
    private final StandingStore standings;
    private final Gateways gateways;
    private final LedgerReader ledgers;
    private final MoneyJournal journal;
    private final MoneyQueue queue;
    private final CaseLog log;
    private final Clock clock;

    PaymentIntake(
            BillStore bills,
            BulkMoneyStore many,
            PaymentStore payments,
            StandingStore standings,
            Gateways gateways,
            LedgerReader ledgers,
            MoneyJournal journal,
            MoneyQueue queue,
            CaseLog log,
            Clock clock) {
        this.bills = bills;
        this.many = many;
        this.payments = payments;
        this.standings = standings;
        this.gateways = gateways;
        this.ledgers = ledgers;
        this.journal = journal;
        this.queue = queue;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public void taken(Order order, Actor actor) {
        taken(List.of(order), actor);
    }

    @Override
    public void taken(List<Order> orders, Actor actor) {
        many.insert(
                orders.stream().map(order -> opened(scene(order, actor), order)).toList());
    }

    private BulkMoneyStore.Opened opened(Scene scene, Order order) {
        var frozen = ShareRules.freeze(order);
        var tenders = new ArrayList<Payment>();
        for (var tender : order.payments()) {
            tenders.add(payment(scene, order, tender, tenders.size()));
        }
        var settled = GiveBackRules.decide(frozen.bill(), frozen.shares(), tenders, canceled(order), SETTLED_BEFORE);
        var shares = new LinkedHashMap<String, Share>();
        frozen.shares().forEach(share -> shares.put(share.line(), share));
        settled.changed().forEach(share -> shares.put(share.line(), share));
        var moved = BulkMoneyStore.Moved.all(scene, settled.promises(), Told.bySnapshot(scene.at()));
        return new BulkMoneyStore.Opened(
                scene, settled.bill(), List.copyOf(shares.values()), BulkMoneyStore.Moved.after(tenders, moved), moved);
    }

    @Override
    public void amended(Order order, Actor actor) {
        var scene = scene(order, actor);
        var ledger = ledgers.read(order.ref());
        for (var tender : order.payments()) {
            var fresh = payment(scene, order, tender, order.payments().indexOf(tender));
            var known = ledger.payment(fresh.id());
            if (known.isEmpty()) {
                payments.insert(order.ref(), fresh, scene.at());
                continue;
            }
            if (!known.get().provider().isNamed(fresh.provider())) {
                standings.name(fresh);
            }
            if (tender.captured()) {
                capture(scene, ledger, known.get());
            }
        }
        overpaid(scene, ledger.bill(), order.amountDue());
    }

    /// The snapshot says that all of it was captured.
    private void capture(Scene scene, Ledger ledger, Payment payment) {
        long more = payment.authorized() - payment.voided() - payment.captured();
        if (more > 0) {
            var overtaken = CaptureRules.overtaken(payment, more, ledger.effectsOf(payment), null);
            journal.captured(scene, payment, more, overtaken, Told.bySnapshot(scene.at()));
        }
    }

    /// Money came in that units given back had made not due: it goes back like theirs.
    private void overpaid(Scene scene, Bill before, long due) {
        var after = before.due(due);
        if (!bills.update(scene.order(), before, after)) {
            throw new IllegalStateException("the money of " + scene.order() + " moved under its order's lock");
        }
        queue.due(scene, before, after);
        long excess = before.notDue() - after.notDue();
        if (excess > 0) {
            var promises = TenderRules.promises(payments.payments(scene.order()), excess, TO_THE_SOURCE);
            var cause = new Goods.Cause("order", scene.order().id().toString());
            var told = journal.promise(scene, promises, cause, null);
            log.record(scene.order(), scene.actor(), new PaymentFact.Overpaid(excess, scene.currency(), told));
        }
    }

    private static Map<String, Integer> canceled(Order order) {
        var canceled = new LinkedHashMap<String, Integer>();
        for (var line : order.lines()) {
            int units = line.units().in(Stage.CANCELED);
            if (units > 0) {
                canceled.put(line.line(), units);
            }
        }
        return canceled;
    }

    private Payment payment(Scene scene, Order order, Order.Tender tender, int position) {
        var id = Ids.derive(order.ref().id(), Payment.PREFIX, tender.id());
        var fresh = Payment.fresh(id, tender.id(), position, tender.tender(), tender.gateway(), tender.amount());
        var lookAt = gateways.tellStanding(tender.gateway()) ? LookRules.first(tender.captured(), scene.at()) : null;
        var known = fresh.with(
                new Payment.AtProvider(tender.reference(), tender.scheme(), scene.at(), null, null, null, lookAt));
        return tender.captured() ? known.after(Change.captured(tender.amount())) : known;
    }

    private Scene scene(Order order, Actor actor) {
        return new Scene(order.ref(), order.currency(), actor, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
