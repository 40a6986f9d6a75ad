package dev.countermand.policies.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.kernel.Money;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Begun;
import dev.countermand.policies.CostSentences;
import dev.countermand.policies.Fee;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.RemedyRules;
import dev.countermand.policies.SendingBack;
import dev.countermand.policies.Terms;
import dev.countermand.site.Texts;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Holds what markup and page tell of the costs of a return to what the engine answers, and counts what was met.
final class CostsTold {

    private static final Instant DELIVERED = Instant.parse("2026-03-05T16:20:00Z");

    private final Texts texts;
    int costs;
    int fees;

    CostsTold(Texts texts) {
        this.texts = texts;
    }

    /// What the engine answers it costs is what is told, and the page says it in words.
    void agree(Terms terms, JsonNode told, String country, Instant placed, String page) {
        var own = terms.remedies().get(Remedy.RETURN);
        if (own == null || !(told.has("returnFees") || told.has("restockingFee"))) {
            return;
        }
        costs++;
        Begun begun = start -> Optional.of(DELIVERED);
        var plain = ReturnMarkup.plain(country, placed);
        var ruling = RemedyRules.decide(own, plain, Stage.DELIVERED, begun, terms.calendar(), DELIVERED);
        var back = ruling.sendingBack();
        var fee = ruling.fee();
        boolean hasFee = fee != null && !fee.costsNothing();
        switch (told.path("returnFees").asString("").replace("https://schema.org/", "")) {
            case "FreeReturn" -> assertThat(back == SendingBack.SHOP && !hasFee).isTrue();
            case "RestockingFees" -> assertThat(back).isEqualTo(SendingBack.SHOP);
            case "ReturnFeesCustomerResponsibility" -> assertThat(back).isEqualTo(SendingBack.CUSTOMER);
            case "ReturnShippingFees" ->
                assertThat(amounts(told.path("returnShippingFeesAmount"))).isEqualTo(back.price());
            default -> assertThat(back).isNull();
        }
        assertThat(told.has("restockingFee")).isEqualTo(hasFee);
        if (hasFee) {
            fees++;
            var said = told.path("restockingFee");
            assertThat(said.isNumber() ? new Fee(said.decimalValue(), Map.of()) : new Fee(null, amounts(said)))
                    .isEqualTo(fee);
        }
        assertThat(page).contains(CostSentences.of(back, hasFee ? fee : null, texts));
    }

    private static Map<String, Long> amounts(JsonNode told) {
        var amounts = new TreeMap<String, Long>();
        for (var each : told) {
            var currency = each.path("currency").asString();
            amounts.put(
                    currency,
                    each.path("value")
                            .decimalValue()
                            .movePointRight(Money.zero(currency).digits())
                            .longValueExact());
        }
        return amounts;
    }
}
