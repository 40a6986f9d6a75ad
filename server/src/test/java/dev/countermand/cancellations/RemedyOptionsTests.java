package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The remedies that a document names beside canceling: told for every line, with what would change the answer.
@ByHand
class RemedyOptionsTests extends Bench {

    private List<String> told(String number, String remedy) {
        var told = new ArrayList<String>();
        shop.options(number).expect(200).body().path("options").forEach(option -> {
            if (option.path("remedy").asString().equals(remedy)) {
                told.add(option.path("decision").asString() + " "
                        + option.path("reason").asString("") + " "
                        + option.path("change").asString(""));
            }
        });
        return told;
    }

    @Test
    void aReturnIsPossibleOnceDeliveredAndUntilItsWindowCloses() {
        var put = Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .send("PUT", "/v1/sellers/" + shop.seller + "/policy", "application/yaml", """
                        policy: 1
                        refuse: {shipped: allowed}
                        return: {delivered: allowed, window: 14 days}
                        repair: {delivered: person, window: 2 years}
                        """);
        assertThat(put.status()).as(put.text()).isEqualTo(201);
        var number = order(1);
        assertThat(told(number, "return")).containsExactly("refused not_yet It is possible once it is delivered.");
        assertThat(told(number, "refuse")).containsExactly("refused not_yet It is possible once it is on its way.");
        var parcel = shop.claim(number, "p1", "").expect(201).at("/publicId");
        assertThat(told(number, "refuse")).containsExactly("granted  ");
        shop.post("/v1/shipments/" + parcel + "/events", "{\"status\": \"delivered\", \"at\": \"" + now() + "\"}")
                .expect(201);
        assertThat(told(number, "refuse"))
                .containsExactly("refused stage_excluded A person of the shop may know another way.");
        assertThat(told(number, "return")).containsExactly("granted  ");
        assertThat(told(number, "repair"))
                .containsExactly("needs_person stage_needs_person A person of the shop may know another way.");
        clock.advance(Duration.ofDays(15));
        assertThat(told(number, "return"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("refused window_closed It was possible until ");
    }

    @Test
    void whatItCostsIsToldWhereItCanBeHad() {
        var put = Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .send("PUT", "/v1/sellers/" + shop.seller + "/policy", "application/yaml", """
                        policy: 1
                        refuse: {shipped: allowed, sendingBack: customer}
                        return:
                          shipped: never
                          delivered: allowed
                          sendingBack: [4.95 EUR, 600 JPY]
                          fee: 10%
                          exceptions:
                            - {name: Second, when: {sku: S2}, sendingBack: shop, fee: 2.50 EUR}
                            - {name: Third, when: {sku: S3}, sendingBack: 5 USD, fee: none}
                        """);
        assertThat(put.status()).as(put.text()).isEqualTo(201);
        var number = order(1, 1, 1);
        var parcel = shop.claim(number, "p1", "").expect(201).at("/publicId");
        assertThat(costs(number, "refuse").getFirst()).isEqualTo("{\"sendingBack\":\"customer\",\"currency\":\"EUR\"}");
        assertThat(costs(number, "return")).containsOnly("");
        shop.post("/v1/shipments/" + parcel + "/events", "{\"status\": \"delivered\", \"at\": \"" + now() + "\"}")
                .expect(201);
        assertThat(costs(number, "return"))
                .containsExactly(
                        "{\"sendingBack\":\"price\",\"sendingBackPrice\":495,\"feePercent\":10,\"currency\":\"EUR\"}",
                        "{\"sendingBack\":\"shop\",\"feeFixed\":250,\"currency\":\"EUR\"}",
                        "{\"sendingBack\":\"shop\",\"currency\":\"EUR\"}");
        assertThat(shop.options(number).expect(200).body().toString())
                .contains("The way back costs you €4.95", "Of the money that goes back, 10 % is kept.");
    }

    private List<String> costs(String number, String remedy) {
        var told = new ArrayList<String>();
        shop.options(number).expect(200).body().path("options").forEach(option -> {
            if (option.path("remedy").asString().equals(remedy)) {
                told.add(option.has("money") ? option.path("money").toString() : "");
            }
        });
        return told;
    }
}
