package dev.countermand.accounts.web;

import dev.countermand.accounts.people.People;
import dev.countermand.accounts.people.Person;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Role;
import dev.countermand.kernel.SellerId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.util.MultiValueMap;

/// What stands in the form about a person.
///
/// @param sellers ids, as they were sent
public record PersonForm(String email, String name, String role, boolean everywhere, Set<String> sellers) {

    static final PersonForm EMPTY = new PersonForm("", "", Role.REPRESENTATIVE.word(), false, Set.of());

    static PersonForm of(MultiValueMap<String, String> fields) {
        return new PersonForm(
                text(fields, "email"),
                text(fields, "name"),
                text(fields, "role"),
                fields.containsKey("everywhere"),
                Set.copyOf(Objects.requireNonNullElse(fields.get("sellers"), List.<String>of())));
    }

    static PersonForm of(Person person) {
        return new PersonForm(
                person.email(),
                person.name(),
                person.role().word(),
                person.everywhere(),
                person.sellers().stream().map(SellerId::value).collect(Collectors.toSet()));
    }

    People.Place place() {
        var wanted = Role.parse(role).orElseThrow(() -> Problem.invalid("role_required", "role", "Choose a role."));
        if (!sellers.stream().allMatch(SellerId::isValid)) {
            throw Problem.invalid("unknown_seller", "sellers", "There is no such seller.");
        }
        var named = sellers.stream().map(SellerId::new).collect(Collectors.toSet());
        // An operator is one everywhere, whatever was ticked.
        return new People.Place(name, wanted, everywhere || wanted == Role.OPERATOR, named);
    }

    private static String text(MultiValueMap<String, String> fields, String name) {
        var value = fields.getFirst(name);
        return value == null ? "" : value.strip();
    }
}
