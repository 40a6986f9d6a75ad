package dev.countermand.connectors.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.site.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads documents as Stripe, and a user of Stripe, wrote them.
class WireTests {

    private static JsonNode document(String path) throws IOException {
        return Json.tree(Files.readString(Path.of("src/test/resources/stripe", path)));
    }

    @Test
    void aPaymentIntent() throws Exception {
        var intent = Wire.Intent.of(document("openapi-fixtures/payment_intent.json"));
        assertThat(intent.id()).isEqualTo("pi_1PgafyB7WZ01zgkWSjxsAJo3");
        assertThat(intent.status()).isEqualTo("requires_payment_method");
        assertThat(intent.amount()).isEqualTo(1099);
        assertThat(intent.tried()).isFalse();
    }

    @Test
    void aPaymentIntentOfAnOlderVersion() throws Exception {
        var held = Wire.Intent.of(document("pay-connector/create_payment_intent_success_response.json"));
        assertThat(held.status()).isEqualTo("requires_capture");
        assertThat(held.currency()).isEqualTo("gbp");
        assertThat(Wire.Intent.of(document("pay-connector/create_payment_intent_requires_3ds_response.json"))
                        .status())
                .isEqualTo("requires_action");
    }

    @Test
    void aChargeWithItsCard() throws Exception {
        var charge = Wire.Charge.of(document("openapi-fixtures/charge.json"));
        assertThat(charge.id()).startsWith("ch_");
        assertThat(charge.amount()).isEqualTo(100);
        assertThat(charge.captured()).isZero();
        assertThat(charge.status()).isEqualTo("succeeded");
        assertThat(charge.brand()).isNotEmpty();
    }

    @Test
    void aRefund() throws Exception {
        var refund = Wire.Refund.of(document("openapi-fixtures/refund.json"));
        assertThat(refund.id()).isEqualTo("re_1Pgc72B7WZ01zgkWqPvrRrPE");
        assertThat(refund.payment()).isEqualTo("ch_1PgafuB7WZ01zgkWXYmPNZs8");
        assertThat(refund.key()).isNull();
        assertThat(StripeRules.result(refund).outcome().name()).isEqualTo("DONE");
    }

    @Test
    void aRefundThatFailedLater() throws Exception {
        var refund = Wire.Refund.of(document("pay-connector/charge_refund_updated.json")
                .path("data")
                .path("object"));
        assertThat(refund.payment()).isEqualTo("pi_123456");
        var result = StripeRules.result(refund);
        assertThat(result.outcome().name()).isEqualTo("FAILED");
        assertThat(result.message()).isEqualTo("expired_or_canceled_card");
        assertThat(result.reference()).isEqualTo("re_123456");
    }

    @Test
    void whatIsMissingOrOfAnotherKindIsNotRead() throws Exception {
        var refund = (ObjectNode) document("openapi-fixtures/refund.json");
        assertThatThrownBy(() -> Wire.Charge.of(refund)).hasMessageContaining("charge");
        refund.put("amount", "100");
        assertThatThrownBy(() -> Wire.Refund.of(refund)).hasMessageContaining("amount");
        refund.put("amount", -1);
        assertThatThrownBy(() -> Wire.Refund.of(refund)).hasMessageContaining("amount");
        refund.put("amount", 100).remove("status");
        assertThatThrownBy(() -> Wire.Refund.of(refund)).hasMessageContaining("status");
    }
}
