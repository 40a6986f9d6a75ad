package dev.countermand.accounts.people;

import dev.countermand.accounts.Throttle;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Role;
import dev.countermand.site.Texts;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// How people come in: by password, by an invitation, by the link that sets the server up, by the link for
/// those who forgot.
@Component
public class Entrance {

    private static final Throttle.Limit WRONG_AT_ADDRESS =
            new Throttle.Limit("password-address", 20, Duration.ofMinutes(10)).together();

    /// From one address an account is closed soon; from all of them together late, so that nobody can be
    /// shut out by a stranger's ten guesses.
    private static final Throttle.Limit WRONG_FOR_ONE =
            new Throttle.Limit("password", 10, Duration.ofMinutes(10)).together();

    private static final Throttle.Limit WRONG_FOR_ALL =
            new Throttle.Limit("password-all", 200, Duration.ofHours(1)).together();
    private static final Throttle.Limit LINKS = new Throttle.Limit("staff-link", 30, Duration.ofMinutes(10));
    private static final Throttle.Limit FORGOTTEN =
            new Throttle.Limit("forgotten", 10, Duration.ofMinutes(10)).together();

    private final PersonStore store;
    private final Passwords passwords;
    private final Tickets tickets;
    private final Sessions sessions;
    private final People people;
    private final Forgotten forgotten;
    private final Throttle throttle;
    private final Clock clock;

    Entrance(
            PersonStore store,
            Passwords passwords,
            Tickets tickets,
            Sessions sessions,
            People people,
            Forgotten forgotten,
            Throttle throttle,
            Clock clock) {
        this.store = store;
        this.passwords = passwords;
        this.tickets = tickets;
        this.sessions = sessions;
        this.people = people;
        this.forgotten = forgotten;
        this.throttle = throttle;
        this.clock = clock;
    }

    /// What a link is good for.
    ///
    /// @param purpose `setup`, `invitation` or `password`
    /// @param person whose; null for the set-up, which makes one
    public record Welcome(String purpose, @Nullable Person person) {}

    /// Who this e-mail address and password are. Fails with INVALID `unknown_person`, the same for an
    /// unknown address, a wrong password and a disabled account; TOO_MANY `too_many_tries`.
    ///
    /// @param address from [Throttle#address]
    public Person enter(String email, String password, String address) {
        var account = People.key(email);
        throttle.check(WRONG_AT_ADDRESS, address);
        throttle.check(WRONG_FOR_ONE, account + ' ' + address);
        throttle.check(WRONG_FOR_ALL, account);
        var person = store.byEmail(account).filter(found -> found.disabledAt() == null);
        var encoded = person.flatMap(found -> store.password(found.id()));
        if (!passwords.matches(password, encoded)) {
            throttle.count(WRONG_AT_ADDRESS, address);
            throttle.count(WRONG_FOR_ONE, account + ' ' + address);
            throttle.count(WRONG_FOR_ALL, account);
            throw Problem.invalid("unknown_person", "email", "This address and password do not belong together.");
        }
        var known = person.orElseThrow();
        if (!known.isWelcome()) {
            throw Problem.invalid("nowhere", "email", "You are no member of any seller any more.");
        }
        if (passwords.isOutdated(encoded.orElseThrow())) {
            store.setPassword(known.id(), passwords.encode(password));
        }
        return known;
    }

    /// What this link is good for; empty when it is unknown, used or has ended. Fails with TOO_MANY.
    public Optional<Welcome> welcome(String token, String address) {
        throttle.check(LINKS, address);
        var welcome = tickets.find(token).flatMap(this::welcome);
        if (welcome.isEmpty()) {
            throttle.count(LINKS, address);
        }
        return welcome;
    }

    private Optional<Welcome> welcome(Tickets.Ticket ticket) {
        var id = ticket.person();
        if (id == null) {
            return store.lockOperators().isEmpty()
                    ? Optional.of(new Welcome(ticket.purpose().word(), null))
                    : Optional.empty();
        }
        return store.find(id)
                .filter(Person::isWelcome)
                .map(person -> new Welcome(ticket.purpose().word(), person));
    }

    /// Uses the link: the person has this password from now on, and is signed in nowhere else. Fails with
    /// NOT_FOUND when somebody was faster, INVALID with every violation.
    ///
    /// @param email of the new operator; looked at by the set-up only
    @Transactional
    public Person accept(String token, String email, String name, String password, Texts words, String address) {
        var welcome = welcome(token, address).orElseThrow(Problem::notFound);
        var person = welcome.person() == null ? first(email, name, words) : welcome.person();
        checkPassword(password, person.email(), words);
        if (!tickets.use(token)) {
            throw Problem.notFound();
        }
        if (welcome.person() == null && !store.add(person, People.key(person.email()))) {
            throw Problem.conflict("email_taken", "This address has an account here already.");
        }
        setPassword(person, password);
        return store.find(person.id()).orElseThrow();
    }

    private Person first(String email, String name, Texts words) {
        var address = People.email(email);
        var called = name.isBlank() ? address : name;
        return people.fresh(address, new People.Place(called, Role.OPERATOR, true, Set.of()), words.locale());
    }

    /// Changes one's own password; every other browser is signed out. Fails with INVALID.
    ///
    /// @param current the session in which it is changed
    @Transactional
    public void changePassword(Sessions.Open current, String old, String wanted, Texts words) {
        var person = current.person();
        throttle.check(WRONG_FOR_ONE, "own " + person.id());
        if (!passwords.matches(old, store.password(person.id()))) {
            throttle.count(WRONG_FOR_ONE, "own " + person.id());
            throw Problem.invalid("wrong_password", "old", words.say("accounts.own.password.wrong"));
        }
        checkPassword(wanted, person.email(), words);
        store.setPassword(person.id(), passwords.encode(wanted));
        sessions.endAll(person.id(), current.session().id());
        tickets.drop(person.id());
    }

    /// Sends a link for a new password, if this address has an account; the caller learns nothing of that.
    /// Fails with TOO_MANY.
    public void forgot(String email, String address) {
        throttle.count(FORGOTTEN, address);
        forgotten.note(People.key(email), clock.instant());
    }

    private void setPassword(Person person, String password) {
        store.setPassword(person.id(), passwords.encode(password));
        sessions.endAll(person.id(), null);
        tickets.drop(person.id());
    }

    private static void checkPassword(String password, String email, Texts words) {
        var fault = Passwords.fault(password, email);
        if (fault != null) {
            throw Problem.invalid(
                    "weak_password",
                    "password",
                    words.say(fault, Map.of("min", Passwords.CHARACTERS_MIN, "max", Passwords.BYTES_MAX)));
        }
    }
}
