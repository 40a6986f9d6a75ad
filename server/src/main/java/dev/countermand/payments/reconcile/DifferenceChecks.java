package dev.countermand.payments.reconcile;

import dev.countermand.cases.CaseAudit;
import dev.countermand.cases.CaseQueue;
import dev.countermand.cases.Entry;
import dev.countermand.cases.spi.Finding;
import dev.countermand.cases.spi.PromiseCheck;
import dev.countermand.cases.spi.Stretch;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// P2: the journal and the provider agree, as far as they were compared. P4: what differs is before
/// somebody's eyes. P7: what the log told of differences is what stands.
@Component
class DifferenceChecks implements PromiseCheck {

    private static final String FOUND = "payment.difference_found";
    private static final String GONE = "payment.difference_gone";
    private static final String LOOK =
            "See which of both is right, and report it; the next comparison closes it: ./countermand reconcile.";

    private final DifferenceAuditStore store;
    private final CaseAudit audit;
    private final CaseQueue queue;

    DifferenceChecks(DifferenceAuditStore store, CaseAudit audit, CaseQueue queue) {
        this.store = store;
        this.audit = audit;
        this.queue = queue;
    }

    @Override
    public void orders(Stretch stretch, Consumer<Finding> found) {
        var told = told(stretch);
        for (var standing : store.of(stretch)) {
            found.accept(differs(standing, standing.what()));
            shown(standing, found);
            if (told.remove(standing.id()) == null) {
                found.accept(new Finding(
                        "P7",
                        "difference_untold",
                        standing.order(),
                        "difference " + standing.id() + " stands, and the log does not tell it",
                        "an entry " + FOUND + " without one " + GONE,
                        "The row or the log was changed past the program: run ./countermand reconcile."));
            }
        }
        told.forEach((id, order) -> found.accept(new Finding(
                "P7",
                "difference_lost",
                order,
                "no difference " + id,
                "one, as the log told that both sides differ and not that they agree",
                "It was removed past the program: compare again with ./countermand reconcile.")));
    }

    @Override
    public void whole(@Nullable Instant since, Consumer<Finding> found) {
        store.ofNobody().forEach(each -> found.accept(differs(each, each.what() + " of seller " + each.seller())));
    }

    private static Finding differs(DifferenceAuditStore.Standing standing, String what) {
        return new Finding(
                "P2",
                "provider_differs",
                standing.order(),
                standing.id() + " (" + what + "): here " + standing.ours(),
                "what the provider or his file says: " + standing.theirs(),
                LOOK);
    }

    private void shown(DifferenceAuditStore.Standing standing, Consumer<Finding> found) {
        var order = standing.order();
        if (order != null
                && queue.of(order).stream().noneMatch(item -> item.subject().equals(standing.id()))) {
            found.accept(new Finding(
                    "P4",
                    "difference_hidden",
                    order,
                    "difference " + standing.id() + " stands, and nobody is shown it",
                    "an item in the desk's queue",
                    LOOK));
        }
    }

    /// The differences that the log says stand, with their orders.
    private Map<String, UUID> told(Stretch stretch) {
        var standing = new LinkedHashMap<String, UUID>();
        audit.entries(stretch, kind -> kind.equals(FOUND) || kind.equals(GONE), entry -> {
            var id = entry.body().path("difference").asString("");
            if (entry.kind().equals(FOUND)) {
                standing.put(id, order(entry));
            } else {
                standing.remove(id);
            }
        });
        return standing;
    }

    private static UUID order(Entry entry) {
        return entry.order().id().value();
    }
}
