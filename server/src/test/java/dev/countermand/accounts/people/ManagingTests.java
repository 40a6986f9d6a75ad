package dev.countermand.accounts.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who manages whom: operators everybody, a seller's admin his own people, and never without an operator.
@AppTest
class ManagingTests extends Offices {

    private Actor admin(String... sellers) {
        return staff().hire(Role.SELLER_ADMIN, sellers).actor();
    }

    private static String refusal(Callable<?> command) throws Exception {
        try {
            command.call();
            return "done";
        } catch (Problem problem) {
            return problem.errors().isEmpty()
                    ? problem.code()
                    : problem.errors().getFirst().code();
        }
    }

    private static People.Place place(Role role, String... sellers) {
        var homes = java.util.Arrays.stream(sellers)
                .map(dev.countermand.kernel.SellerId::new)
                .collect(java.util.stream.Collectors.toSet());
        return new People.Place("Somebody", role, sellers.length == 0, Set.copyOf(homes));
    }

    @Test
    void anAdminSeesAndManagesHisOwnSellersPeopleOnly() throws Exception {
        var mine = admin("m-one");
        var own = staff().hire(Role.WAREHOUSE, "m-one");
        var shared = staff().hire(Role.REPRESENTATIVE, "m-one", "m-two");
        var others = staff().hire(Role.WAREHOUSE, "m-two");
        var everywhere = staff().hire(Role.REPRESENTATIVE);
        assertThat(people.list(mine, ""))
                .extracting(Person::id)
                .contains(own.id(), shared.id())
                .doesNotContain(others.id(), everywhere.id());
        assertThat(people.manages(mine, own)).isTrue();
        for (var stranger : List.of(others, everywhere)) {
            var id = stranger.id().toString();
            assertThat(refusal(() -> people.find(mine, id))).isEqualTo("not_found");
            assertThat(refusal(() -> people.change(mine, id, place(Role.READ_ONLY, "m-one"))))
                    .isEqualTo("not_found");
            assertThat(refusal(() -> {
                        people.disable(mine, id);
                        return id;
                    }))
                    .isEqualTo("not_found");
        }
        assertThat(refusal(() -> people.change(mine, shared.id().toString(), place(Role.SELLER_ADMIN, "m-one"))))
                .as("what somebody is elsewhere is not his to change")
                .isEqualTo("forbidden");
        assertThat(refusal(() -> people.change(mine, own.id().toString(), place(Role.SELLER_STAFF, "m-one"))))
                .isEqualTo("done");
    }

    @ParameterizedTest
    @CsvSource({
        "operator,       ,      wrong_role",
        "supervisor,     ,      sellers_required",
        "supervisor,     g-two, unknown_seller",
        "supervisor,     g-none, unknown_seller",
        "seller_admin,   g-one, done",
        "warehouse,      g-one, done",
    })
    void anAdminGivesNoMoreThanHisOwn(String role, String seller, String outcome) throws Exception {
        staff().hire(Role.WAREHOUSE, "g-two");
        var mine = admin("g-one");
        var wanted = Role.parse(role).orElseThrow();
        var email = "given-" + role + "-" + seller + "@staff.example";
        var offered = seller == null ? place(wanted) : place(wanted, seller);
        assertThat(refusal(() -> people.invite(mine, email, offered, new dev.countermand.site.Texts(true))))
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"SUPERVISOR", "REPRESENTATIVE", "SELLER_STAFF", "WAREHOUSE", "READ_ONLY"})
    void theOtherRolesManageNobody(Role role) {
        var browser = browserOf(role, "nobody");
        for (var path : List.of("/desk/people", "/desk/people/new", "/desk/keys")) {
            assertThat(browser.get(path).status()).as(path).isEqualTo(403);
        }
        assertThat(browser.post("/desk/people", Map.of("email", "x@staff.example", "name", "X", "role", "read_only"))
                        .status())
                .isEqualTo(403);
        assertThat(browser.get("/desk").text()).doesNotContain("/desk/people", "/desk/keys");
    }

    @Test
    void aDisabledPersonIsOutAtOnceAndMayComeBack() {
        var operator = browserOf(Role.OPERATOR);
        var person = staff().hire(Role.REPRESENTATIVE);
        var desk = browser().with(staff().open(person));
        assertThat(desk.get("/desk").status()).isEqualTo(200);
        operator.post("/desk/people/" + person.id() + "/disable");
        assertThat(desk.get("/desk").status()).isEqualTo(303);
        assertThat(operator.get("/desk/people/" + person.id()).text()).contains("disabled");
        operator.post("/desk/people/" + person.id() + "/enable");
        assertThat(desk.get("/desk").status()).as("the old session stays ended").isEqualTo(303);
        assertThat(browser().with(staff().open(person)).get("/desk").status()).isEqualTo(200);
    }

    @Test
    void aNewRoleCountsFromTheNextClickOn() {
        var operator = browserOf(Role.OPERATOR);
        var person = staff().hire(Role.SELLER_ADMIN, "next-click");
        var desk = browser().with(staff().open(person));
        assertThat(desk.get("/desk/people").status()).isEqualTo(200);
        var changed = operator.post(
                "/desk/people/" + person.id(), Map.of("name", "Less", "role", "read_only", "sellers", "next-click"));
        assertThat(changed.status()).isEqualTo(303);
        assertThat(desk.get("/desk/people").status()).isEqualTo(403);
    }

    @Test
    void nobodyChangesHisOwnRoleOrShutsHimselfOut() throws Exception {
        staff().hire(Role.OPERATOR);
        var self = staff().hire(Role.OPERATOR);
        var id = self.id().toString();
        assertThat(refusal(() -> people.change(self.actor(), id, place(Role.READ_ONLY))))
                .isEqualTo("yourself");
        var page = browser().with(staff().open(self)).post("/desk/people/" + id + "/disable");
        assertThat(page.status()).isEqualTo(409);
        assertThat(page.text()).contains("Somebody else has to change this");
    }

    @Test
    void theLastOperatorStaysHoweverManyTryAtOnce() throws Exception {
        jdbc.sql("update accounts.person set disabled_at = created_at where role = 'operator'")
                .update();
        var one = staff().hire(Role.OPERATOR);
        var two = staff().hire(Role.OPERATOR);
        assertThat(refusal(() -> people.change(one.actor(), two.id().toString(), place(Role.READ_ONLY))))
                .isEqualTo("done");
        assertThat(refusal(() -> people.change(OPERATOR, one.id().toString(), place(Role.READ_ONLY))))
                .isEqualTo("last_operator");
        people.change(OPERATOR, two.id().toString(), place(Role.OPERATOR));
        var outcomes = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(
                    () -> refusal(() -> people.change(one.actor(), two.id().toString(), place(Role.READ_ONLY))));
            var second = threads.submit(
                    () -> refusal(() -> people.change(two.actor(), one.id().toString(), place(Role.READ_ONLY))));
            outcomes.add(first.get());
            outcomes.add(second.get());
        }
        assertThat(outcomes).containsExactlyInAnyOrder("done", "last_operator");
        assertThat(store.lockOperators()).hasSize(1);
    }
}
