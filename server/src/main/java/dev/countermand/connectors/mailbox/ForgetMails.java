package dev.countermand.connectors.mailbox;

import dev.countermand.cases.spi.PersonalData;
import org.springframework.stereotype.Component;

/// Throws away the built-in mailbox's copies of what an order's person was sent.
@Component
class ForgetMails implements PersonalData {

    private final MailboxStore store;

    ForgetMails(MailboxStore store) {
        this.store = store;
    }

    @Override
    public void forget(Person person) {
        person.addresses().forEach(address -> store.drop(person.order().number(), address));
    }
}
