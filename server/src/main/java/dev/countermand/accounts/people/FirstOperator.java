package dev.countermand.accounts.people;

import dev.countermand.kernel.Role;
import java.util.Locale;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Sees at the start that somebody can come in: the operator whom the settings name, in a demo its people,
/// else whoever follows the link that is told once on the console.
@Component
class FirstOperator {

    private final PersonStore store;
    private final People people;
    private final Passwords passwords;
    private final Tickets tickets;
    private final DemoPeople demo;
    private final TransactionTemplate transaction;
    private final String email;
    private final String password;

    FirstOperator(
            PersonStore store,
            People people,
            Passwords passwords,
            Tickets tickets,
            DemoPeople demo,
            TransactionTemplate transaction,
            @Value("${countermand.operator.email:}") String email,
            @Value("${countermand.operator.password:}") String password) {
        this.store = store;
        this.people = people;
        this.passwords = passwords;
        this.tickets = tickets;
        this.demo = demo;
        this.transaction = transaction;
        this.email = email.strip();
        this.password = password;
        if (!this.email.isEmpty()) {
            People.email(this.email);
            if (Passwords.fault(password, this.email) != null) {
                throw new IllegalArgumentException("countermand.operator.password must have "
                        + Passwords.CHARACTERS_MIN + " to " + Passwords.BYTES_MAX
                        + " characters, and be neither simple nor like the address");
            }
        }
    }

    @Order(1)
    @EventListener(ApplicationReadyEvent.class)
    void atStart() {
        transaction.executeWithoutResult(status -> {
            if (store.isEmpty()) {
                make();
            }
        });
        demo.tell();
    }

    private void make() {
        if (!email.isEmpty()) {
            var place = new People.Place(email, Role.OPERATOR, true, Set.of());
            var operator = people.fresh(email, place, Locale.US);
            if (store.add(operator, People.key(email))) {
                store.setPassword(operator.id(), passwords.encode(password));
            }
        }
        if (demo.isWanted()) {
            demo.make(email.isEmpty());
        } else if (email.isEmpty()) {
            var link = tickets.make(Tickets.Purpose.SETUP, null);
            System.out.println(
                    "\n  Nobody can sign in at the desk yet. Make the first operator's account here, within 24"
                            + " hours:\n\n      " + link.address() + "\n");
        }
    }
}
