package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.Desk;
import dev.countermand.Http;
import dev.countermand.accounts.OrderLinks;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Whether a reason must be given, by API, on the page and at the desk; and who needs none.
@ByHand
class AskReasonTests extends Bench {

    private static final String REQUIRED = "{\"askReason\": \"required\"}";

    private static final String ONE = "{\"lines\": [{\"line\": \"1\", \"quantity\": 1}]}";

    @Autowired
    Cancellations cancellations;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    OrderLinks links;

    /// The shopper's cancel page, or what it answers when the form is sent.
    private Http.Reply page(String number, @Nullable String form) {
        var link = links.open(ref(number));
        var opened = Http.at(port).get(link.getRawPath() + "?" + link.getRawQuery());
        var jar = "cm_orders=" + opened.cookie("cm_orders");
        var path = "/o/" + ref(number).id() + "/cancel";
        var page = Http.at(port).with("Cookie", jar).get(path);
        return form == null
                ? page
                : Http.at(port)
                        .with("Cookie", jar + "; cm_form=" + page.cookie("cm_form"))
                        .form(path + "/preview", "_csrf=" + Desk.field(page.text(), "_csrf") + "&" + form);
    }

    private String page(String number) {
        return page(number, null).text();
    }

    @Test
    void usuallyItMayBeLeftOut() {
        var number = order(1);
        var done = shop.ask(number, ONE, null).expect(201);
        assertThat(done.at("/reason")).isEqualTo("not_given");
        assertThat(done.at("/status")).isEqualTo("canceled");
    }

    @Test
    void whereTheTermsWantOneItMustBeGivenAndNothingIsWrittenWithoutIt() {
        shop.terms(REQUIRED).expect(201);
        var number = order(2);
        var missing = shop.ask(number, ONE, null).expect(422);
        assertThat(missing.at("/errors/0/code")).isEqualTo("reason_required");
        assertThat(missing.at("/errors/0/pointer")).isEqualTo("/reason");
        assertThat(missing.at("/errors/0/message"))
                .contains("changed_mind", "other")
                .doesNotContain("not_given");
        assertThat(shop.ask(number, "{\"reason\": \"not_given\"}", null)
                        .expect(422)
                        .at("/errors/0/code"))
                .isEqualTo("reason_required");
        assertThat(shop.list(number).expect(200).body().path("cancellations")).isEmpty();
        shop.ask(number, "{\"reason\": \"too_slow\", \"lines\": [{\"line\": \"1\", \"quantity\": 1}]}", null)
                .expect(201);
        shop.ask(number, "{\"reason\": \"recall\"}", null).expect(201);
    }

    @Test
    void whereOnlySomeReasonsCountOneOfThemMustBeGiven() {
        shop.terms("{\"reasons\": [\"too_slow\"]}").expect(201);
        var number = order(1);
        var missing = shop.ask(number, ONE, null).expect(422);
        assertThat(missing.at("/errors/0/message")).contains("name one of too_slow.");
        assertThat(shop.terms("{\"reasons\": [\"too_slow\"], \"askReason\": \"not_asked\"}")
                        .expect(422)
                        .at("/errors/0/pointer"))
                .isEqualTo("/askReason");
        assertThat(page(number)).contains("value=\"too_slow\"").doesNotContain("value=\"changed_mind\"");
    }

    @Test
    void manyTogetherLeaveOutWhoGaveNone() {
        shop.terms(REQUIRED).expect(201);
        var without = shop.order("AR-1", now(), 1);
        var with = shop.order("AR-2", now(), 1);
        var actor = new Actor(Actor.Kind.OPERATOR, "operator", Set.of(), null, Actor.Channel.API);
        var taken = new TransactionTemplate(transactions)
                .execute(status -> cancellations.ask(List.of(
                        wanted(without, RequestReason.NOT_GIVEN, actor), wanted(with, RequestReason.OTHER, actor))));
        assertThat(taken.getFirst()).isEmpty();
        assertThat(taken.getLast()).isPresent();
    }

    private Cancellations.Wanted wanted(String number, RequestReason reason, Actor actor) {
        return new Cancellations.Wanted(
                new SellerId(shop.seller), number, null, reason, null, null, Payout.SOURCE, actor);
    }

    @Test
    void thePageAsksAsTheTermsSay() {
        var usual = order(1);
        assertThat(page(usual)).contains("You need not say.", "I would rather not say");

        shop.terms(REQUIRED).expect(201);
        clock.advance(Duration.ofSeconds(1));
        var number = shop.order("AR-3", now(), 1);
        assertThat(page(number))
                .contains("The shop needs a reason to go on.", "type=\"radio\" name=\"reason\"")
                .doesNotContain("rather not say", "checked");
        var again = page(number, "q0=1");
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text())
                .contains("href=\"#reason\"", "id=\"reason-wrong\"", "aria-describedby=\"why-hint reason-wrong\"");
        assertThat(page(number, "q0=1&reason=too_slow").status()).isEqualTo(200);
        var desk = Desk.signedIn(port, Desk.key(port, shop.seller, "seller"));
        var byDesk = "/desk/orders/" + ref(number).id() + "/cancel/preview";
        assertThat(desk.post(byDesk, "q0", "1", "reason", "not_given").status()).isEqualTo(422);
        assertThat(desk.post(byDesk, "q0", "1", "reason", "too_slow").status()).isEqualTo(200);

        shop.terms("{\"askReason\": \"not_asked\"}").expect(201);
        clock.advance(Duration.ofSeconds(1));
        var silent = shop.order("AR-4", now(), 1);
        assertThat(page(silent)).doesNotContain("name=\"reason\"").contains("name=\"note\"");
        assertThat(page(silent, "q0=1").status()).isEqualTo(200);
    }
}
