package dev.countermand.accounts.web;

import dev.countermand.accounts.people.People;
import dev.countermand.accounts.people.Person;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Role;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.Texts;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// People of the shop over HTTP, for the operator's key: programs that hire and let go, and the way back in
/// when nobody can sign in.
@RestController
class PeopleApi {

    private final People people;
    private final Texts texts;

    PeopleApi(People people, Texts texts) {
        this.people = people;
        this.texts = texts;
    }

    /// @param sellers absent or empty for every seller's orders
    record InviteBody(
            @Nullable String email,
            @Nullable String name,
            @Nullable Role role,
            @Nullable Set<String> sellers) {}

    record OperatorBody(@Nullable String email, @Nullable String name) {}

    /// @param link opens the page where a password is chosen; good once
    record LinkJson(URI link, Instant until) {}

    /// @param sellers absent for every seller's orders
    /// @param state `invited`, `active`, `disabled`, or `nowhere` for somebody without a seller
    record PersonJson(
            String id,
            String email,
            String name,
            Role role,
            @Nullable List<String> sellers,
            String state,
            Instant createdAt,
            @Nullable Instant lastSeenAt) {

        static PersonJson of(Person person) {
            return new PersonJson(
                    person.id().toString(),
                    person.email(),
                    person.name(),
                    person.role(),
                    person.everywhere()
                            ? null
                            : person.sellers().stream()
                                    .map(SellerId::value)
                                    .sorted()
                                    .toList(),
                    person.state(),
                    person.createdAt(),
                    person.lastSeenAt());
        }
    }

    /// @param next pass as `after`; absent on the last page
    record Listing(List<PersonJson> people, @Nullable String next) {}

    @GetMapping("/v1/people")
    Listing list(Actor actor, @RequestParam(defaultValue = "") String after) {
        var found = people.list(actor, after).stream().map(PersonJson::of).toList();
        return new Listing(found, found.size() < 100 ? null : found.getLast().email());
    }

    /// Invites somebody by mail.
    @PostMapping("/v1/people")
    ResponseEntity<PersonJson> invite(Actor actor, @RequestBody InviteBody body) {
        var role = body.role();
        if (role == null) {
            throw Problem.invalid("required", "/role", "Name the role.");
        }
        var sellers = Objects.requireNonNullElse(body.sellers(), Set.<String>of()).stream()
                .map(PeopleApi::seller)
                .collect(Collectors.toSet());
        var place = new People.Place(text(body.name()), role, sellers.isEmpty(), sellers);
        var invited = people.invite(actor, text(body.email()), place, texts);
        return ResponseEntity.status(201).body(PersonJson.of(invited));
    }

    @PostMapping("/v1/people/{id}/disable")
    PersonJson disable(Actor actor, @PathVariable String id) {
        people.disable(actor, id);
        return PersonJson.of(people.find(actor, id));
    }

    @PostMapping("/v1/people/{id}/enable")
    PersonJson enable(Actor actor, @PathVariable String id) {
        people.enable(actor, id);
        return PersonJson.of(people.find(actor, id));
    }

    /// Makes or rescues an operator, and answers the link with which he chooses a password.
    @PostMapping("/v1/operators")
    ResponseEntity<LinkJson> operator(Actor actor, @RequestBody OperatorBody body) {
        var link = people.rescue(actor, text(body.email()), text(body.name()));
        return ResponseEntity.status(201).body(new LinkJson(link.address(), link.until()));
    }

    private static SellerId seller(String text) {
        if (!SellerId.isValid(text)) {
            throw Problem.invalid("unknown_seller", "/sellers", "There is no such seller.");
        }
        return new SellerId(text);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
