package dev.countermand.policies.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.policies.document.PolicyDocument;
import dev.countermand.policies.document.PolicyDocument.Reading;
import dev.countermand.policies.law.Law;
import dev.countermand.site.Json;
import dev.countermand.site.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a return costs, as programs read it.
class ReturnCostsTests {

    private static final Instant NOW = Instant.parse("2026-01-01T09:00:00Z");

    private final Texts texts = new Texts(true).in(Locale.US);

    @Test
    void whatAReturnCostsIsToldWhereItIsCertain() {
        var shop = "policy: 1\nreturn:\n  delivered: allowed\n  window: 30 days\n";
        assertThat(returns(shop + "  sendingBack: shop\n", Law.NONE)
                        .path("returnFees")
                        .asString())
                .isEqualTo("https://schema.org/FreeReturn");
        var priced = returns(shop + "  sendingBack: [4.95 EUR, 700 JPY]\n  fee: 12.5%\n", Law.NONE);
        assertThat(priced.path("returnFees").asString()).endsWith("/ReturnShippingFees");
        assertThat(priced.path("returnShippingFeesAmount").toString())
                .contains("\"currency\":\"EUR\",\"value\":4.95", "\"currency\":\"JPY\",\"value\":700");
        assertThat(priced.path("restockingFee").decimalValue()).isEqualByComparingTo("12.5");
        var byPerson = "policy: 1\nreturn:\n  delivered: person\n  sendingBack: shop\n";
        assertThat(returns(byPerson, Law.NONE).has("returnFees")).isFalse();
        var law = Law.of(Law.SHIPPED);
        var both = policies(shop + "  sendingBack: customer\n  fee: 5 EUR\n", law);
        assertThat(both).hasSize(2);
        for (var policy : both) {
            assertThat(policy.path("returnFees").asString()).endsWith("/ReturnFeesCustomerResponsibility");
            assertThat(policy.has("restockingFee"))
                    .as("who withdraws by law bears no fee")
                    .isEqualTo(!policy.has("applicableCountry"));
            assertThat(policy.path("description").asString())
                    .contains("You pay for the way back.", "From whoever withdraws by law, nothing is kept");
        }
    }

    private JsonNode returns(String document, Law law) {
        return policies(document, law).path(0);
    }

    private JsonNode policies(String document, Law law) {
        var read = PolicyDocument.read(document, PolicyDocument.builtIn(Duration.ofHours(24)));
        var terms = ((Reading.Sound) read).terms();
        var topics = PolicySentences.of(terms, law, texts);
        var link = "https://shop.example/policy/x";
        var markup = Json.tree(PolicyMarkup.block(PolicyMarkup.of(terms, law, NOW, "Lantern", link, topics)));
        markup.path("@graph").forEach(SchemaOrg::check);
        return markup.path("@graph").path(0).path("hasMerchantReturnPolicy");
    }
}
