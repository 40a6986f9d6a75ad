package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Desk;
import dev.countermand.Shopper;
import dev.countermand.accounts.OrderLinks;
import dev.countermand.orders.Order;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What staff reads about money that went wrong: who does what until when, and which buttons move any.
class MoneyTodoTests extends PretendShop {

    private static final Pattern ASKING = Pattern.compile("(?s)<details class=\"ask\">.*?</details>");
    private static final Pattern ALL_BUTTONS = Pattern.compile("<button([^>]*)>([^<]*)</button>");

    @LocalServerPort
    int port;

    @Autowired
    OrderLinks links;

    private Desk desk;

    @BeforeEach
    void somebodyAtTheDesk() {
        desk = Desk.signedIn(port, AppTest.OPERATOR_KEY);
    }

    @Test
    void whatNobodyKnowsIsAskedByItselfFirstAndThenLookedUpByThePeople() {
        var order = paid(true);
        cancel(order, 1);
        provider.lose(instruction -> true);
        sender.tick();
        assertThat(money(order.ref().id().toString()))
                .contains("€10.00 not confirmed yet", "Countermand asks the provider what became of €10.00")
                .contains("after that the shop looks it up", "Countermand, by itself")
                .contains("move no money")
                .doesNotContain("Unknown", "being checked", "counts as gone", "to be sent back");
        assertThat(look(money(order.ref().id().toString()), "Record: €10.00 went back"))
                .isEqualTo("quiet");
        assertThat(look(money(order.ref().id().toString()), "Record: €10.00 failed"))
                .isEqualTo("quiet");
        clock.advance(Duration.ofMinutes(16));
        assertThat(money(order.ref().id().toString()))
                .contains("Look €10.00 up at the provider and record what you find", "the customer is waiting for it");
    }

    @Test
    void aDisputeSaysWhatToDoAndSendingInSpiteOfItAsksFirst() {
        var order = paid(true);
        cancel(order, 1);
        clock.advance(Duration.ofSeconds(1));
        provider.dispute(at(order), "dp_1", 4000);
        look(order);
        var page = money(order.ref().id().toString());
        assertThat(page)
                .contains("€30.00 with the shop, disputed by the customer’s bank", "€40.00 disputed")
                .contains("Accept the dispute over €40.00 or contest it", "If nobody answers in time")
                .contains("If the bank decides for the shop, it is sent then", "the bank has decided");
        var asking = ASKING.matcher(page);
        assertThat(asking.find()).as(page).isTrue();
        assertThat(asking.group())
                .contains("<summary>Send €10.00 despite the dispute</summary>", "the customer gets €10.00 twice");
        assertThat(look(asking.group(), "Yes, send €10.00 now")).isEqualTo("grave");
        assertThat(page.indexOf("/resume\"")).isEqualTo(page.lastIndexOf("/resume\""));
        assertThat(asking.group()).contains("/resume\"");
        var effect = effect(order, 0).id();
        assertThat(desk.post("/desk/effects/" + effect + "/resume").status()).isEqualTo(303);
        assertThat(effect(order, 0).heldFor()).isNull();
    }

    @Test
    void whatFailedIsStillWithTheShopAndTheRightButtonIsTheDarkOne() {
        var order = paid(true);
        cancel(order, 1);
        provider.decline(instruction -> true);
        sender.tick();
        var page = money(order.ref().id().toString());
        assertThat(page)
                .contains("€10.00 failed: still with the shop, owed to the customer")
                .contains("The provider said: “Declined”")
                .contains("Send €10.00 again, or pay the customer another way and record it.");
        assertThat(look(page, "Send €10.00 again")).isEmpty();
        assertThat(look(page, "Record: €10.00 went back another way")).isEqualTo("quiet");
    }

    @Test
    void moneyThatWentBackAtTheProviderByItselfIsAWarningWithSomethingToDo() {
        var order = paid(true);
        cancel(order, 1);
        sender.tick();
        clock.advance(Duration.ofSeconds(1));
        provider.refundByHand(at(order), 1500);
        look(order);
        assertThat(money(order.ref().id().toString()))
                .contains("€15.00 more went back to the customer, or will, than was canceled (€10.00).")
                .contains("Find out who sent it and why", "Nothing here is to be recorded.")
                .contains("€15.00 was refunded at the provider on ", "not through Countermand")
                .contains("The customer’s bank usually shows it by ")
                .doesNotContain("Your bank", "past this server");
        assertThat(shoppersPage(order))
                .contains("€15.00 more went back to you, or will, than what was canceled. The shop is checking why.")
                .contains("It costs now", "Sent back beyond that", "-€15.00")
                .contains("€15.00 was sent back on ", "The shop is checking what it was for.")
                .doesNotContain("Find out who sent it", "Nothing here");
    }

    @Test
    void whatTheShopMovesItselfIsRecordedByTheDarkButton() {
        var order = take("[" + card(4000, true) + "]");
        cancel(order, 1);
        worker.tick();
        var page = money(order.ref().id().toString());
        assertThat(page)
                .contains("Send €10.00 back to the customer, then record it here.", "Move the money first, then press");
        assertThat(look(page, "Record: €10.00 went back")).isEmpty();
        assertThat(page).doesNotContain("/resume\"", "/retry\"");
    }

    private String shoppersPage(Order order) {
        return Shopper.page(port, links, order.ref());
    }

    private String money(String order) {
        var page = desk.get("/desk/orders/" + order).text();
        var start = page.indexOf("aria-labelledby=\"money\"");
        assertThat(start).as(page).isPositive();
        return page.substring(start, page.indexOf("</section>", start));
    }

    /// How the button with this label looks: `quiet`, `grave`, or empty for the dark one.
    private static String look(String page, String label) {
        var found = ALL_BUTTONS
                .matcher(page)
                .results()
                .filter(button -> button.group(2).strip().equals(label))
                .map(button -> button.group(1).strip().replaceAll("class=\"([^\"]*)\"", "$1"))
                .toList();
        assertThat(found).as(label + " in " + page).hasSize(1);
        return found.getFirst();
    }
}
