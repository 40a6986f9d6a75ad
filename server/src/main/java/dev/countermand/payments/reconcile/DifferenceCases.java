package dev.countermand.payments.reconcile;

import dev.countermand.cases.CaseLog;
import dev.countermand.cases.CaseQueue;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderRef;
import dev.countermand.site.Texts;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Opens a case for a difference and closes it again: row, fact and queue always together, inside the
/// caller's transaction and under the order's lock.
@Component
class DifferenceCases {

    static final Actor COMPARER = Actor.system("reconciliation");

    private static final String QUEUE = "money";
    private static final String WAITS_FOR = "seller";

    private final DifferenceStore store;
    private final CaseLog log;
    private final CaseQueue queue;
    private final Texts texts;

    DifferenceCases(DifferenceStore store, CaseLog log, CaseQueue queue, Texts texts) {
        this.store = store;
        this.log = log;
        this.queue = queue;
        this.texts = texts;
    }

    /// Opens one for an order.
    OpenDifference open(Run run, OrderRef order, Difference found, Instant at) {
        var id = Ids.text(OpenDifference.PREFIX, Ids.mint(order.part(), at));
        var open = new OpenDifference(id, order, run.seller(), run.source(), run.gateway(), found, at);
        if (store.open(open, at)) {
            log.record(
                    order,
                    COMPARER,
                    new DifferenceFact.Found(
                            id,
                            found.kind().word(),
                            run.source(),
                            found.payment(),
                            found.ours(),
                            found.ourState(),
                            found.theirs(),
                            found.theirState(),
                            found.amount(),
                            found.currency(),
                            found.effect(),
                            found.reference()));
            queue.open(new CaseQueue.Item(order, QUEUE, id, WAITS_FOR, open.said(), texts, at, null));
        }
        return open;
    }

    /// One that is about none of our orders: it stands on the desk's page alone.
    OpenDifference open(Run run, Difference found, Instant at) {
        var part = Ids.part(run.seller(), found.reference() == null ? found.subject() : found.reference());
        var id = Ids.text(OpenDifference.PREFIX, Ids.mint(part, at));
        var open = new OpenDifference(id, null, run.seller(), run.source(), run.gateway(), found, at);
        store.open(open, at);
        return open;
    }

    void cure(OpenDifference open, Instant at) {
        if (!store.cure(open, at)) {
            return;
        }
        var order = open.order();
        if (order != null) {
            var found = open.difference();
            log.record(
                    order,
                    COMPARER,
                    new DifferenceFact.Gone(
                            open.id(), found.kind().word(), found.payment(), found.amount(), found.currency()));
            queue.close(order, QUEUE, open.id());
        }
    }
}
