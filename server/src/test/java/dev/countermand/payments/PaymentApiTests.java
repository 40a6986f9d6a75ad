package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.Http.Reply;
import dev.countermand.accounts.Keys;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Order;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

class PaymentApiTests extends Shop {

    private static final int CALLERS = 32;

    @LocalServerPort
    int port;

    @Autowired
    Keys keys;

    @Test
    void theShopIsInstructedReportsAndReadsItBack() throws Exception {
        var order = take("[" + card(4000, true) + "]");
        cancel(order, 1);
        worker.tick();
        var payment = payment(order).publicId();
        var effect = effect(order, 0).id();
        var reply =
                report(payment, "{\"type\": \"refunded\", \"amount\": 1000, \"reference\": \"" + effect + "\"}", null);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("repeated").asBoolean()).isFalse();
        assertThat(reply.json().path("refunded").asLong()).isEqualTo(1000);
        var read = get("/v1/payments/" + payment, AppTest.OPERATOR_KEY);
        assertThat(read.json().at("/effects/0/state").asString()).isEqualTo("done");
        assertThat(read.json().at("/effects/0/steps").size()).isEqualTo(3);
        assertThat(read.json().at("/events/0/effect").asString()).isEqualTo(effect);
        assertThat(read.json().at("/order/number").asString())
                .isEqualTo(order.ref().number());
        var all = get(
                "/v1/orders/" + URLEncoder.encode(order.ref().number(), StandardCharsets.UTF_8) + "/payments?seller="
                        + SELLER,
                AppTest.OPERATOR_KEY);
        assertThat(all.json().path("total").asLong()).isEqualTo(4000);
        assertThat(all.json().path("remaining").asLong()).isEqualTo(3000);
        assertThat(all.json().at("/lines/0/givenBack").asInt()).isEqualTo(1);
    }

    @Test
    void thirtyTwoCallersReportTheSameEventAndItCountsOnce() throws Exception {
        var order = take("[" + card(4000, false) + "]");
        cancel(order, 2);
        worker.tick();
        var payment = payment(order).publicId();
        var body = "{\"type\": \"voided\", \"amount\": 2000, \"reference\": \""
                + effect(order, 0).id() + "\"}";
        var replies = together(caller -> () -> report(payment, body, caller % 2 == 0 ? null : "key " + caller));
        assertThat(replies).allMatch(reply -> reply.status() == 200);
        assertThat(replies)
                .filteredOn(reply -> !reply.json().path("repeated").asBoolean())
                .hasSize(1);
        assertThat(payment(order).voided()).isEqualTo(2000);
        assertThat(facts(order)).containsOnlyOnce("payment.voided");
    }

    @Test
    void captureAndReleaseRaceAndBothCountOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            var order = take("[" + card(4000, false) + "]");
            cancel(order, 4);
            worker.tick();
            var payment = payment(order).publicId();
            var released = "{\"type\": \"voided\", \"amount\": 4000, \"reference\": \""
                    + effect(order, 0).id() + "\"}";
            var captured = "{\"type\": \"captured\", \"amount\": 4000, \"reference\": \"ch_1\"}";
            var replies = together(caller -> () -> report(payment, caller % 2 == 0 ? released : captured, null));
            assertThat(replies).allMatch(reply -> reply.status() == 200 || reply.status() == 409);
            var after = payment(order);
            assertThat(after.voided() + after.refunding()).isEqualTo(4000);
            assertThat(after.captured()).isEqualTo(after.refunding());
        }
    }

    @Test
    void theSameKeyIsAnsweredByteForByteAndAnotherBodyIsRefused() throws Exception {
        var order = take("[" + card(4000, true) + "]");
        var payment = payment(order).publicId();
        var body = "{\"type\": \"refunded\", \"amount\": 700, \"reference\": \"re_1\"}";
        var first = report(payment, body, "once");
        report(payment, "{\"type\": \"refunded\", \"amount\": 100, \"reference\": \"re_2\"}", null);
        assertThat(report(payment, body, "once").text()).isEqualTo(first.text());
        assertThat(report(payment, body.replace("700", "701"), "once")).satisfies(reply -> {
            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.code()).isEqualTo("key_reused");
        });
    }

    @Test
    void whatDidNotFitTheFiguresIsKeptUnderItsKeyAndMayBeToldAgainUnderANewOne() throws Exception {
        var order = take("[" + card(4000, false) + "]");
        var payment = payment(order).publicId();
        var refunded = "{\"type\": \"refunded\", \"amount\": 700, \"reference\": \"re_1\"}";
        var early = report(payment, refunded, "early");
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.code()).isEqualTo("exceeds_captured");
        assertThat(early.json().path("captured").asLong()).isZero();
        report(payment, "{\"type\": \"captured\", \"amount\": 4000, \"reference\": \"ch_1\"}", null);
        assertThat(report(payment, refunded, "early").status()).isEqualTo(409);
        assertThat(report(payment, refunded, "early").text()).isEqualTo(early.text());
        assertThat(report(payment, refunded, "later").status()).isEqualTo(200);
    }

    @Test
    void whatFailedIsPlannedAgainOnce() throws Exception {
        var order = take("[" + card(4000, true) + "]");
        cancel(order, 1);
        var effect = effect(order, 0).id();
        var retry = "/v1/effects/" + effect + "/retry";
        assertThat(post(retry, null, null, AppTest.OPERATOR_KEY).code()).isEqualTo("not_failed");
        report(payment(order).publicId(), "{\"type\": \"failed\", \"reference\": \"" + effect + "\"}", null);
        var first = post(retry, null, null, AppTest.OPERATOR_KEY);
        assertThat(first.status()).isEqualTo(201);
        var second = post(retry, null, null, AppTest.OPERATOR_KEY);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().path("again")).isEqualTo(first.json().path("again"));
    }

    @Test
    void anothersPaymentDoesNotExistAndAWarehouseHasNothingToDoWithMoney() throws Exception {
        Order order = take("[" + card(4000, true) + "]");
        cancel(order, 1);
        var payment = "/v1/payments/" + payment(order).publicId();
        var effect = "/v1/effects/" + effect(order, 0).id() + "/retry";
        var ofOrder = "/v1/orders/" + order.ref().number() + "/payments?seller=" + SELLER;
        var own = key(SELLER, Keys.Role.SELLER);
        var warehouse = key(SELLER, Keys.Role.WAREHOUSE);
        var other = key(new SellerId("neighbor"), Keys.Role.SELLER);
        var body = "{\"type\": \"refunded\", \"amount\": 1, \"reference\": \"re\"}";
        assertThat(get(payment, own).status()).isEqualTo(200);
        assertThat(get(ofOrder, own).status()).isEqualTo(200);
        assertThat(get(payment, warehouse).status()).isEqualTo(403);
        assertThat(get(ofOrder, warehouse).status()).isEqualTo(403);
        assertThat(post(payment + "/events", body, null, warehouse).status()).isEqualTo(403);
        assertThat(post(effect, null, null, warehouse).status()).isEqualTo(403);
        var unknown = get("/v1/payments/pay_" + "0".repeat(32), other);
        assertThat(get(payment, other).text()).isEqualTo(unknown.text());
        assertThat(get(payment, other).status()).isEqualTo(404);
        assertThat(get(ofOrder, other).status()).isEqualTo(404);
        assertThat(post(payment + "/events", body, null, other).status()).isEqualTo(404);
        assertThat(post(effect, null, null, other).status()).isEqualTo(404);
        assertThat(payment(order).events()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                              | 422 | /type
            {"type": "stolen", "amount": 1}                                 | 422 | /type
            {"type": "refunded", "amount": "1"}                             | 422 | /amount
            {"type": "refunded", "amount": 1.5}                             | 422 | /amount
            {"type": "refunded", "amount": 99999999999999999999}            | 422 | /amount
            {"type": "refunded", "amount": -1}                              | 422 | /amount
            {"type": "refunded"}                                            | 422 | /amount
            {"type": "refunded", "amount": 1, "amuont": 2}                  | 422 | /amuont
            {"type": "refunded", "amount": 1, "reference": ""}              | 422 | /reference
            {"type": "refunded", "amount": 1, "reference": "eff_00"}        | 422 | /reference
            {"type": "refunded", "amount": 1, "at": "yesterday"}            | 422 | /at
            {"type": "refunded", "amount": 1, "at": "2036-01-01T00:00:00Z"} | 422 | /at
            {"type": "failed", "amount": 1}                                 | 422 | /reference
            {"type": "refunded", "amount": 1                                | 400 | -
            []                                                              | 422 | ''
            """)
    void malformedEventsAreRefusedWithTheirPlace(String body, int status, String pointer) throws Exception {
        var order = take("[" + card(4000, true) + "]");
        var reply = report(payment(order).publicId(), body, null);
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        if (!pointer.equals("-")) {
            assertThat(reply.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
        }
        assertThat(payment(order).events()).isEmpty();
    }

    private String key(SellerId seller, Keys.Role role) {
        var operator = new Actor(Actor.Kind.OPERATOR, "test", Set.of(), null, Actor.Channel.API);
        return keys.create(operator, seller, role, "test").key();
    }

    private List<Reply> together(IntFunction<Callable<Reply>> call) throws Exception {
        var calls = new ArrayList<Callable<Reply>>();
        for (int caller = 0; caller < CALLERS; caller++) {
            calls.add(call.apply(caller));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var replies = new ArrayList<Reply>();
            for (Future<Reply> reply : threads.invokeAll(calls)) {
                replies.add(reply.get());
            }
            return replies;
        }
    }

    private Reply report(String payment, String body, @Nullable String key) {
        return post("/v1/payments/" + payment + "/events", body, key, AppTest.OPERATOR_KEY);
    }

    private Reply get(String path, String bearer) {
        return Http.at(port).as(bearer).get(path);
    }

    private Reply post(String path, @Nullable String body, @Nullable String key, String bearer) {
        var caller = Http.at(port).as(bearer);
        return (key == null ? caller : caller.with("Idempotency-Key", key))
                .send("POST", path, body == null ? null : "application/json", body);
    }
}
