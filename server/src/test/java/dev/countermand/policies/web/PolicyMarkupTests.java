package dev.countermand.policies.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.kernel.Decision;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Begun;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.RemedyReason;
import dev.countermand.policies.RemedyRules;
import dev.countermand.policies.RemedyTerms;
import dev.countermand.policies.Terms;
import dev.countermand.policies.Window;
import dev.countermand.policies.document.PolicyDocument;
import dev.countermand.policies.document.PolicyDocument.Reading;
import dev.countermand.policies.document.RandomTerms;
import dev.countermand.policies.law.Law;
import dev.countermand.policies.law.LegalRight;
import dev.countermand.site.Json;
import dev.countermand.site.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Markup, page and engine say the same.
class PolicyMarkupTests {

    private static final Instant NOW = Instant.parse("2026-01-01T09:00:00Z");
    private static final Instant DELIVERED = Instant.parse("2026-03-05T16:20:00Z");
    private static final Duration BARELY = Duration.ofNanos(1000);
    private static final int DOCUMENTS = 400;

    private final Texts texts = new Texts(true).in(Locale.US);
    private int finite;
    private int never;
    private int seasons;
    private int mended;
    private final CostsTold costs = new CostsTold(texts);

    @Test
    void forRandomDocumentsTheySayTheSame() {
        for (int seed = 0; seed < DOCUMENTS; seed++) {
            var terms = new RandomTerms(seed).terms();
            agree(terms, markup(terms));
        }
        agree(read(SHOP), markup(read(SHOP)));
        assertThat(List.of(finite, never, seasons, mended, costs.costs, costs.fees))
                .as("cases that were met")
                .allMatch(count -> count > 0);
    }

    private static final String SHOP = """
            policy: 1
            zone: Europe/Berlin
            return:
              delivered: allowed
              window: 14 days
              exceptions:
                - name: Christmas
                  when: {placed: {from: 2026-11-20, until: 2026-12-24}}
                  window: 45 days
                - name: Abroad
                  when: {country: [US, NO]}
                  window: 4 weeks
                - name: Gift cards
                  when: {kind: gift_card}
                  delivered: never
            repair:
              delivered: allowed
              window: 2 years
            """;

    @Test
    void aShopThatSaysMuchIsToldWhole() {
        var graph = markup(read(SHOP)).path("@graph");
        var policies = graph.path(0).path("hasMerchantReturnPolicy");
        assertThat(policies.path(0).path("applicableCountry").toString()).isEqualTo("[\"NO\",\"US\"]");
        assertThat(policies.path(0).path("merchantReturnDays").asInt()).isEqualTo(28);
        assertThat(policies.path(1).path("merchantReturnDays").asInt()).isEqualTo(14);
        var season = policies.path(1).path("returnPolicySeasonalOverride").path(0);
        assertThat(season.path("startDate").asString()).isEqualTo("2026-11-20");
        assertThat(season.path("merchantReturnDays").asInt()).isEqualTo(45);
        assertThat(graph.path(1).path("durationOfWarranty").toString()).contains("\"value\":2,\"unitCode\":\"ANN\"");
    }

    @Test
    void whatTheDocumentDoesNotSayIsNotSaid() {
        var plain = markup(read("policy: 1\n"));
        assertThat(plain.toString())
                .contains("MerchantReturnUnspecified")
                .doesNotContain("merchantReturnDays", "returnFees", "refundType", "Warranty", "description");
        assertThat(markup(read("policy: 1\nreturn:\n  delivered: person\n  window: 14 days\n"))
                        .toString())
                .as("a person decides")
                .contains("MerchantReturnUnspecified")
                .doesNotContain("merchantReturnDays");
        assertThat(markup(read("policy: 1\nreturn:\n  delivered: allowed\n  window: 3 months\n"))
                        .toString())
                .as("no whole number of days")
                .contains("MerchantReturnFiniteReturnWindow")
                .doesNotContain("merchantReturnDays");
    }

