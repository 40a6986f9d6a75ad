package dev.countermand.cancellations;

import dev.countermand.cases.spi.PersonalData;
import dev.countermand.kernel.OrderRef;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Forgets what requesters wrote in their own words, where they wanted their orders sent, and what was said of the
/// goods they wanted instead.
@Component
class ForgetNotes implements PersonalData {

    private final CancellationStore store;
    private final AttemptAuditStore notes;
    private final ChangeStore changes;

    ForgetNotes(CancellationStore store, AttemptAuditStore notes, ChangeStore changes) {
        this.store = store;
        this.notes = notes;
        this.changes = changes;
    }

    @Override
    public Optional<String> stillNeeded(OrderRef order) {
        return store.pending(order.id()).stream()
                .findFirst()
                .map(attempt -> attempt.id() + " still waits for its verdict, of which he must be told");
    }

    @Override
    public void forget(Person person) {
        notes.forget(person.order().id());
        changes.forget(person.order().id());
    }
}
