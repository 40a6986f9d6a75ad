package dev.countermand.connectors.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.MutableClock;
import dev.countermand.connectors.sandbox.town.Companies;
import dev.countermand.connectors.sandbox.town.Odds;
import dev.countermand.outgoing.CallResult;
import dev.countermand.outgoing.WebhookSignature;
import dev.countermand.payments.kit.GatewayContract;
import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.payments.spi.PaymentGateway.At;
import dev.countermand.payments.spi.ProviderNotice.Incoming;
import dev.countermand.site.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// The sandbox's provider over HTTP keeps the contract of gateways.
@AppTest
@TestPropertySource(properties = "countermand.demo=true")
class SandboxGatewayContractTests extends GatewayContract {

    private static final Odds FAIR = new Odds(100, 0, 0, 0, 0, 0, 0, 3, 60, 7);
    private static final Odds LOSING = new Odds(100, 0, 0, 0, 0, 0, 100, 3, 60, 7);

    @Autowired
    SandboxGateway gateway;

    @Autowired
    Contract contract;

    @Autowired
    Companies companies;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MutableClock clock;

    @BeforeEach
    void aFairProvider() {
        companies.set(Companies.PAYMENTS, FAIR);
    }

    @Override
    protected PaymentGateway gateway() {
        return gateway;
    }

    @Override
    protected At payment(long amount, boolean captured) {
        var id = "ch_" + UUID.randomUUID();
        post("charges", Map.of("id", id, "seller", "kit", "amount", amount, "currency", "EUR", "capture", captured));
        return new At("kit", "N-1", id, null, "EUR");
    }

    @Override
    protected void capture(At payment, long amount) {
        byHand(payment, "capture", amount);
    }

    @Override
    protected void refundedByHand(At payment, long amount) {
        byHand(payment, "refund", amount);
    }

    @Override
    protected void expire(At payment) {
        clock.advance(Duration.ofDays(8));
    }

    @Override
    protected void dispute(At payment, long amount) {
        post("disputes", Map.of("charge", payment.name(), "amount", amount));
    }

    @Override
    protected void closeDisputes(At payment, boolean won) {
        jdbc.sql("select id from sandbox.dispute where charge = :charge and state = 'open'")
                .param("charge", payment.name())
                .query(String.class)
                .list()
                .forEach(id -> post("disputes/" + id, Map.of("outcome", won ? "won" : "lost")));
    }

    @Override
    protected void refundComesBack(At payment, String key) {
        post("movements/" + key + "/fail", Map.of());
    }

    @Override
    protected void loseNextAnswer() {
        companies.set(Companies.PAYMENTS, LOSING);
    }

    @Override
    protected Incoming notice(At payment) {
        var body = jdbc.sql("""
                        select body
                          from sandbox.errand
                         where company = 'payments' and kind = 'callback' and body like :about
                         order by id desc
                         limit 1
                        """)
                .param("about", "%" + payment.name() + "%")
                .query(String.class)
                .single();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var headers = WebhookSignature.headers("ev_1", clock.instant(), bytes, List.of(contract.hookSecret()));
        return new Incoming(null, headers::get, bytes);
    }

    private void byHand(At payment, String kind, long amount) {
        var body = new TreeMap<String, Object>(
                Map.of("charge", payment.name(), "kind", kind, "amount", amount, "currency", "EUR"));
        send("movements", body, Map.of("Idempotency-Key", "hand-" + UUID.randomUUID()));
    }

    private void post(String path, Map<String, Object> body) {
        send(path, body, Map.of());
    }

    private void send(String path, Map<String, Object> body, Map<String, String> headers) {
        var answer = contract.call("POST", "/payments/" + path, Json.write(new TreeMap<>(body)), headers);
        assertThat(answer)
                .isInstanceOfSatisfying(
                        CallResult.Answered.class,
                        answered -> assertThat(answered.status())
                                .as(answered.body().toString())
                                .isLessThan(300));
    }
}
