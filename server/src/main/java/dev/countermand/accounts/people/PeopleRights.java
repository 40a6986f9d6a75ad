package dev.countermand.accounts.people;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.Role;
import dev.countermand.kernel.SellerId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// Who may do what with whom. Pure.
///
/// An operator manages everybody. A seller's admin sees the members of his sellers, and manages those who
/// are members of his sellers only: what somebody is elsewhere is not his to change.
final class PeopleRights {

    private PeopleRights() {}

    /// Whether this person is in this actor's list.
    static boolean sees(Actor actor, Person person) {
        return actor.everywhere() || !Collections.disjoint(actor.sellers(), person.sellers());
    }

    static boolean manages(Actor actor, Person person) {
        return actor.everywhere()
                || (!person.everywhere()
                        && !person.sellers().isEmpty()
                        && actor.sellers().containsAll(person.sellers()));
    }

    /// The roles that this actor may give.
    static List<Role> roles(Actor actor) {
        return Arrays.stream(Role.values())
                .filter(role -> actor.everywhere() || role != Role.OPERATOR)
                .toList();
    }

    /// Whether people of this role may be at home with every seller.
    static boolean mayBeEverywhere(Role role) {
        return switch (role) {
            case OPERATOR, SUPERVISOR, REPRESENTATIVE, READ_ONLY -> true;
            case SELLER_ADMIN, SELLER_STAFF, WAREHOUSE -> false;
        };
    }

    /// Fails with INVALID where a role and its sellers do not go together, or are not this actor's to give.
    static void checkGift(Actor actor, Role role, boolean everywhere, Set<SellerId> sellers) {
        actor.require(Right.MANAGE_PEOPLE);
        if (!roles(actor).contains(role)) {
            throw Problem.invalid("wrong_role", "role", "Only an operator makes operators.");
        }
        if (role == Role.OPERATOR && !everywhere) {
            throw Problem.invalid("wrong_role", "role", "An operator is at home with every seller.");
        }
        if (everywhere && !(actor.everywhere() && mayBeEverywhere(role))) {
            throw Problem.invalid("sellers_required", "sellers", "Name the sellers this person works for.");
        }
        if (!everywhere && sellers.isEmpty()) {
            throw Problem.invalid("sellers_required", "sellers", "Name at least one seller.");
        }
        if (!actor.everywhere() && !actor.sellers().containsAll(sellers)) {
            throw Problem.invalid("unknown_seller", "sellers", "There is no such seller.");
        }
    }
}
