package dev.countermand.notifications;

import dev.countermand.cases.CaseQueue;
import dev.countermand.cases.spi.PersonalData;
import org.springframework.stereotype.Component;

/// Forgets to whom messages went and what they said. That each fact was told once stays.
@Component
class ForgetMessages implements PersonalData {

    private final MessageAuditStore store;
    private final CaseQueue queue;

    ForgetMessages(MessageAuditStore store, CaseQueue queue) {
        this.store = store;
        this.queue = queue;
    }

    @Override
    public void forget(Person person) {
        var order = person.order();
        store.forget(order.id(), MessageChecks.ERASED);
        queue.of(order.id().value()).stream()
                .filter(item -> item.kind().equals(Messages.QUEUE_KIND))
                .forEach(item -> queue.close(order, item.kind(), item.subject()));
    }
}
