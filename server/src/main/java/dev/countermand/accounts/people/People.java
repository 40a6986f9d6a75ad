package dev.countermand.accounts.people;

import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.Role;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.Texts;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The people of the shop, as those see them who manage them. Everything here needs the right
/// MANAGE_PEOPLE; people of others are unknown.
@Component
public class People {

    private static final int PAGE_SIZE = 100;
    private static final int NAME_MAX = 100;
    private static final int EMAIL_MAX = 254;
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>()\\[\\],;:\"\\p{Cntrl}]+@[^\\s@<>()\\[\\],;:\"]+\\.[^\\s@.]+");

    private final PersonStore store;
    private final Sessions sessions;
    private final Tickets tickets;
    private final Letters letters;
    private final Sellers sellers;
    private final Clock clock;

    People(PersonStore store, Sessions sessions, Tickets tickets, Letters letters, Sellers sellers, Clock clock) {
        this.store = store;
        this.sessions = sessions;
        this.tickets = tickets;
        this.letters = letters;
        this.sellers = sellers;
        this.clock = clock;
    }

    /// What somebody is to be.
    ///
    /// @param everywhere at home with every seller; then `sellers` is empty
    public record Place(String name, Role role, boolean everywhere, Set<SellerId> sellers) {

        /// The same where every seller's orders are the person's business makes no list of them.
        public Place {
            sellers = everywhere ? Set.of() : Set.copyOf(sellers);
        }
    }

    /// A link, told once, and until when it is good.
    public record Link(URI address, Instant until) {}

    /// What one more person costs to show: his invitation and his mail.
    ///
    /// @param invitedUntil when the open invitation ends; null for none
    /// @param mail `waiting` or `failed` for a mail that has not arrived; null otherwise
    public record Post(
            @Nullable Instant invitedUntil, @Nullable String mail) {}

    /// Whom this actor may see, by address, at most 100.
    ///
    /// @param after the last address already seen; empty for the beginning
    public List<Person> list(Actor actor, String after) {
        actor.require(Right.MANAGE_PEOPLE);
        return store.list(actor.everywhere() ? null : actor.sellers(), key(after), PAGE_SIZE);
    }

    /// One of them. Fails with NOT_FOUND.
    public Person find(Actor actor, String id) {
        actor.require(Right.MANAGE_PEOPLE);
        return Person.Id.parse(id)
                .flatMap(store::find)
                .filter(person -> PeopleRights.sees(actor, person))
                .orElseThrow(Problem::notFound);
    }

    /// Whether this actor may change that person.
    public boolean manages(Actor actor, Person person) {
        return actor.may(Right.MANAGE_PEOPLE) && PeopleRights.manages(actor, person);
    }

    /// The roles that this actor may give.
    public List<Role> roles(Actor actor) {
        return PeopleRights.roles(actor);
    }

    /// How far the invitation and the mail of somebody came.
    public Post post(Person person) {
        return new Post(
                tickets.openInvitation(person.id()).orElse(null),
                letters.status(person.id()).orElse(null));
    }

    /// Invites somebody by mail. Fails with INVALID, CONFLICT `email_taken`.
    ///
    /// @param words the language of the mail, and of the person's later ones
    @Transactional
    public Person invite(Actor actor, String email, Place place, Texts words) {
        check(actor, place);
        var address = email(email);
        var person = fresh(address, place, words.locale());
        if (!store.add(person, key(address))) {
            throw Problem.conflict(
                    "email_taken",
                    "This address has an account here already. Whoever runs this server can let it into more sellers.");
        }
        letters.invite(person, tickets.make(Tickets.Purpose.INVITATION, person.id()), actor.name(), words);
        return person;
    }

    /// Invites again somebody who has not come yet; the earlier link is worthless from now on. Fails with
    /// CONFLICT `came_already`.
    @Transactional
    public void remind(Actor actor, String id, Texts words) {
        var person = newcomer(actor, id);
        letters.invite(person, tickets.make(Tickets.Purpose.INVITATION, person.id()), actor.name(), words);
    }

    /// Makes a new invitation to be handed over by hand, where mail does not arrive. Fails with CONFLICT
    /// `came_already`: nobody may choose the password of somebody who is at work here.
    @Transactional
    public Link link(Actor actor, String id) {
        var link = tickets.make(Tickets.Purpose.INVITATION, newcomer(actor, id).id());
        return new Link(link.address(), link.endsAt());
    }

    private Person newcomer(Actor actor, String id) {
        var person = managed(actor, id);
        if (person.canSignIn() || !person.isWelcome()) {
            throw Problem.conflict("came_already", "This person does not wait for an invitation.");
        }
        return person;
    }

    /// Makes somebody what the place says, from his next click on. Fails with CONFLICT `last_operator`,
    /// `yourself`.
    @Transactional
    public Person change(Actor actor, String id, Place place) {
        boolean last = isLastOperator(find(actor, id));
        var person = managed(actor, id);
        check(actor, place);
        if (place.role() != person.role() || place.everywhere() != person.everywhere()) {
            notYourself(actor, person, "Somebody else has to change your own role.");
        }
        if (last && place.role() != Role.OPERATOR) {
            throw lastOperator();
        }
        store.change(person.id(), place.name().strip(), place.role(), place.everywhere(), place.sellers());
        return store.find(person.id()).orElseThrow();
    }

    /// Lets somebody in no more, at once and everywhere. Fails with CONFLICT `last_operator`, `yourself`.
    @Transactional
    public void disable(Actor actor, String id) {
        boolean last = isLastOperator(find(actor, id));
        var person = managed(actor, id);
        notYourself(actor, person, "Somebody else has to disable your own account.");
        if (last) {
            throw lastOperator();
        }
        store.disable(person.id(), now());
        sessions.endAll(person.id(), null);
        tickets.drop(person.id());
    }

    /// Lets somebody in again.
    @Transactional
    public void enable(Actor actor, String id) {
        store.disable(managed(actor, id).id(), null);
    }

    /// Where this person is signed in.
    public List<Sessions.Session> sessions(Actor actor, String id) {
        return sessions.of(find(actor, id).id());
    }

    /// Signs this person out of one browser. Fails with NOT_FOUND.
    public void endSession(Actor actor, String id, String session) {
        if (!sessions.end(managed(actor, id).id(), session)) {
            throw Problem.notFound();
        }
    }

    /// Makes an operator of this address, new or known, enabled again, and answers a link to choose a
    /// password with. For whoever holds the operator's key when nobody can come in.
    @Transactional
    public Link rescue(Actor actor, String email, String name) {
        actor.require(Right.OPERATE);
        actor.require(Right.MANAGE_PEOPLE);
        var address = email(email);
        var place = new Place(name.isBlank() ? address : name, Role.OPERATOR, true, Set.of());
        check(actor, place);
        store.add(fresh(address, place, Locale.US), key(address));
        var person = store.byEmail(key(address)).orElseThrow();
        store.change(person.id(), name.isBlank() ? person.name() : name.strip(), Role.OPERATOR, true, Set.of());
        store.disable(person.id(), null);
        var link = tickets.make(Tickets.Purpose.INVITATION, person.id());
        return new Link(link.address(), link.endsAt());
    }

    /// An address folded to one spelling.
    static String key(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    static String email(String text) {
        var email = text.strip();
        if (email.length() > EMAIL_MAX || !EMAIL.matcher(email).matches()) {
            throw Problem.invalid("invalid_email", "email", "Give one e-mail address, such as ada@shop.example.");
        }
        return email;
    }

    Person fresh(String email, Place place, Locale language) {
        var now = now();
        return new Person(
                Person.Id.mint(now),
                email,
                place.name().strip(),
                place.role(),
                place.everywhere(),
                place.sellers(),
                false,
                language.toLanguageTag(),
                now,
                null,
                null);
    }

    private void check(Actor actor, Place place) {
        var name = place.name().strip();
        if (name.isEmpty() || name.length() > NAME_MAX || name.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("invalid_name", "name", "Give a name of at most " + NAME_MAX + " characters.");
        }
        PeopleRights.checkGift(actor, place.role(), place.everywhere(), place.sellers());
        for (var seller : place.sellers()) {
            if (!sellers.exists(seller)) {
                throw Problem.invalid("unknown_seller", "sellers", "There is no such seller.");
            }
        }
    }

    /// One whom this actor may change, locked. Fails with NOT_FOUND, FORBIDDEN for whom he only sees.
    private Person managed(Actor actor, String id) {
        var seen = find(actor, id);
        var person = store.lock(seen.id()).orElseThrow(Problem::notFound);
        if (!PeopleRights.manages(actor, person)) {
            throw Problem.of(
                    Problem.Kind.FORBIDDEN,
                    "forbidden",
                    "This person works for other sellers, too: only an operator changes the account.");
        }
        return person;
    }

    private static void notYourself(Actor actor, Person person, String sentence) {
        if (person.id().toString().equals(actor.id())) {
            throw Problem.conflict("yourself", sentence);
        }
    }

    /// Locks all operators, and that before the person: who took them the other way round would wait for
    /// whoever waits for him.
    private boolean isLastOperator(Person person) {
        return store.lockOperators().equals(List.of(person.id().value()));
    }

    private static Problem lastOperator() {
        return Problem.conflict("last_operator", "This is the last operator who can sign in. Make another one first.");
    }

    /// The person with this address, for the doors that let people in.
    Optional<Person> byEmail(String email) {
        return store.byEmail(key(email));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