    @Test
    void whereTheLawGivesMoreItIsTold() {
        var law = Law.of(Law.SHIPPED);
        var policies = markup(read("policy: 1\n"), law).path("@graph").path(0).path("hasMerchantReturnPolicy");
        int countries = 0;
        for (var policy : policies) {
            for (var country : policy.path("applicableCountry")) {
                countries++;
                int days = country.asString().equals("BR") ? 7 : 14;
                assertThat(policy.path("merchantReturnDays").asInt()).isEqualTo(days);
                assertThat(policy.path("description").asString()).contains(days + " days");
                holdsFor(law, country.asString(), days);
            }
        }
        assertThat(countries).as("the EU, the United Kingdom and Brazil").isGreaterThanOrEqualTo(29);
        assertThat(policies.get(policies.size() - 1).toString()).contains("MerchantReturnUnspecified");
        var generous = read("policy: 1\nreturn:\n  delivered: allowed\n  window: 30 days\n");
        assertThat(markup(generous, law).path("@graph").path(0).path("hasMerchantReturnPolicy"))
                .as("the terms give more everywhere")
                .singleElement()
                .satisfies(policy ->
                        assertThat(policy.path("merchantReturnDays").asInt()).isEqualTo(30));
    }

    /// What the engine counts for the right: at least so many days from delivery, and a day of rest at most puts it
    /// off.
    private static void holdsFor(Law law, String country, int days) {
        for (var pack : law.packs()) {
            var there = pack.countries().get(country);
            for (var right : pack.rights()) {
                if (there != null && right.kind() == LegalRight.Kind.WITHDRAWAL) {
                    var end = Law.end(right, DELIVERED, there.calendar());
                    var told = LocalDate.ofInstant(DELIVERED, there.calendar().zone())
                            .plusDays(days + 1)
                            .atStartOfDay(there.calendar().zone())
                            .toInstant();
                    assertThat(end).isBetween(told.minus(BARELY), told.plus(Duration.ofDays(5)));
                }
            }
        }
    }

    @Test
    void nothingEndsTheBlockInWhichItStands() {
        var hostile =
                PolicyMarkup.of(read("policy: 1\n"), Law.NONE, NOW, "</script><!--<script>&", "https://x/", List.of());
        assertThat(PolicyMarkup.block(hostile)).doesNotContain("<", ">", "&");
        assertThat(Json.tree(PolicyMarkup.block(hostile))
                        .path("@graph")
                        .path(0)
                        .path("name")
                        .asString())
                .isEqualTo("</script><!--<script>&");
    }

    private static Terms read(String document) {
        return switch (PolicyDocument.read(document, PolicyDocument.builtIn(Duration.ofHours(24)))) {
            case Reading.Sound sound -> sound.terms();
            case Reading.Faulty faulty -> throw new AssertionError(faulty.toString());
        };
    }

    private JsonNode markup(Terms terms) {
        return markup(terms, Law.NONE);
    }

    private JsonNode markup(Terms terms, Law law) {
        var topics = PolicySentences.of(terms, law, texts);
        var markup = Json.tree(PolicyMarkup.block(
                PolicyMarkup.of(terms, law, NOW, "Lantern", "https://shop.example/policy/x", topics)));
        assertThat(markup.path("@context").asString()).isEqualTo("https://schema.org");
        markup.path("@graph").forEach(SchemaOrg::check);
        return markup;
    }

