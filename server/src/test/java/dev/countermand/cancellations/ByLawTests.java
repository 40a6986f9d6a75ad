package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Terms that give a buyer less than the law does: the law decides, and says so.
@ByHand
class ByLawTests extends Bench {

    @Autowired
    Cancellations cancellations;

    private static final String MEAN = """
            policy: 1
            law: eu
            cancel:
              open: never
              released: person
              window: 30 minutes
              fee: 10%
              shipping: never
            """;

    private void policy(String document) {
        var put = Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .send("PUT", "/v1/sellers/" + shop.seller + "/policy", "application/yaml", document);
        assertThat(put.status()).as(put.text()).isEqualTo(201);
    }

    private String order(String country, String line, int total) {
        var put = Http.at(port).as(AppTest.OPERATOR_KEY).put("/v1/orders/W2", """
                {"seller": "%s", "number": "W2", "placedAt": "%s", "currency": "EUR",
                 "customer": {"id": "c1", "name": "Ada", "email": "ada@example.org", "locale": "en-GB"},
                 "billingAddress": {"name": "Ada", "line1": "1 Test Street", "city": "Town", "postalCode": "1",
                                    "country": "%s"},
                 "lines": [%s], "shipping": 500,
                 "payments": [{"id": "pay1", "tender": "card", "gateway": "manual", "amount": %d,
                               "captured": true}]}
                """.formatted(
                        shop.seller, now(), country, line, total));
        assertThat(put.status()).as(put.text()).isEqualTo(201);
        return "W2";
    }

    private static String line(String more) {
        return "{\"line\": \"1\", \"sku\": \"S1\", \"title\": \"Lamp\", \"quantity\": 2, \"unitPrice\": 1000" + more
                + "}";
    }

    @Test
    void aConsumerWithdrawsInSpiteOfTheTermsAndHasAllHisMoneyBack() {
        policy(MEAN);
        var number = order("DE", line(""), 2500);
        clock.advance(Duration.ofDays(9));
        var option = shop.options(number).expect(200);
        assertThat(option.at("/options/0/decision")).isEqualTo("granted");
        assertThat(option.at("/options/0/rule")).isEqualTo("eu-2/withdrawal");
        assertThat(option.at("/options/0/sentence"))
                .isEqualTo("Can be canceled at once. You have this right by law (§§ 312g, 355, 356, 357 BGB (Directive"
                        + " 2011/83/EU, articles 9 to 16)), beyond the shop’s own terms.");
        assertThat(option.at("/options/0/until")).isEmpty();
        assertThat(option.number("/options/0/money/total")).isEqualTo(2500);
        assertThat(option.number("/options/0/money/kept")).isZero();
        var canceled = shop.cancel(number, "").expect(201);
        assertThat(canceled.number("/money/total")).isEqualTo(2500);
        assertThat(canceled.number("/money/kept")).isZero();
    }

    @Test
    void whatTheWarehouseHasIsAnAttemptByLawAndItsVerdictKeepsNothingEither() {
        policy(MEAN);
        var number = order("FR", line(""), 2500);
        shop.release(number, "").expect(200);
        var asked = shop.cancel(number, "").expect(202);
        assertThat(asked.at("/status")).isEqualTo("attempting");
        var verdict = shop.answer(asked.id(), "stopped", "").expect(200);
        assertThat(verdict.at("/status")).isEqualTo("successful");
        assertThat(verdict.number("/money/total")).isEqualTo(2500);
        assertThat(verdict.number("/money/kept")).isZero();
    }

    @Test
    void whoMayWithdrawNeedsNoReasonAndNoneIsRefused() {
        policy("policy: 1\nlaw: eu\ncancel:\n  askReason: required\n  reasons: too_slow\n");
        var number = order("DE", line(""), 2500);
        var one = "{\"lines\": [{\"line\": \"1\", \"quantity\": 1}]}";
        assertThat(shop.ask(number, one, null).expect(201).at("/reason")).isEqualTo("not_given");
        assertThat(shop.ask(number, "{\"reason\": \"found_cheaper\"}", null)
                        .expect(201)
                        .at("/status"))
                .isEqualTo("canceled");
    }

    @Test
    void elsewhereAndForBusinessesTheTermsDecide() {
        policy(MEAN);
        var number = order("CH", line(""), 2500);
        assertThat(shop.cancel(number, "").expect(409).at("/code")).isEqualTo("stage_excluded");
    }

    @Test
    void goodsMadeToSpecificationFollowTheTermsUntilTheyAreLate() {
        policy(MEAN);
        var number = order("DE", line(", \"kind\": \"personalized\""), 2500);
        var option = shop.options(number).expect(200);
        assertThat(option.at("/options/0/reason")).isEqualTo("stage_excluded");
        assertThat(option.at("/options/0/change")).contains("§ 323 BGB", "you may cancel after");
        assertThat(shop.cancel(number, "").expect(409).at("/code")).isEqualTo("stage_excluded");
        clock.advance(Duration.ofDays(38).plusHours(14));
        assertThat(shop.options(number).at("/options/0/rule")).isEqualTo("eu-2/late");
        assertThat(shop.cancel(number, "").expect(201).at("/status")).isEqualTo("canceled");
    }

    @Test
    void whatWasRefusedByTheTermsAndByLawIsDecidedTheSameAgain() {
        policy(MEAN);
        var number = order("DE", line(", \"kind\": \"personalized\""), 2500);
        shop.cancel(number, "").expect(409);
        clock.advance(Duration.ofDays(40));
        shop.cancel(number, "1:1").expect(201);
        for (var kept : shop.list(number).body().path("cancellations")) {
            assertThat(kept.path("status").asString()).isIn("refused", "canceled");
        }
        assertThat(Replayed.all(cancellations.of(ref(number)))).isEqualTo(2);
    }

    @Test
    void whatHasArrivedMayBeWithdrawnFromAndTheBuyerIsToldUntilWhen() {
        policy("policy: 1\nlaw: eu\n");
        var number = order("DE", line(""), 2500);
        shop.claim(number, "p1", "").expect(201);
        var shipped = shop.options(number).expect(200);
        assertThat(shipped.at("/options/0/reason")).isEqualTo("already_shipped");
        var told = new ArrayList<String>();
        shipped.body()
                .path("options")
                .forEach(option -> told.add(option.path("remedy").asString() + " "
                        + option.path("how").asString("") + " " + option.has("until")));
        assertThat(told)
                .containsSubsequence(
                        "withdrawal by_contact false", "guarantee by_contact false", "contact at_once false");
    }

    @Test
    void noLawIsLookedAtWhereTheDocumentSaysSo() {
        policy(MEAN.replace("law: eu", "law: none"));
        var number = order("DE", line(""), 2500);
        assertThat(shop.cancel(number, "").expect(409).at("/code")).isEqualTo("stage_excluded");
    }
}
