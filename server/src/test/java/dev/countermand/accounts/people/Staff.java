package dev.countermand.accounts.people;

import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Role;
import dev.countermand.kernel.SellerId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes people for tests, signed in or not.
final class Staff {

    static final String PASSWORD = "correct horse battery";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final PersonStore store;
    private final People people;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Sellers sellers;
    private final TransactionTemplate transaction;

    Staff(
            PersonStore store,
            People people,
            Passwords passwords,
            Sessions sessions,
            Sellers sellers,
            TransactionTemplate transaction) {
        this.store = store;
        this.people = people;
        this.passwords = passwords;
        this.sessions = sessions;
        this.sellers = sellers;
        this.transaction = transaction;
    }

    /// Somebody new who can sign in.
    ///
    /// @param at sellers; none for everywhere
    Person hire(Role role, String... at) {
        var person = add(role, at);
        store.setPassword(person.id(), passwords.encode(PASSWORD));
        return store.find(person.id()).orElseThrow();
    }

    /// Somebody new with a session, and a password that nobody knows.
    String sessionOf(Role role, String... at) {
        var person = add(role, at);
        store.setPassword(person.id(), "{bcrypt}unknown");
        return open(person);
    }

    String open(Person person) {
        return sessions.open(person.id(), new MockHttpServletRequest());
    }

    private Person add(Role role, String... at) {
        var homes = Arrays.stream(at).map(SellerId::new).collect(Collectors.toSet());
        var place = new People.Place(role.word(), role, at.length == 0, Set.copyOf(homes));
        var person = people.fresh("p" + COUNT.incrementAndGet() + "@staff.example", place, Locale.US);
        transaction.executeWithoutResult(status -> {
            homes.forEach(sellers::ensure);
            store.add(person, person.email());
        });
        return person;
    }
}