    private void agree(Terms terms, JsonNode markup) {
        for (var policy : markup.path("@graph").path(0).path("hasMerchantReturnPolicy")) {
            var country = policy.path("applicableCountry").path(0).asString("XX");
            agree(terms, policy, country, NOW, policy.path("description").asString(""));
            for (var season : policy.path("returnPolicySeasonalOverride")) {
                seasons++;
                for (var day : List.of("startDate", "endDate")) {
                    var placed = LocalDate.parse(season.path(day).asString())
                            .atTime(12, 0)
                            .atZone(terms.calendar().zone())
                            .toInstant();
                    agree(
                            terms,
                            season,
                            country,
                            placed,
                            policy.path("description").asString(""));
                }
            }
        }
        var promise = markup.path("@graph").path(1);
        if (promise.isObject()) {
            mended++;
            var repair = terms.remedies().get(Remedy.REPAIR);
            var own = ReturnMarkup.held(terms, Remedy.REPAIR, "XX", NOW);
            var length = promise.path("durationOfWarranty");
            assertThat(own.window()).isNotNull();
            assertThat(length.path("value").asLong()).isEqualTo(own.window().length());
            assertThat(promise.path("description").asString()).contains(words(own.window()));
            var end = own.window().end(DELIVERED, terms.calendar());
            assertThat(rule(terms, repair, "XX", NOW, end)).isEqualTo(Terms.Rule.ALLOWED);
            assertThat(rule(terms, repair, "XX", NOW, end.plus(BARELY))).isEqualTo(Terms.Rule.NEVER);
        }
    }

    private void agree(Terms terms, JsonNode told, String country, Instant placed, String page) {
        costs.agree(terms, told, country, placed, page);
        var own = terms.remedies().get(Remedy.RETURN);
        var category = told.path("returnPolicyCategory").asString().replace("https://schema.org/", "");
        var atOnce = own == null ? null : rule(terms, own, country, placed, DELIVERED);
        switch (category) {
            case "MerchantReturnNotPermitted" -> {
                never++;
                assertThat(atOnce).isEqualTo(Terms.Rule.NEVER);
            }
            case "MerchantReturnUnlimitedWindow" ->
                assertThat(rule(terms, own, country, placed, DELIVERED.plus(Duration.ofDays(9999))))
                        .isEqualTo(Terms.Rule.ALLOWED);
            case "MerchantReturnFiniteReturnWindow" -> {
                var window =
                        ReturnMarkup.held(terms, Remedy.RETURN, country, placed).window();
                assertThat(window).isNotNull();
                assertThat(page).contains(words(window));
                if (told.has("merchantReturnDays")) {
                    finite++;
                    var end = LocalDate.ofInstant(DELIVERED, terms.calendar().zone())
                            .plusDays(told.path("merchantReturnDays").asLong() + 1)
                            .atStartOfDay(terms.calendar().zone())
                            .toInstant();
                    assertThat(rule(terms, own, country, placed, end.minus(BARELY)))
                            .isEqualTo(Terms.Rule.ALLOWED);
                    assertThat(rule(terms, own, country, placed, end)).isEqualTo(Terms.Rule.NEVER);
                }
            }
            case "MerchantReturnUnspecified" ->
                assertThat(own == null
                                || atOnce == Terms.Rule.PERSON
                                || own.exceptions().stream()
                                        .anyMatch(each -> each.when().expression() != null)
                                || ReturnMarkup.held(terms, Remedy.RETURN, country, placed)
                                                .rule()
                                        == Terms.Rule.PERSON)
                        .isTrue();
            default -> throw new AssertionError(category);
        }
    }

    /// What the engine answers for plain goods that were delivered, when everything else began then, too.
    private static Terms.Rule rule(Terms terms, RemedyTerms own, String country, Instant placed, Instant at) {
        Begun begun = start -> Optional.of(DELIVERED);
        var ruling = RemedyRules.decide(
                own, ReturnMarkup.plain(country, placed), Stage.DELIVERED, begun, terms.calendar(), at);
        return switch (ruling.decision()) {
            case Decision.Granted<RemedyReason> yes -> Terms.Rule.ALLOWED;
            case Decision.NeedsPerson<RemedyReason> perhaps -> Terms.Rule.PERSON;
            case Decision.Refused<RemedyReason> no -> Terms.Rule.NEVER;
        };
    }

    private String words(Window window) {
        return window.unit() == Window.Unit.SECONDS
                ? texts.duration(Duration.ofSeconds(window.length()))
                : texts.say(
                        "policies.page.length." + window.unit().name().toLowerCase(Locale.ROOT),
                        Map.of("count", window.length()));
    }
}
