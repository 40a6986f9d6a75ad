package dev.countermand.connectors.fulfilment;

import dev.countermand.cancellations.Cancellation;
import dev.countermand.cancellations.CancellationId;
import dev.countermand.cancellations.Cancellations;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Carries a warehouse's answer to the cancellations' door, with a warehouse's rights for this one seller.
@Component
class Answering {

    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

    // The cancellations hold the stoppers, and those hold us.
    private final ObjectProvider<Cancellations> cancellations;
    private final TransactionTemplate transaction;

    Answering(ObjectProvider<Cancellations> cancellations, PlatformTransactionManager transactions) {
        this.cancellations = cancellations;
        this.transaction = new TransactionTemplate(transactions);
    }

    static Actor warehouse(SellerId seller, String kind) {
        return new Actor(Actor.Kind.WAREHOUSE, kind + " warehouse", Set.of(seller), null, Actor.Channel.API);
    }

    /// The attempt, when it is this seller's.
    Optional<Cancellation> find(String attempt, SellerId seller) {
        return CancellationId.parse(attempt)
                .flatMap(id -> cancellations.getObject().find(id))
                .filter(found -> found.order().seller().equals(seller));
    }

    /// Takes an answer inside the caller's transaction.
    ///
    /// @param fresh whether it is for certain not an earlier answer told again
    /// @return the attempt as it stands, or the linked one that a late stop opened
    Cancellations.Answered take(Cancellation attempt, Answered answer, boolean fresh, Actor warehouse) {
        var last = new Cancellations.Answered(attempt, false, true);
        for (var told : answer.units().entrySet()) {
            var done = cancellations.getObject().answer(attempt.id(), told.getKey(), told.getValue(), fresh, warehouse);
            boolean late = done.late() || last.late();
            last = new Cancellations.Answered(
                    last.late() ? last.cancellation() : done.cancellation(), late, done.repeated() && last.repeated());
        }
        return last;
    }

    /// Takes what the warehouse said when we called it, in a transaction of its own. What contradicts a
    /// verdict is told to nobody, as nobody waits for it; it stands in the log of deliveries.
    void takeQuietly(CallStore.Call call, Answered answer) {
        if (answer.isEmpty()) {
            return;
        }
        try {
            transaction.executeWithoutResult(status -> find(
                            call.attempt(), call.order().seller())
                    .ifPresent(attempt ->
                            take(attempt, answer, false, warehouse(call.order().seller(), call.partner()))));
        } catch (Problem problem) {
            LOG.warn("what the warehouse answered about {} could not be taken: {}", call.attempt(), problem.code());
        }
    }
}
