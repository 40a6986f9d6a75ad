package dev.countermand.accounts.people;

import dev.countermand.kernel.Ids;
import dev.countermand.site.Texts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Answers those who forgot their password: noted for everybody, mailed to those who exist, at most once
/// in a while.
@Component
class Forgotten {

    private static final int POLL_MILLIS = 1000;
    private static final int BATCH = 20;
    private static final int ADDRESS_MAX = 254;
    private static final Duration PAUSE = Duration.ofMinutes(2);

    private final LetterStore store;
    private final PersonStore people;
    private final Tickets tickets;
    private final Letters letters;
    private final Texts texts;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Forgotten(
            LetterStore store,
            PersonStore people,
            Tickets tickets,
            Letters letters,
            Texts texts,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.people = people;
        this.tickets = tickets;
        this.letters = letters;
        this.texts = texts;
        this.transaction = transaction;
        this.clock = clock;
    }

    void note(String email, Instant at) {
        if (email.length() <= ADDRESS_MAX && email.indexOf('\0') < 0) {
            store.noteForgotten(Ids.mint(0, at), email, at);
        }
    }

    @Scheduled(fixedDelay = POLL_MILLIS)
    void tick() {
        transaction.executeWithoutResult(status -> store.takeForgotten(BATCH).stream()
                .distinct()
                .forEach(
                        email -> people.byEmail(email).filter(Person::isWelcome).ifPresent(this::tell)));
    }

    private void tell(Person person) {
        // A click too many must not make the link that is just arriving worthless.
        if (store.wasWritten(person.id(), Letters.PASSWORD, clock.instant().minus(PAUSE))) {
            return;
        }
        // Who was invited and never came is invited again.
        var purpose = person.canSignIn() ? Tickets.Purpose.PASSWORD : Tickets.Purpose.INVITATION;
        letters.newPassword(
                person, tickets.make(purpose, person.id()), texts.in(Locale.forLanguageTag(person.language())));
    }
}
