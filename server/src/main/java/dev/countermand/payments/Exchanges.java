package dev.countermand.payments;

import static org.springframework.transaction.annotation.Propagation.MANDATORY;

import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Actor;
import dev.countermand.orders.Goods;
import dev.countermand.orders.Order;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The money of a change: what canceled units cost pays for those in their place, and the difference comes back
/// or is due.
@Component
public class Exchanges {

    private final BillStore bills;
    private final PaymentStore payments;
    private final MoneyJournal journal;
    private final MoneyQueue queue;
    private final CaseLog log;
    private final Clock clock;

    Exchanges(
            BillStore bills, PaymentStore payments, MoneyJournal journal, MoneyQueue queue, CaseLog log, Clock clock) {
        this.bills = bills;
        this.payments = payments;
        this.journal = journal;
        this.queue = queue;
        this.log = log;
        this.clock = clock;
    }

    /// What these swaps would mean now. Reads only.
    public Exchanged quote(Order order, List<Swap> swaps, RefundTerms terms) {
        return decide(order, bill(order), swaps, terms).exchanged();
    }

    /// Counts the canceled units as given back and freezes the shares of the new ones, inside the caller's
    /// transaction and under the order's lock; plans effects for what comes back, and lets the desk collect what
    /// is due. Nothing is sent here. Fails with `IllegalArgumentException` for more units than are left.
    ///
    /// @param cause what for, such as `cancellation` and `can_…`
    @Transactional(propagation = MANDATORY)
    public Exchanged exchange(Order locked, List<Swap> swaps, RefundTerms terms, Goods.Cause cause, Actor actor) {
        var bill = bill(locked);
        var decided = decide(locked, bill, swaps, terms);
        boolean written = bills.giveBack(locked.ref(), decided.changed(), decided.counts())
                        == decided.changed().size()
                && bills.update(locked.ref(), bill, decided.bill());
        if (!written) {
            throw new IllegalStateException("the money of " + locked.ref() + " moved under its order's lock");
        }
        bills.add(locked.ref(), decided.added());
        var scene =
                new Scene(locked.ref(), bill.currency(), actor, clock.instant().truncatedTo(ChronoUnit.MICROS));
        var promised = journal.promise(scene, decided.promises(), cause, null);
        var exchanged = decided.exchanged();
        log.record(
                locked.ref(),
                actor,
                new PaymentFact.Swapped(
                        cause.kind(),
                        cause.id(),
                        bill.currency(),
                        exchanged.more(),
                        decided.bill().due(),
                        exchanged.money(),
                        exchanged.lines(),
                        promised));
        queue.due(scene, bill, decided.bill());
        return exchanged;
    }

    private ExchangeRules.Exchange decide(Order order, Bill bill, List<Swap> swaps, RefundTerms terms) {
        return ExchangeRules.decide(bill, bills.shares(order.ref()), payments.payments(order.ref()), swaps, terms);
    }

    private Bill bill(Order order) {
        return bills.bill(order.ref())
                .orElseThrow(() -> new IllegalStateException("no bill was frozen for " + order.ref()));
    }
}
