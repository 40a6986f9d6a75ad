package dev.countermand.notifications;

import dev.countermand.cases.spi.PersonalData;
import org.springframework.stereotype.Component;

/// Forgets to whom messages went and what they said. That each fact was told once stays.
@Component
class ForgetMessages implements PersonalData {

    private final MessageAuditStore store;

    ForgetMessages(MessageAuditStore store) {
        this.store = store;
    }

    @Override
    public void forget(Person person) {
        store.forget(person.order().id(), MessageChecks.ERASED);
    }
}
