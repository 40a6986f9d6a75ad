package dev.countermand.connectors.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The desk's page of the partners.
class PartnerPagesTests extends PagesBench {

    @BeforeEach
    void atTheDesk() {
        Http.at(port).as(AppTest.OPERATOR_KEY).post("/v1/keys", "{\"seller\": \"desk-partners\"}");
        signIn();
    }

    @Test
    void theOperatorChoosesWhosePartners() {
        assertThat(get("/desk/partners").text()).contains("Whose partners?", "/desk/partners/desk-partners");
        assertThat(get("/desk/partners/nobody-here").status()).isEqualTo(404);
    }

    @Test
    void choosesTriesAndExchangesTheSecret() {
        var here = "/desk/partners/desk-partners";
        try (var warehouse = new StubWarehouse()) {
            var page = get(here);
            assertThat(page.text()).contains("Our warehouse, by HTTP", "The sandbox", "Nothing was said yet");
            var wrong = post(page, here, "kind=http&url=http%3A%2F%2F10.0.0.1%2F&statusUrl=nonsense");
            assertThat(wrong.status()).isEqualTo(422);
            assertThat(wrong.text())
                    .contains("private network", "{attempt}", "value=\"http://10.0.0.1/\"", "value=\"nonsense\"");
            var url = URLEncoder.encode(warehouse.url("/calls"), StandardCharsets.UTF_8);
            var chosen = post(page, here, "kind=http&url=" + url + "&statusUrl=");
            assertThat(chosen.status()).as(chosen.text()).isEqualTo(200);
            assertThat(chosen.text()).contains("shown this once", "whsec_", "/v1/fulfilment/callbacks/fp_");
            assertThat(get(here).text()).doesNotContain("whsec_");
            assertThat(post(page, here, "kind=http&url=" + url + "&statusUrl=").header("Location"))
                    .isEqualTo(here + "?done=fulfilment.saved");
            var trial = post(chosen, here + "/test", "");
            assertThat(trial.text()).contains("The warehouse answered 202", "Trial call");
            assertThat(warehouse.got).hasSize(1);
            assertThat(post(page, here + "/secret", "").text()).contains("whsec_", "the one before is good until");
        }
    }
}
