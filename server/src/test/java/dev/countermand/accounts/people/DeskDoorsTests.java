package dev.countermand.accounts.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.kernel.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every role at every door of the desk.
@AppTest
class DeskDoorsTests extends Offices {

    private static final List<Role> ROLES = List.of(
            Role.OPERATOR,
            Role.SUPERVISOR,
            Role.REPRESENTATIVE,
            Role.SELLER_ADMIN,
            Role.SELLER_STAFF,
            Role.WAREHOUSE,
            Role.READ_ONLY);

    /// `y`: may; `-`: 403. In the order of [#ROLES].
    private static final String TABLE = """
            operator supervisor representative seller_admin seller_staff warehouse read_only
            y y y y y y y  GET  /desk
            y y y y y y y  GET  /desk/orders
            y y y y y y y  GET  /desk/orders/{order}
            y y y y y y y  GET  /desk/cancellations/{cancellation}
            y y y y y y y  GET  /desk/account
            y y y y y y y  GET  /desk/queue/print
            y y y y y y y  GET  /desk/orders/suggest?q=M
            y y y y y y y  GET  /desk/orders/{order}/sheet
            y y y y y y -  POST /desk/orders/{order}/notes text=seen
            y y - y y y -  GET  /desk/orders/{order}/release
            y y - y y y -  GET  /desk/orders/{order}/ship
            y y y y y - -  GET  /desk/orders/{order}/cancel
            y y y y y - -  POST /desk/orders/{order}/cancel reason=changed_mind&q1=1
            y y - y y - -  POST /desk/orders/{order}/cancel reason=recall&q1=1
            y y - y y - -  POST /desk/cancellations/{cancellation}/answer outcome=approved
            y y - y y y -  POST /desk/cancellations/{cancellation}/answer outcome=too_late
            y y y y y - -  POST /desk/cancellations/{cancellation}/withdraw
            y y - y y y -  POST /desk/orders/{order}/release
            y y - y y y -  POST /desk/orders/{order}/ship parcel=P1&carrier=DHL
            y y - y y - -  POST /desk/payments/{payment}/events type=captured&amount=1
            y - - y - - -  GET  /desk/people
            y - - y - - -  GET  /desk/people/new
            y - - y - - -  GET  /desk/keys
            """;

    private record Door(String row, String method, String path, Map<String, String> form) {

        static Door of(String line) {
            var words = line.substring(15).strip().split("\\s+");
            var form = new LinkedHashMap<String, String>();
            if (words.length > 2) {
                Arrays.stream(words[2].split("&"))
                        .map(pair -> pair.split("="))
                        .forEach(pair -> form.put(pair[0], pair[1]));
            }
            return new Door(line.substring(0, 14).replace(" ", ""), words[0], words[1], form);
        }

        Http.Reply knock(Browser browser, ShopInTrouble shop) {
            return method.equals("GET") ? browser.get(shop.fill(path)) : browser.post(shop.fill(path), form);
        }

        boolean isAboutAnOrder() {
            return path.contains("{");
        }
    }

    private static List<Door> doors() {
        return TABLE.lines().skip(1).map(Door::of).toList();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void everyRoleOpensItsDoorsAndNoOthers(Role role) {
        var shop = ShopInTrouble.of(operator(), "matrix", "M-" + role);
        var browser = role == Role.OPERATOR ? browserOf(role) : browserOf(role, "matrix");
        var wrong = new ArrayList<String>();
        for (var door : doors()) {
            boolean may = door.row().charAt(ROLES.indexOf(role)) == 'y';
            int status = door.knock(browser, shop).status();
            boolean fits = may ? status != 403 && status != 404 && status < 500 : status == 403;
            if (!fits) {
                wrong.add(door.method() + " " + door.path() + " " + door.form() + ": " + status);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "OPERATOR")
    void anothersOrderIsUnknownAtEveryDoor(Role role) {
        var shop = ShopInTrouble.of(operator(), "matrix-theirs", "T-" + role);
        var browser = browserOf(role, "matrix-ours");
        for (var door : doors()) {
            if (door.isAboutAnOrder()) {
                assertThat(door.knock(browser, shop).status())
                        .as(door.method() + " " + door.path())
                        .isEqualTo(404);
            }
        }
        assertThat(browser.get("/desk/orders?q=T-" + role).text()).doesNotContain(shop.order());
        assertThat(browser.get("/desk").text()).doesNotContain(shop.order(), shop.cancellation());
    }

    @Test
    void membersOfTwoSellersSeeBothAndNoThird() {
        var one = ShopInTrouble.of(operator(), "matrix-a", "A1");
        var two = ShopInTrouble.of(operator(), "matrix-b", "A1");
        var third = ShopInTrouble.of(operator(), "matrix-c", "A1");
        var browser = browserOf(Role.REPRESENTATIVE, "matrix-a", "matrix-b");
        for (var path : List.of("/desk/orders?q=A1", "/desk")) {
            assertThat(browser.get(path).text())
                    .as(path)
                    .contains(one.order(), two.order())
                    .doesNotContain(third.order());
        }
        assertThat(browser.get("/desk/orders/" + two.order()).status()).isEqualTo(200);
        assertThat(browser.get("/desk/orders/" + third.order()).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aButtonThatOneMayNotUseIsNotDrawn(Role role) {
        var shop = ShopInTrouble.of(operator(), "matrix-buttons", "B-" + role);
        var browser = role == Role.OPERATOR ? browserOf(role) : browserOf(role, "matrix-buttons");
        var page = browser.get("/desk/orders/" + shop.order()).text();
        var rights = role.rights();
        check(page, "/release\"", rights.contains(dev.countermand.kernel.Right.SHIP));
        check(page, "/cancel\"", rights.contains(dev.countermand.kernel.Right.CANCEL));
        check(page, "/withdraw", rights.contains(dev.countermand.kernel.Right.CANCEL));
        check(page, "outcome=too_late", rights.contains(dev.countermand.kernel.Right.ANSWER));
        check(page, "/desk/payments/", rights.contains(dev.countermand.kernel.Right.REPORT_MONEY));
        check(page, "id=\"money\"", rights.contains(dev.countermand.kernel.Right.SEE_MONEY));
    }

    private static void check(String page, String button, boolean drawn) {
        assertThat(page.contains(button)).as(button).isEqualTo(drawn);
    }

    @Test
    void nobodyWithoutASellerComesIn() {
        var person = staff().hire(Role.SELLER_STAFF, "matrix-left");
        var browser = browser().with(staff().open(person));
        assertThat(browser.get("/desk").status()).isEqualTo(200);
        jdbc.sql("delete from accounts.membership where person = :id")
                .param("id", person.id().value())
                .update();
        assertThat(browser.get("/desk").status()).isEqualTo(303);
        var refused = browser().signIn(person.email(), Staff.PASSWORD);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("no longer a member");
    }
}
