package dev.countermand.payments;

import dev.countermand.cases.CaseQueue;
import dev.countermand.cases.spi.Finding;
import dev.countermand.cases.spi.PromiseCheck;
import dev.countermand.cases.spi.Stretch;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/// P2: what went with lost disputes counts as money gone. P4: a refund that is not sent for now is before
/// somebody's eyes.
@Component
class DisputeChecks implements PromiseCheck {

    private final DisputeAuditStore store;
    private final CaseQueue queue;

    DisputeChecks(DisputeAuditStore store, CaseQueue queue) {
        this.store = store;
        this.queue = queue;
    }

    @Override
    public void orders(Stretch stretch, Consumer<Finding> found) {
        store.queries(stretch, found);
        for (var held : store.held(stretch)) {
            boolean shown = queue.of(held.order()).stream()
                    .anyMatch(item -> item.subject().equals(held.effect())
                            || (held.why().equals(Hold.DISPUTE.word())
                                    && item.subject().equals(held.dispute())));
            if (!shown) {
                found.accept(new Finding(
                        "P4",
                        "held_hidden",
                        held.order(),
                        held.effect() + " is held for a " + held.why() + ", and nobody is shown it",
                        "an item in the desk's queue about it, or about the dispute",
                        "Decide: POST /v1/effects/" + held.effect() + "/resume or /dismiss."));
            }
        }
    }
}
