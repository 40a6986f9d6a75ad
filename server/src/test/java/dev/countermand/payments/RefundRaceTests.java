package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.Http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Many callers and several workers want the money of one payment back at the same moment.
class RefundRaceTests extends PretendShop {

    private static final int CALLERS = 32;
    private static final int UNITS = 24;
    private static final int PRICE = 1000;

    @LocalServerPort
    int port;

    @Test
    void thirtyTwoCallersRefundOnePaymentAndNoCentGoesBackTwice() throws Exception {
        var order = paid(UNITS, true);
        var path = "/v1/orders/" + order.ref().number() + "/cancellations?seller=" + SELLER;
        var body = "{\"reason\": \"changed_mind\", \"lines\": [{\"line\": \"1\", \"quantity\": 1}]}";
        var replies = together(caller -> () -> post(path, body, "one " + caller));

        assertThat(replies.stream()
                        .filter(r -> r.json().path("status").asString("").equals("canceled")))
                .hasSize(UNITS);
        assertThat(replies).noneMatch(reply -> reply.status() >= 500);
        workersOfTwoProcesses();
        assertThat(gone(order)).isEqualTo(UNITS * PRICE);
        assertThat(provider.sent()).hasSize(UNITS).doesNotHaveDuplicates();
        assertThat(money(order).refunded()).isEqualTo(UNITS * PRICE);
        assertThat(verified(order)).isEmpty();

        // Each once more, under its own key: the same answers, and nothing moves.
        assertThat(together(caller -> () -> post(path, body, "one " + caller)))
                .extracting(Reply::text)
                .containsExactlyElementsOf(replies.stream().map(Reply::text).toList());
        workersOfTwoProcesses();
        assertThat(gone(order)).isEqualTo(UNITS * PRICE);
    }

    @Test
    void thirtyTwoCallersTryAFailedRefundAgainAndItIsSentOnce() throws Exception {
        var order = paid(true);
        provider.decline(instruction -> true);
        cancel(order, 4);
        sender.tick();
        provider.decline(instruction -> false);
        var failed = effect(order, 0).id();
        var replies = together(caller -> () -> post("/v1/effects/" + failed + "/retry", "{}", null));

        assertThat(replies.stream().map(Reply::status).sorted().distinct()).containsExactly(200, 201);
        assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(1);
        workersOfTwoProcesses();
        assertThat(gone(order)).isEqualTo(4 * PRICE);
        assertThat(payment(order).effects()).hasSize(2);
        assertThat(verified(order)).isEmpty();
    }

    private void workersOfTwoProcesses() throws Exception {
        var other = sender(provider);
        together(caller -> () -> {
            (caller % 2 == 0 ? sender : other).tick();
            return true;
        });
    }

    private static <T> List<T> together(IntFunction<Callable<T>> call) throws Exception {
        var calls = new ArrayList<Callable<T>>();
        for (int caller = 0; caller < CALLERS; caller++) {
            calls.add(call.apply(caller));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        }
    }

    private Reply post(String path, String body, @Nullable String key) {
        var caller = Http.at(port).as(AppTest.OPERATOR_KEY);
        return (key == null ? caller : caller.with("Idempotency-Key", key))
                .send("POST", path, "application/json", body);
    }
}
