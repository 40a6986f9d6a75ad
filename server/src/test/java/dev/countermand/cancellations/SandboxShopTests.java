package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.connectors.sandbox.town.Companies;
import dev.countermand.connectors.sandbox.town.ErrandWorker;
import dev.countermand.connectors.sandbox.town.Odds;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What a newcomer sees: of the demo's two sandbox orders one is stopped and one is not, and nobody had to answer.
class SandboxShopTests extends PartnerBench {

    @Autowired
    Companies companies;

    @Autowired
    ErrandWorker errands;

    @Test
    void oneAttemptIsAnsweredYesAndOneNo() {
        // As the demo begins.
        companies.set(Companies.WAREHOUSE, new Odds(50, 50, 0, 0, 10, 0, 10, 5, 172800, 56));
        var operator = Http.at(port).as(AppTest.OPERATOR_KEY);
        var yes = cancel(operator, "S1001");
        var no = cancel(operator, "S1002");
        stops.tick();
        clock.advance(Duration.ofSeconds(5));
        errands.tick();
        assertThat(status(yes)).isEqualTo("successful");
        assertThat(status(no)).isEqualTo("unable");
        var payment = operator.get("/v1/orders/S1001/payments?seller=sandbox").json();
        assertThat(payment.at("/payments/0/gateway").asString()).isEqualTo("sandbox");
    }

    private static String cancel(Http operator, String number) {
        var reply = operator.post(
                "/v1/orders/" + number + "/cancellations?seller=sandbox", "{\"reason\": \"changed_mind\"}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        return reply.json().path("id").asString();
    }
}
