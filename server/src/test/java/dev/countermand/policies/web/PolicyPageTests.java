package dev.countermand.policies.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Condition;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.RemedyTerms;
import dev.countermand.policies.SpecialTerms;
import dev.countermand.policies.Terms;
import dev.countermand.policies.Window;
import dev.countermand.policies.WorkingDays;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/// A seller's policy as everybody reads it.
@AppTest
class PolicyPageTests {

    private static final String TERMS = """
            {"window": "30 minutes", "released": "person", "personKinds": ["personalized"],
             "refusedKinds": ["final_sale"], "reasons": ["changed_mind"],
             "exceptions": [{"name": "big <b>orders</b>",
               "when": {"amount": {"currency": "EUR", "from": 50000}, "countries": ["DE"]},
               "stages": {"open": "person"}, "window": "2 working days", "because": "We build them for you."}]}""";

    @LocalServerPort
    int port;

    @Autowired
    MutableClock clock;

    @Autowired
    Policies policies;

    @Autowired
    TransactionTemplate transaction;

    private final String seller = "policy-" + UUID.randomUUID();

    private void publish(String terms) {
        var reply = Http.at(port).as(AppTest.OPERATOR_KEY).put("/v1/sellers/" + seller + "/terms", terms);
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    private String page(String language, String more) {
        var reply = Http.at(port).with("Accept-Language", language).get("/policy/" + seller + more);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.text().replaceAll("\\s+", " ");
    }

    @Test
    void whatDecidesIsToldInPlainSentences() {
        publish(TERMS);
        assertThat(page("en-US", ""))
                .contains("Until the warehouse has your items you can cancel them yourself, at once.")
                .contains("When the warehouse has them, a person of the shop decides.")
                .contains("You have 30 minutes, counted from when you placed the order.")
                .contains("a person of the shop always decides: personalized items.")
                .contains("These cannot be canceled: final sale.", "Only these reasons count: I changed my mind.")
                .contains(
                        "big &lt;b&gt;orders&lt;/b&gt;", "For orders delivered to Germany; orders of €500.00 or more.")
                .contains("Before the warehouse has the items: a person of the shop decides.")
                .contains("You have 2 working days", "<q>We build them for you.</q>")
                .contains("id=\"cancel\"", "href=\"#money\"", "Canceling itself costs nothing.")
                .contains("In force since", "/contact/" + seller)
                .doesNotContain("<b>orders");
    }

    @Test
    void anEarlierVersionDoesNotCallALaterOneEarlier() {
        var begins = clock.instant();
        publish("{\"window\": \"30 minutes\"}");
        clock.advance(Duration.ofSeconds(1));
        publish("{\"window\": \"1 hour\"}");
        var second = clock.instant();
        clock.advance(Duration.ofSeconds(1));
        publish("{\"window\": \"2 hours\"}");
        assertThat(page("en-US", "")).contains(seller + "-1, ", seller + "-2, ").doesNotContain(seller + "-3, ");
        assertThat(page("en-US", "?at=" + second)).contains(seller + "-1, ").doesNotContain(seller + "-3, ");
        assertThat(page("en-US", "?at=" + begins)).doesNotContain(seller + "-2, ", seller + "-3, ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            de | Sie haben 30 Minuten Zeit, gezählt ab Ihrer Bestellung. | Lieferungen nach Deutschland
            fr | Vous avez 30 minutes, à compter de votre commande. | commandes livrées : Allemagne
            es | Tiene 30 minutos, contados desde que hizo el pedido. | pedidos entregados en Alemania
            en-GB | Cancelling | personalised items
            """)
    void inTheReadersLanguage(String language, String one, String other) {
        publish(TERMS);
        assertThat(page(language, "")).contains(one).containsIgnoringCase(other);
    }

    @Test
    void earlierVersionsStayAndLaterOnesAreNotShownBeforeTheirTime() {
        assertThat(Http.at(port).get("/policy/" + seller).status()).isEqualTo(404);
        publish("{}");
        assertThat(page("en", "")).contains("These are the usual terms").doesNotContain("before these");
        var first = clock.instant();
        clock.advance(Duration.ofHours(1));
        publish(TERMS);
        clock.advance(Duration.ofHours(1));
        plan(clock.instant().plus(Duration.ofDays(1)));
        assertThat(page("en", ""))
                .contains("30 minutes", "The usual terms, before these")
                .doesNotContain("not the one in force", "Returning items");
        assertThat(page("en", "?at=" + first))
                .contains("not the one in force", "There is no limit of time.")
                .doesNotContain("30 minutes");
        assertThat(page("en", "?at=nonsense")).contains("30 minutes");
        assertThat(page("en", "?at=2999-01-01T00:00:00Z")).contains("30 minutes");
        clock.advance(Duration.ofDays(2));
        assertThat(page("en", ""))
                .contains("Returning items", seller + "-1, in force from", "After delivery: you can do this.")
                .contains("You have 30 days, counted from when the last item was delivered.")
                .contains("For items of the category underwear. After delivery: not possible.");
    }

    @Test
    void programsReadTheSameDocumentInThePageAndBesideIt() {
        publish("{}");
        var page = Http.at(port).get("/policy/" + seller).text();
        var block = page.split("<script type=\"application/ld\\+json\">", 2)[1].split("</script>", 2)[0];
        var beside = Http.at(port).get("/policy/" + seller + "/policy.jsonld");
        assertThat(beside.status()).isEqualTo(200);
        assertThat(beside.header("Content-Type")).startsWith("application/ld+json");
        assertThat(beside.text()).isEqualTo(block);
        assertThat(block).contains("\"@type\":\"Organization\"", "MerchantReturnUnspecified", "/policy/" + seller);
        assertThat(page).contains("/policy/" + seller + "#cancel", "Link to this");
        assertThat(Http.at(port)
                        .get("/policy/nobody-" + seller + "/policy.jsonld")
                        .status())
                .isEqualTo(404);
    }

    private void plan(Instant from) {
        var returns = new RemedyTerms(
                Map.of(Stage.DELIVERED, Terms.Rule.ALLOWED),
                Window.parse("30 days from delivered"),
                List.of(new SpecialTerms(
                        "hygiene",
                        new Condition(
                                Set.of(),
                                Set.of("underwear"),
                                Set.of(),
                                Set.of(),
                                Set.of(),
                                Set.of(),
                                Set.of(),
                                null,
                                null,
                                null),
                        Map.of(Stage.DELIVERED, Terms.Rule.NEVER),
                        null,
                        null,
                        null)));
        var terms = new Terms("", WorkingDays.USUAL, policies.builtIn().cancellation(), Map.of(Remedy.RETURN, returns));
        var shop = new SellerId(seller);
        var actor = new Actor(Actor.Kind.SELLER, "their key", Set.of(shop), null, Actor.Channel.API);
        transaction.executeWithoutResult(
                status -> policies.publish(shop, new Policies.Content(terms, "policy: 1\n"), from, actor));
    }
}
