package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// The same request again, and many at once.
@ByHand
class IdempotencyTests extends Bench {

    private static final int CALLERS = 32;
    private static final String WHOLE = "{\"reason\": \"other\"}";

    /// All at the same moment.
    private static List<Shop.Reply> atOnce(IntFunction<Shop.Reply> call) throws Exception {
        var ready = new CountDownLatch(CALLERS);
        try (var callers = Executors.newFixedThreadPool(CALLERS)) {
            var calls = new ArrayList<Future<Shop.Reply>>();
            for (int i = 0; i < CALLERS; i++) {
                int caller = i;
                calls.add(callers.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return call.apply(caller);
                }));
            }
            var replies = new ArrayList<Shop.Reply>();
            for (var reply : calls) {
                replies.add(reply.get());
            }
            return replies;
        }
    }

    @Test
    void theSameKeyIsAnsweredWithTheSameBytes() {
        var number = order(2);
        var body = "{\"reason\": \"other\", \"lines\": [{\"line\": \"1\", \"quantity\": 1}]}";
        var first = shop.ask(number, body, "k1").expect(201);
        var second = shop.ask(number, body, "k1").expect(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.response().headers().firstValue("Location"))
                .isEqualTo(first.response().headers().firstValue("Location"));
        assertThat(shop.units(number, "1")).isEqualTo("open 1 canceled 1");
    }

    @Test
    void aRefusalIsReplayedAsItWas() {
        var number = released(1);
        var attempt = shop.cancel(number, "").expect(202).id();
        var refused = shop.ask(number, WHOLE, "k1").expect(409);
        shop.withdraw(attempt).expect(200);
        assertThat(shop.ask(number, WHOLE, "k1").expect(409).text()).isEqualTo(refused.text());
        shop.ask(number, WHOLE, "k2").expect(202);
    }

    @Test
    void aContradictionIsReplayedAsItWas() {
        var id = shop.cancel(released(1), "").expect(202).id();
        shop.answer(id, "stopped", "").expect(200);
        var path = "/v1/cancellations/" + id + "/answer";
        var body = "{\"outcome\": \"too_late\"}";
        var first = shop.send("POST", path, body, "k1").expect(409);
        assertThat(shop.send("POST", path, body, "k1").expect(409).text()).isEqualTo(first.text());
    }

    @Test
    void theSameKeyWithAnotherRequestIsRefused() {
        var number = order(2);
        shop.ask(number, WHOLE, "k1").expect(201);
        assertThat(shop.ask(number, "{\"reason\": \"duplicate\"}", "k1")
                        .expect(422)
                        .at("/code"))
                .isEqualTo("key_reused");
    }

    @Test
    void aKeyUsedForOneCancellationDoesNotServeAnother() {
        var number = released(2);
        var first = shop.cancel(number, "1:1").expect(202).id();
        var second = shop.cancel(number, "1:1").expect(202).id();
        shop.send("POST", "/v1/cancellations/" + first + "/withdraw", "{}", "k1")
                .expect(200);
        assertThat(shop.send("POST", "/v1/cancellations/" + second + "/withdraw", "{}", "k1")
                        .expect(422)
                        .at("/code"))
                .isEqualTo("key_reused");
    }

    @Test
    void invalidRequestsAreNotKept() {
        var number = order(1);
        shop.ask(number, "{\"reason\": \"other\", \"lines\": [{\"line\": \"9\", \"quantity\": 1}]}", "k1")
                .expect(422);
        shop.ask(number, WHOLE, "k1").expect(201);
    }

    @Test
    void thirtyTwoCallersWithOneKeyHaveOneEffectAndReadTheSameBytes() throws Exception {
        var number = order(3);
        var replies = atOnce(caller -> shop.ask(number, WHOLE, "same"));
        assertThat(replies).allMatch(reply -> reply.status() == 201);
        assertThat(replies.stream().map(Shop.Reply::text).distinct()).hasSize(1);
        assertThat(shop.list(number).body().path("cancellations")).hasSize(1);
        assertThat(shop.kinds(number)).containsExactly("canceled");
        assertThat(shop.units(number, "1")).isEqualTo("canceled 3");
    }

    @Test
    void ofThirtyTwoCallersWithoutAKeyExactlyOneWins() throws Exception {
        var number = order(3);
        var replies = atOnce(caller -> shop.ask(number, WHOLE, null));
        assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(1);
        assertThat(replies.stream().filter(reply -> reply.status() == 409))
                .hasSize(CALLERS - 1)
                .allMatch(reply -> reply.at("/code").equals("already_canceled"));
        assertThat(shop.kinds(number).stream().filter("canceled"::equals)).hasSize(1);
    }

    @Test
    void ofThirtyTwoCallersForReleasedUnitsExactlyOneHasTheAttempt() throws Exception {
        var number = released(3);
        var replies = atOnce(caller -> shop.ask(number, WHOLE, "key" + caller));
        assertThat(replies.stream().filter(reply -> reply.status() == 202)).hasSize(1);
        assertThat(replies.stream().filter(reply -> reply.status() == 409))
                .hasSize(CALLERS - 1)
                .allMatch(reply -> reply.at("/code").equals("pending"));
        assertThat(shop.units(number, "1")).isEqualTo("stopping 3");
    }

    @Test
    void thirtyTwoAnswersAreOneVerdict() throws Exception {
        var number = released(3);
        var id = shop.cancel(number, "").expect(202).id();
        var replies = atOnce(caller -> shop.answer(id, caller % 2 == 0 ? "stopped" : "too_late", ""));
        var verdict = shop.read(id).at("/status");
        int agreeing = verdict.equals("successful") ? 0 : 1;
        for (int caller = 0; caller < CALLERS; caller++) {
            assertThat(replies.get(caller).status()).isEqualTo(caller % 2 == agreeing ? 200 : 409);
        }
        assertThat(shop.kinds(number)).containsExactly("attempting", verdict);
    }
}
