package dev.countermand.connectors.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.connectors.stripe.StripeReply.Refused;
import dev.countermand.site.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.MissingNode;

/// What Stripe's words mean for money.
class StripeRulesTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # status | type                  | code                            | means
            400      | invalid_request_error | charge_already_refunded         | FAILED ALREADY_REFUNDED
            400      | invalid_request_error | charge_disputed                 | FAILED DISPUTED
            400      | invalid_request_error | balance_insufficient            | FAILED INSUFFICIENT_BALANCE
            400      | invalid_request_error | charge_already_captured         | FAILED ALREADY_CAPTURED
            400      | invalid_request_error | amount_too_large                | FAILED REJECTED
            400      | invalid_request_error | ''                              | FAILED REJECTED
            402      | card_error            | card_declined                   | FAILED REJECTED
            404      | invalid_request_error | resource_missing                | FAILED REJECTED
            400      | idempotency_error     | ''                              | UNKNOWN
            409      | idempotency_error     | idempotency_key_in_use          | UNKNOWN
            400      | invalid_request_error | lock_timeout                    | UNKNOWN
            429      | invalid_request_error | lock_timeout                    | UNKNOWN
            429      | invalid_request_error | rate_limit                      | UNKNOWN
            401      | invalid_request_error | ''                              | UNKNOWN
            403      | invalid_request_error | ''                              | UNKNOWN
            500      | api_error             | ''                              | UNKNOWN
            502      | ''                    | ''                              | UNKNOWN
            400      | ''                    | ''                              | UNKNOWN
            400      | api_error             | ''                              | UNKNOWN
            """)
    void onlyARefusalInStripesOwnWordsIsCertain(int status, String type, String code, String means) {
        var result = StripeRules.refusal(new Refused(status, type, code, "words", MissingNode.getInstance()));
        var told = result.outcome() + (result.reason() == null ? "" : " " + result.reason());
        assertThat(told).isEqualTo(means);
        assertThat(result.message()).isEqualTo("words");
    }

    @ParameterizedTest
    @CsvSource({
        "pending, OPEN",
        "requires_action, OPEN",
        "succeeded, DONE",
        "failed, FAILED",
        "canceled, FAILED",
        "reversed, ",
    })
    void aRefundsStatus(String status, String means) {
        assertThat(StripeRules.refund(status).map(Enum::name).orElse(null)).isEqualTo(means);
    }

    @ParameterizedTest
    @CsvSource({
        "warning_needs_response, -100, ",
        "warning_under_review, 0, ",
        "warning_closed, 0, ",
        "needs_response, -100, OPEN",
        "under_review, -100, OPEN",
        "won, 0, FAILED",
        "lost, -100, DONE",
        "prevented, -100, DONE",
        "prevented, 0, FAILED",
        "a_word_of_tomorrow, -100, OPEN",
    })
    void aDisputesStatus(String status, long moved, String means) {
        assertThat(StripeRules.dispute(status, moved).map(Enum::name).orElse(null))
                .isEqualTo(means);
    }

    @Test
    void anErrorAsAUserOfStripeRecordedIt() throws IOException {
        var text = Files.readString(Path.of("src/test/resources/stripe/pay-connector/error_response.json"))
                .replace("{{code}}", "charge_already_refunded")
                .replace("{{type}}", "invalid_request_error");
        var error = Json.tree(text).path("error");
        var refused = new Refused(
                400,
                StripeClient.text(error, "type"),
                StripeClient.text(error, "code"),
                StripeClient.text(error, "message"),
                error);
        assertThat(StripeRules.refusal(refused).reason().name().toLowerCase(Locale.ROOT))
                .isEqualTo("already_refunded");
    }
}
